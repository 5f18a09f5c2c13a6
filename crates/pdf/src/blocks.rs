//! What reports are put together of: head, figures, bars, tables, photos.

use forecourt_core::text::Lang;

use crate::{
    fonts::Weight,
    page::{BODY, INNER, Ink, MARGIN, Op, Paper, Photo, SMALL, Style, WIDTH},
    say, share,
    station::Touchpoint,
};

const TITLE: Style = Style::new(20.0, Weight::Bold, Ink::Text);
const SECTION: Style = Style::new(12.0, Weight::Bold, Ink::Text);
const FIGURE: Style = Style::new(17.0, Weight::Bold, Ink::Text);
const HEAD: Style = Style::new(8.0, Weight::Bold, Ink::Quiet);
/// Room between the cells of a table.
const GUTTER: f32 = 8.0;
/// Height of photos.
const PHOTO: f32 = 88.0;

/// The head of a report: what it is, of whom, of when.
pub fn head(paper: &mut Paper<'_>, kind: &str, name: &str, about: &str) {
    let quiet = Style::new(9.0, Weight::Bold, Ink::Accent);
    paper.text(MARGIN, paper.y + quiet.size, kind, quiet);
    paper.skip(18.0);
    paper.paragraph(name, TITLE);
    paper.paragraph(about, Style { ink: Ink::Quiet, ..BODY });
    paper.skip(10.0);
}

/// What holds of all figures: whether ranks may still change, and what is not of the edition that the report is of but of the
/// day on which it was made.
pub fn notes(paper: &mut Paper<'_>, lang: Lang, provisional: bool, live_of: Option<&String>) {
    let open = provisional
        .then(|| say(lang, "仍有申诉未结，名次可能变化。", "Appeals are open: ranks may still change.").to_owned());
    let live = live_of.map(|day| match lang {
        Lang::Zh => format!("得分、触点与名次取自关账版本；失分项、薄弱项与整改为 {day} 的实时数据。"),
        Lang::En => format!(
            "Scores, touchpoints and ranks are those of the closed edition. Items and orders are live, as of {day}."
        ),
    });
    for note in open.iter().chain(&live) {
        paper.skip(4.0);
        paper.paragraph(note, SMALL);
    }
}

/// The head of a section. It stays with what follows.
pub fn section(paper: &mut Paper<'_>, title: &str, note: &str) {
    paper.skip(12.0);
    paper.need(90.0);
    paper.text(MARGIN, paper.y + SECTION.size, title, SECTION);
    paper.skip(20.0);
    if !note.is_empty() {
        paper.paragraph(note, SMALL);
        paper.skip(2.0);
    }
}

/// One figure: its name, its value, what stands below it, how it is.
pub struct Figure {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// What stands below it.
    pub below: String,
    /// How it is.
    pub ink: Ink,
}

/// Figures side by side, between hairlines.
pub fn figures(paper: &mut Paper<'_>, figures: &[Figure]) {
    paper.need(66.0);
    paper.rule();
    let width = INNER / figures.len().max(1) as f32;
    let top = paper.y + 8.0;
    for (figure, number) in figures.iter().zip(0_u8..) {
        let x = MARGIN + f32::from(number) * width;
        paper.text(x, top + 9.0, &figure.name, SMALL);
        paper.text(x, top + 31.0, &figure.value, Style { ink: figure.ink, ..FIGURE });
        let below = paper.fonts.wrap(&figure.below, SMALL.weight, SMALL.size, width - GUTTER);
        if let Some(line) = below.first() {
            paper.text(x, top + 44.0, line, SMALL);
        }
    }
    paper.skip(62.0);
    paper.rule();
    paper.skip(2.0);
}

/// A bar: its name, its length in basis points, the mark of all others, what stands behind it.
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its length; absent: it does not apply.
    pub bp: Option<u16>,
    /// Where the others are.
    pub mark_bp: Option<u16>,
    /// What stands behind it.
    pub value: String,
    /// Its colour; by default that of a score.
    pub ink: Option<Ink>,
}

/// Bars, one below the other, with a mark for comparison.
pub fn bars(paper: &mut Paper<'_>, bars: &[Bar]) {
    const NAME: f32 = 150.0;
    const VALUE: f32 = 96.0;
    let length = INNER - NAME - VALUE;
    for bar in bars {
        paper.need(17.0);
        let (y, x) = (paper.y, MARGIN + NAME);
        let name = fitted(paper, &bar.name, BODY, NAME - GUTTER);
        paper.text(MARGIN, y + 10.5, &name, BODY);
        paper.put(Op::Area(x, y + 4.0, length, 8.0, Ink::Raised));
        if let Some(bp) = bar.bp {
            let ink = bar.ink.unwrap_or_else(|| band(bp));
            paper.put(Op::Area(x, y + 4.0, length * f32::from(bp) / 10_000.0, 8.0, ink));
        }
        if let Some(bp) = bar.mark_bp {
            paper.put(Op::Area(x + length * f32::from(bp) / 10_000.0 - 0.6, y + 2.0, 1.2, 12.0, Ink::Text));
        }
        paper.text_to(WIDTH - MARGIN, y + 10.5, &bar.value, BODY);
        paper.skip(17.0);
    }
}

/// The section of touchpoints: bars, with the network's means beside them where these are others.
pub fn touchpoint_bars(paper: &mut Paper<'_>, lang: Lang, touchpoints: &[Touchpoint], compared: bool) {
    let note =
        if compared { say(lang, "竖线为全网平均。", "The stroke is the mean of the network.") } else { "" };
    section(paper, say(lang, "触点得分", "Touchpoints"), note);
    let bar = |touchpoint: &Touchpoint| Bar {
        name: touchpoint.name.clone(),
        bp: touchpoint.bp,
        mark_bp: touchpoint.network_bp.filter(|_| compared),
        value: match (touchpoint.bp, compared) {
            (None, _) => say(lang, "不适用", "not applicable").to_owned(),
            (bp, true) => format!("{} / {}", share(bp), share(touchpoint.network_bp)),
            (bp, false) => share(bp),
        },
        ink: None,
    };
    bars(paper, &touchpoints.iter().map(bar).collect::<Vec<Bar>>());
}

