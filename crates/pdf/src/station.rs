//! The report of one station: its score, its touchpoints, what cost points, its orders.

use forecourt_core::text::Lang;

use crate::{
    PdfError,
    blocks::{Figure, Listed, figures, head, listed, notes, number, photos, section, touchpoint_bars, words},
    fonts::{Weight, fonts},
    of_false,
    page::{BODY, Ink, Paper, Photo, SMALL, Style},
    say, score,
    write::{Frame, write},
};

/// A missed item.
#[derive(Debug, Clone, Default)]
pub struct Lost {
    /// Its number in the checklist.
    pub number: u32,
    /// What it asks.
    pub text: String,
    /// Its touchpoint.
    pub touchpoint: String,
    /// Its severity.
    pub severity: String,
    /// A red line.
    pub critical: bool,
    /// Points that it cost.
    pub points: i32,
    /// Day of the visit.
    pub visit_day: String,
    /// The reviewer's words.
    pub note: Option<String>,
    /// Photos that the reviewer released.
    pub photos: Vec<Photo>,
}

/// A rectification order.
#[derive(Debug, Clone, Default)]
pub struct OrderLine {
    /// What was missed.
    pub item: String,
    /// `T0` to `T30`.
    pub class: String,
    /// Where it stands.
    pub state: String,
    /// When it was issued.
    pub issued: String,
    /// By when it has to be submitted.
    pub due: String,
    /// When it was closed.
    pub closed: String,
    /// It is overdue.
    pub overdue: bool,
}

/// A touchpoint.
#[derive(Debug, Clone, Default)]
pub struct Touchpoint {
    /// Its name.
    pub name: String,
    /// Its mean; absent: not applicable.
    pub bp: Option<u16>,
    /// The network's mean.
    pub network_bp: Option<u16>,
}

/// Everything that the report says.
#[derive(Debug, Clone, Default)]
pub struct StationReport {
    /// Code and name of the station.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The org unit it belongs to.
    pub unit: String,
    /// The period.
    pub period: String,
    /// The day on which it was made.
    pub made: String,
    /// Ranks may still change.
    pub provisional: bool,
    /// Its scores and ranks are those of a period that was closed; everything else is as of the day on which it was made.
    pub closed: bool,
    /// Mean score.
    pub score_bp: Option<u16>,
    /// The grade.
    pub grade: Option<String>,
    /// Stars.
    pub stars: Option<u8>,
    /// Rank and size of its class.
    pub rank: Option<(u32, u32)>,
    /// The class.
    pub class: String,
    /// Audits that count.
    pub audits: u32,
    /// Audits that a rank needs.
    pub minimum_audits: u32,
    /// Failed red lines, false evidence included.
    pub red_lines: u32,
    /// Of them: submissions that were rejected for false evidence.
    pub false_evidence: u32,
    /// Its touchpoints.
    pub touchpoints: Vec<Touchpoint>,
    /// What cost points, the worst first.
    pub lost: Vec<Lost>,
    /// Missed items that are not listed.
    pub more_lost: usize,
    /// How many of all its orders are open: neither closed nor cancelled.
    pub open: usize,
    /// How many of those are overdue.
    pub overdue: usize,
    /// Its orders, as many as are listed.
    pub orders: Vec<OrderLine>,
    /// Orders that are not listed.
    pub more_orders: usize,
}

impl StationReport {
    /// The report as a PDF.
    ///
    /// # Errors
    /// A font that cannot be read; what the writer refuses.
    pub fn pdf(&self, lang: Lang) -> Result<Vec<u8>, PdfError> {
        let mut paper = Paper::new(fonts()?);
        let about = [self.code.as_str(), &self.unit, &self.period].join(" · ");
        head(&mut paper, say(lang, "加油站报告", "Station report"), &self.name, &about);
        figures(&mut paper, &self.figures(lang));
        notes(&mut paper, lang, self.provisional, self.closed.then_some(&self.made));
        touchpoint_bars(&mut paper, lang, &self.touchpoints, true);
        self.lost_items(lang, &mut paper);
        self.order_table(lang, &mut paper);
        let title = format!("{} {}", self.name, self.period);
        write(&paper, &Frame { lang, title: &title, made: &self.made })
    }

