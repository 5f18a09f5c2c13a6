//! Pages as a PDF: with their head and foot, the glyphs that are used embedded, and the text to be found and copied.

use forecourt_core::text::Lang;
use krilla::{
    Document,
    color::rgb,
    geom::{Path, PathBuilder, Point, Rect, Size, Transform},
    metadata::Metadata,
    num::NormalizedF32,
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    text::{GlyphId, KrillaGlyph},
};

use crate::{
    PdfError,
    fonts::{Fonts, Placed},
    page::{HEIGHT, INNER, Ink, MARGIN, Op, Paper, SMALL, Style, WIDTH},
    say,
};

/// What every page says.
pub struct Frame<'a> {
    /// The language.
    pub lang: Lang,
    /// What the report is called.
    pub title: &'a str,
    /// The day on which it was made.
    pub made: &'a str,
}

/// The pages as a PDF.
pub fn write(paper: &Paper<'_>, frame: &Frame<'_>) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new();
    let language = say(frame.lang, "zh-CN", "en");
    document.set_metadata(Metadata::new().title(frame.title.to_owned()).language(language.to_owned()));
    let count = paper.pages().len();
    for (number, ops) in (1..).zip(paper.pages()) {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| PdfError::Write("page size".into()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for op in ops {
            draw(&mut surface, paper.fonts, op);
        }
        for op in foot(paper.fonts, frame, number, count) {
            draw(&mut surface, paper.fonts, &op);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| PdfError::Write(format!("{error:?}")))
}

fn foot(fonts: &Fonts, frame: &Frame<'_>, number: usize, count: usize) -> Vec<Op> {
    let base = HEIGHT - 32.0;
    let pages = match frame.lang {
        Lang::Zh => format!("第 {number} 页，共 {count} 页"),
        Lang::En => format!("page {number} of {count}"),
    };
    let left = match frame.lang {
        Lang::Zh => format!("{} · {} 生成", frame.title, frame.made),
        Lang::En => format!("{} · made on {}", frame.title, frame.made),
    };
    let right = WIDTH - MARGIN - fonts.width(&pages, SMALL.weight, SMALL.size);
    vec![
        Op::Area(MARGIN, base - 14.0, INNER, 0.6, Ink::Line),
        Op::Text(MARGIN, base, left, SMALL),
        Op::Text(right, base, pages, SMALL),
    ]
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, op: &Op) {
    match op {
        Op::Text(x, base, text, style) => draw_text(surface, fonts, (*x, *base), text, *style),
        Op::Area(x, y, width, height, ink) => {
            if let Some(path) = rectangle(*x, *y, *width, *height) {
                surface.set_fill(Some(fill(*ink)));
                surface.draw_path(&path);
            }
        }
        Op::Picture(x, y, width, height, image) => {
            if let Some(size) = Size::from_wh(*width, *height) {
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_image(image.clone(), size);
                surface.pop();
            }
        }
    }
}

/// Runs of glyphs of one font after the other.
fn draw_text(surface: &mut Surface<'_>, fonts: &Fonts, (mut x, base): (f32, f32), text: &str, style: Style) {
    surface.set_fill(Some(fill(style.ink)));
    let placed = fonts.place(text, style.weight);
    for run in placed.chunk_by(|one, next| one.weight == next.weight) {
        let Some(first) = run.first() else { continue };
        let glyphs: Vec<KrillaGlyph> = run.iter().map(glyph).collect();
        surface.draw_glyphs(Point::from_xy(x, base), &glyphs, fonts.font(first.weight), text, style.size, false);
        x += run.iter().map(|placed| placed.advance).sum::<f32>() * style.size;
    }
}

fn glyph(placed: &Placed) -> KrillaGlyph {
    let (from, to) = placed.bytes;
    KrillaGlyph::new(GlyphId::new(placed.glyph), placed.advance, 0.0, 0.0, 0.0, from..to, None)
}

fn fill(ink: Ink) -> Fill {
    let (red, green, blue) = ink.rgb();
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height)?);
    path.finish()
}