/// The colour of a score: good from 90, bad below 70.
pub fn band(bp: u16) -> Ink {
    match bp {
        9000.. => Ink::Good,
        7000.. => Ink::Accent,
        _ => Ink::Bad,
    }
}

/// A column of a table.
pub struct Col {
    /// Its head.
    pub title: &'static str,
    /// Its share of the width.
    pub share: f32,
    /// Whether its cells end at the same place: numbers do.
    pub right: bool,
}

/// A column of text.
pub const fn words(title: &'static str, share: f32) -> Col {
    Col { title, share, right: false }
}

/// A column of numbers.
pub const fn number(title: &'static str, share: f32) -> Col {
    Col { title, share, right: true }
}

/// A table; its head is said again on every page. `ink` colours the text of a row's cell.
fn table(paper: &mut Paper<'_>, columns: &[Col], rows: &[Vec<String>], ink: impl Fn(usize, usize) -> Ink) {
    let whole: f32 = columns.iter().map(|column| column.share).sum();
    let widths: Vec<f32> = columns.iter().map(|column| column.share / whole * INNER).collect();
    let titles: Vec<String> = columns.iter().map(|column| column.title.to_owned()).collect();
    let header = Lines::of(paper, columns, &widths, &titles, HEAD);
    paper.need(header.height + 40.0);
    header.put(paper, columns, &widths, |_| HEAD);
    for (place, row) in rows.iter().enumerate() {
        let lines = Lines::of(paper, columns, &widths, row, BODY);
        if paper.need(lines.height) {
            header.put(paper, columns, &widths, |_| HEAD);
        }
        lines.put(paper, columns, &widths, |column| Style { ink: ink(place, column), ..BODY });
    }
}

/// The head of a section with a table, and what stands there instead of an empty one.
pub struct Listed {
    /// Its title.
    pub title: &'static str,
    /// What stands below the title.
    pub note: &'static str,
    /// What is said when there are no rows.
    pub empty: &'static str,
}

/// A section with a table of these things, or with the words that there are none. `ink` colours a thing's cell.
pub fn listed<T>(
    paper: &mut Paper<'_>,
    head: &Listed,
    columns: &[Col],
    things: &[T],
    row: impl Fn(&T) -> Vec<String>,
    ink: impl Fn(&T, usize) -> Ink,
) {
    section(paper, head.title, head.note);
    if things.is_empty() {
        paper.paragraph(head.empty, BODY);
        return;
    }
    let rows: Vec<Vec<String>> = things.iter().map(row).collect();
    table(paper, columns, &rows, |row, column| things.get(row).map_or(Ink::Text, |thing| ink(thing, column)));
}

/// A row of a table, each cell in its lines.
struct Lines {
    cells: Vec<Vec<String>>,
    leading: f32,
    height: f32,
}

impl Lines {
    fn of(paper: &Paper<'_>, columns: &[Col], widths: &[f32], row: &[String], style: Style) -> Self {
        let cells: Vec<Vec<String>> = columns
            .iter()
            .zip(widths)
            .zip(row)
            .map(|((_, width), cell)| paper.fonts.wrap(cell, style.weight, style.size, width - GUTTER))
            .collect();
        let most = cells.iter().map(Vec::len).max().unwrap_or(1);
        let leading = style.size * 1.35;
        Self { cells, leading, height: most as f32 * leading + 6.0 }
    }

    fn put(&self, paper: &mut Paper<'_>, columns: &[Col], widths: &[f32], style: impl Fn(usize) -> Style) {
        let mut x = MARGIN;
        for (place, ((cell, column), width)) in self.cells.iter().zip(columns).zip(widths).enumerate() {
            let style = style(place);
            let mut base = paper.y + 3.0 + style.size;
            for line in cell {
                if column.right {
                    paper.text_to(x + width - GUTTER, base, line, style);
                } else {
                    paper.text(x, base, line, style);
                }
                base += self.leading;
            }
            x += width;
        }
        paper.skip(self.height);
        paper.rule();
    }
}

/// Photos side by side, as many as fit in a row.
pub fn photos(paper: &mut Paper<'_>, photos: &[Photo]) {
    let mut x = f32::INFINITY;
    for photo in photos {
        let width = photo.width_at(PHOTO).min(INNER);
        if x + width > WIDTH - MARGIN {
            if x.is_finite() {
                paper.skip(PHOTO + 18.0);
            }
            paper.need(PHOTO + 18.0);
            x = MARGIN;
        }
        let top = paper.y + 4.0;
        paper.put(Op::Picture(x, top, width, PHOTO, photo.image()));
        let caption = fitted(paper, photo.caption(), SMALL, width);
        paper.text(x, top + PHOTO + 10.0, &caption, SMALL);
        x += width + GUTTER;
    }
    if x.is_finite() {
        paper.skip(PHOTO + 20.0);
    }
}

/// A text that fits, with an ellipsis where it was cut.
fn fitted(paper: &Paper<'_>, text: &str, style: Style, width: f32) -> String {
    if paper.fonts.width(text, style.weight, style.size) <= width {
        return text.to_owned();
    }
    let mut cut: String = text.to_owned();
    while cut.pop().is_some() {
        let shown = format!("{cut}…");
        if paper.fonts.width(&shown, style.weight, style.size) <= width {
            return shown;
        }
    }
    String::new()
}