    fn figures(&self, lang: Lang) -> Vec<Figure> {
        let stars = self.stars.map(|stars| "★".repeat(stars.into())).unwrap_or_default();
        let grade = [self.grade.as_deref().unwrap_or_default(), &stars].join(" ");
        let rank = match self.rank {
            Some((rank, size)) => (
                format!("{rank}"),
                match lang {
                    Lang::Zh => format!("{} 共 {size} 座", self.class),
                    Lang::En => format!("of {size} {}", self.class),
                },
            ),
            None => (
                "–".into(),
                match lang {
                    Lang::Zh => format!("不足 {} 次检查", self.minimum_audits),
                    Lang::En => format!("fewer than {} audits", self.minimum_audits),
                },
            ),
        };
        let (open, overdue) = (self.open, self.overdue);
        let red = if self.red_lines > 0 { Ink::Bad } else { Ink::Text };
        let late = if overdue > 0 { Ink::Bad } else { Ink::Text };
        let figure = |name: &str, value: String, below: String, ink| Figure { name: name.into(), value, below, ink };
        vec![
            figure(say(lang, "得分", "Score"), score(self.score_bp.map(i64::from)), grade.trim().into(), Ink::Text),
            figure(say(lang, "名次", "Rank"), rank.0, rank.1, Ink::Text),
            figure(say(lang, "检查次数", "Audits"), self.audits.to_string(), String::new(), Ink::Text),
            figure(
                say(lang, "红线", "Red lines"),
                self.red_lines.to_string(),
                of_false(lang, self.false_evidence),
                red,
            ),
            figure(
                say(lang, "整改中", "Open orders"),
                open.to_string(),
                match lang {
                    Lang::Zh => format!("逾期 {overdue}"),
                    Lang::En => format!("{overdue} overdue"),
                },
                late,
            ),
        ]
    }

    fn lost_items(&self, lang: Lang, paper: &mut Paper<'_>) {
        section(paper, say(lang, "失分项", "What cost points"), "");
        if self.lost.is_empty() {
            paper.paragraph(say(lang, "本期没有失分项。", "Nothing cost points in this period."), BODY);
        }
        for lost in &self.lost {
            paper.need(if lost.photos.is_empty() { 44.0 } else { 148.0 });
            let ink = if lost.critical { Ink::Bad } else { Ink::Text };
            let points = match lang {
                Lang::Zh => format!("-{} 分", lost.points),
                Lang::En => format!("-{} points", lost.points),
            };
            let right = crate::page::WIDTH - crate::page::MARGIN;
            let base = paper.y + BODY.size;
            paper.text_to(right, base, &points, Style { weight: Weight::Bold, ink, ..BODY });
            let text = format!("{}. {}", lost.number, lost.text);
            let bold = Style { weight: Weight::Bold, ink, ..BODY };
            paper.paragraph_in(crate::page::MARGIN, crate::page::INNER - 70.0, &text, bold);
            let about = [lost.touchpoint.as_str(), &lost.severity, &lost.visit_day].join(" · ");
            paper.paragraph(&about, SMALL);
            if let Some(note) = &lost.note {
                paper.paragraph(note, BODY);
            }
            photos(paper, &lost.photos);
            paper.skip(3.0);
            paper.rule();
            paper.skip(5.0);
        }
        self.more(lang, paper, self.more_lost);
    }

    fn order_table(&self, lang: Lang, paper: &mut Paper<'_>) {
        let head = Listed {
            title: say(lang, "整改单", "Rectification orders"),
            note: "",
            empty: say(lang, "本期没有整改单。", "No orders in this period."),
        };
        let columns = [
            words(say(lang, "检查项", "Item"), 4.2),
            words(say(lang, "类别", "Class"), 0.9),
            words(say(lang, "状态", "State"), 1.5),
            words(say(lang, "下达", "Issued"), 1.6),
            words(say(lang, "期限", "Due"), 1.6),
            number(say(lang, "关闭", "Closed"), 1.6),
        ];
        let row = |order: &OrderLine| {
            vec![
                order.item.clone(),
                order.class.clone(),
                order.state.clone(),
                order.issued.clone(),
                order.due.clone(),
                order.closed.clone(),
            ]
        };
        let late = |order: &OrderLine, column: usize| if column == 4 && order.overdue { Ink::Bad } else { Ink::Text };
        listed(paper, &head, &columns, &self.orders, row, late);
        self.more(lang, paper, self.more_orders);
    }

    fn more(&self, lang: Lang, paper: &mut Paper<'_>, more: usize) {
        if more > 0 {
            let text = match lang {
                Lang::Zh => format!("另有 {more} 项未列出。"),
                Lang::En => format!("{more} more are not listed."),
            };
            paper.skip(4.0);
            paper.paragraph(&text, SMALL);
        }
    }
}
