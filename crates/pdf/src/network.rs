//! The report of a region or of the whole network: figures, touchpoints, ranking, weak items, closing rates.

use forecourt_core::text::Lang;

use crate::{
    PdfError,
    blocks::{Bar, Figure, Listed, bars, figures, head, listed, notes, number, section, touchpoint_bars, words},
    fonts::fonts,
    of_false,
    page::{Ink, Paper, SMALL},
    say, score, share,
    station::Touchpoint,
    write::{Frame, write},
};

/// A row of the ranking: a station or a unit.
#[derive(Debug, Clone, Default)]
pub struct RankLine {
    /// Rank in its class; absent below the minimum number of audits.
    pub rank: Option<u32>,
    /// The class.
    pub class: String,
    /// How many are ranked in it.
    pub class_size: u32,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Mean score.
    pub score_bp: u16,
    /// Places won or lost.
    pub movement: Option<i32>,
    /// Audits that count.
    pub audits: u32,
    /// Failed red lines.
    pub red_lines: u32,
    /// Open overdue orders.
    pub overdue: u32,
}

/// A weak item.
#[derive(Debug, Clone, Default)]
pub struct WeakLine {
    /// Its number.
    pub number: u32,
    /// What it asks.
    pub text: String,
    /// Its touchpoint.
    pub touchpoint: String,
    /// Share of answers that met it.
    pub pass_bp: Option<u16>,
    /// The network's.
    pub network_bp: Option<u16>,
    /// Answers that missed it.
    pub missed: u64,
}

/// Closing of orders, of the whole and of its parts.
#[derive(Debug, Clone, Default)]
pub struct ClosingLine {
    /// Whose.
    pub name: String,
    /// Orders issued.
    pub issued: u32,
    /// Orders that were due.
    pub due: u32,
    /// Closing rate.
    pub closing_bp: Option<u16>,
    /// On-time rate of closed ones.
    pub on_time_bp: Option<u16>,
    /// Open and late.
    pub open_late: u32,
    /// Missed again.
    pub repeat_bp: Option<u16>,
}

/// How many stations lie in a band of scores.
#[derive(Debug, Clone, Default)]
pub struct Band {
    /// What it is called.
    pub name: String,
    /// Stations.
    pub stations: u32,
}

/// Everything that the report says.
#[derive(Debug, Clone, Default)]
pub struct NetworkReport {
    /// It is of a region; else of the whole network in a month.
    pub region: bool,
    /// The region or network.
    pub name: String,
    /// The period.
    pub period: String,
    /// The day on which it was made.
    pub made: String,
    /// Ranks may still change.
    pub provisional: bool,
    /// Its scores and ranks are those of a period that was closed; everything else is as of the day on which it was made.
    pub closed: bool,
    /// Mean of its stations.
    pub score_bp: Option<u16>,
    /// Stations with a score.
    pub stations: u32,
    /// Stations without one; absent where nothing planned is shown.
    pub not_covered: Option<u32>,
    /// Audits that count.
    pub audits: u32,
    /// Failed red lines, false evidence included.
    pub red_lines: u32,
    /// Of them: submissions that were rejected for false evidence.
    pub false_evidence: u32,
    /// Touchpoints with the network's means beside them.
    pub touchpoints: Vec<Touchpoint>,
    /// Stations by bands of scores.
    pub bands: Vec<Band>,
    /// Its stations or units in order.
    pub ranking: Vec<RankLine>,
    /// Rows that are not listed.
    pub more_ranked: usize,
    /// The weakest items.
    pub weak: Vec<WeakLine>,
    /// The whole first, then its parts.
    pub closing: Vec<ClosingLine>,
}

impl NetworkReport {
    /// The report as a PDF.
    ///
    /// # Errors
    /// A font that cannot be read; what the writer refuses.
    pub fn pdf(&self, lang: Lang) -> Result<Vec<u8>, PdfError> {
        let mut paper = Paper::new(fonts()?);
        let kind = if self.region {
            say(lang, "片区报告", "Region report")
        } else {
            say(lang, "月度报告", "Monthly report")
        };
        head(&mut paper, kind, &self.name, &self.period);
        figures(&mut paper, &self.figures(lang));
        notes(&mut paper, lang, self.provisional, self.closed.then_some(&self.made));
        self.distribution(lang, &mut paper);
        touchpoint_bars(&mut paper, lang, &self.touchpoints, self.region);
        self.ranking_table(lang, &mut paper);
        self.weak_table(lang, &mut paper);
        self.closing_table(lang, &mut paper);
        let title = format!("{} {}", self.name, self.period);
        write(&paper, &Frame { lang, title: &title, made: &self.made })
    }

    fn figures(&self, lang: Lang) -> Vec<Figure> {
        let whole = self.closing.first().cloned().unwrap_or_default();
        let covered = match (self.not_covered, lang) {
            (Some(missing), Lang::Zh) => format!("未覆盖 {missing} 座"),
            (Some(missing), Lang::En) => format!("{missing} not covered"),
            (None, _) => String::new(),
        };
        let late = match lang {
            Lang::Zh => format!("逾期未闭环 {}", whole.open_late),
            Lang::En => format!("{} open and late", whole.open_late),
        };
        let red = if self.red_lines > 0 { Ink::Bad } else { Ink::Text };
        let figure = |name: &str, value: String, below: String, ink| Figure { name: name.into(), value, below, ink };
        vec![
            figure(say(lang, "平均得分", "Mean score"), score(self.score_bp.map(i64::from)), String::new(), Ink::Text),
            figure(say(lang, "参评加油站", "Stations with a score"), self.stations.to_string(), covered, Ink::Text),
            figure(say(lang, "检查次数", "Audits"), self.audits.to_string(), String::new(), Ink::Text),
            figure(
                say(lang, "红线", "Red lines"),
                self.red_lines.to_string(),
                of_false(lang, self.false_evidence),
                red,
            ),
            figure(say(lang, "闭环处理率", "Closing rate"), share(whole.closing_bp), late, Ink::Text),
        ]
    }

    fn distribution(&self, lang: Lang, paper: &mut Paper<'_>) {
        let most = self.bands.iter().map(|band| band.stations).max().unwrap_or(0);
        if most == 0 {
            return;
        }
        section(paper, say(lang, "得分分布", "Distribution of scores"), "");
        let lines: Vec<Bar> = self
            .bands
            .iter()
            .map(|band| Bar {
                name: band.name.clone(),
                bp: u16::try_from(u64::from(band.stations) * 10_000 / u64::from(most)).ok(),
                mark_bp: None,
                value: match lang {
                    Lang::Zh => format!("{} 座", band.stations),
                    Lang::En => format!("{} stations", band.stations),
                },
                ink: Some(Ink::Accent),
            })
            .collect();
        bars(paper, &lines);
    }

    fn ranking_table(&self, lang: Lang, paper: &mut Paper<'_>) {
        let head = Listed {
            title: say(lang, "排名", "Ranking"),
            note: say(lang, "名次在可比组内排定。", "Ranks are within the comparison class."),
            empty: say(lang, "本期没有已发布的检查。", "No published audits in this period."),
        };
        let columns = [
            number(say(lang, "名次", "Rank"), 1.5),
            words(say(lang, "名称", "Name"), 3.7),
            words(say(lang, "编码", "Code"), 1.5),
            words(say(lang, "可比组", "Class"), 2.0),
            number(say(lang, "得分", "Score"), 1.1),
            number(say(lang, "变化", "Move"), 1.0),
            number(say(lang, "检查", "Audits"), 1.0),
            number(say(lang, "红线", "Red"), 0.9),
            number(say(lang, "逾期", "Late"), 0.9),
        ];
        let row = |line: &RankLine| {
            let movement = match line.movement {
                Some(places @ 1..) => format!("▲{places}"),
                Some(places @ ..=-1) => format!("▼{}", places.unsigned_abs()),
                Some(0) => "–".into(),
                None => String::new(),
            };
            vec![
                line.rank.map_or_else(|| "–".into(), |rank| format!("{rank}/{}", line.class_size)),
                line.name.clone(),
                line.code.clone(),
                line.class.clone(),
                score(Some(line.score_bp.into())),
                movement,
                line.audits.to_string(),
                line.red_lines.to_string(),
                line.overdue.to_string(),
            ]
        };
        let ink = |line: &RankLine, column: usize| match column {
            7 if line.red_lines > 0 => Ink::Bad,
            8 if line.overdue > 0 => Ink::Bad,
            4 if line.score_bp < 7000 => Ink::Bad,
            2 | 3 => Ink::Quiet,
            _ => Ink::Text,
        };
        listed(paper, &head, &columns, &self.ranking, row, ink);
        if self.more_ranked > 0 {
            let text = match lang {
                Lang::Zh => format!("另有 {} 行未列出，请导出排名表。", self.more_ranked),
                Lang::En => format!("{} more rows are not listed: export the ranking.", self.more_ranked),
            };
            paper.skip(4.0);
            paper.paragraph(&text, SMALL);
        }
    }

    fn weak_table(&self, lang: Lang, paper: &mut Paper<'_>) {
        let head = Listed {
            title: say(lang, "薄弱项", "Weak items"),
            note: "",
            empty: say(lang, "本期没有薄弱项。", "No weak items in this period."),
        };
        let columns = [
            number(say(lang, "序号", "No."), 0.8),
            words(say(lang, "检查项", "Item"), 5.0),
            words(say(lang, "触点", "Touchpoint"), 2.0),
            number(say(lang, "达标率", "Pass rate"), 1.3),
            number(say(lang, "全网", "Network"), 1.2),
            number(say(lang, "未达标", "Missed"), 1.1),
        ];
        let row = |line: &WeakLine| {
            vec![
                line.number.to_string(),
                line.text.clone(),
                line.touchpoint.clone(),
                share(line.pass_bp),
                share(line.network_bp),
                line.missed.to_string(),
            ]
        };
        let ink = |_: &WeakLine, column: usize| if column == 2 { Ink::Quiet } else { Ink::Text };
        listed(paper, &head, &columns, &self.weak, row, ink);
    }

    fn closing_table(&self, lang: Lang, paper: &mut Paper<'_>) {
        let head = Listed {
            title: say(lang, "整改闭环", "Closing of orders"),
            note: "",
            empty: say(lang, "本期没有整改单。", "No orders in this period."),
        };
        let columns = [
            words(say(lang, "机构", "Unit"), 3.6),
            number(say(lang, "下达", "Issued"), 1.1),
            number(say(lang, "到期", "Due"), 1.1),
            number(say(lang, "闭环率", "Closed"), 1.3),
            number(say(lang, "按期率", "On time"), 1.3),
            number(say(lang, "逾期未闭环", "Open, late"), 1.5),
            number(say(lang, "重复率", "Repeats"), 1.3),
        ];
        let row = |line: &ClosingLine| {
            vec![
                line.name.clone(),
                line.issued.to_string(),
                line.due.to_string(),
                share(line.closing_bp),
                share(line.on_time_bp),
                line.open_late.to_string(),
                share(line.repeat_bp),
            ]
        };
        let late =
            |line: &ClosingLine, column: usize| if column == 5 && line.open_late > 0 { Ink::Bad } else { Ink::Text };
        listed(paper, &head, &columns, &self.closing, row, late);
    }
}
