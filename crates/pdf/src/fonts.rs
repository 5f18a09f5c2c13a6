//! The built-in fonts: which glyph a character has, and how wide it is.

use std::sync::{Arc, OnceLock};

use krilla::text::Font;
use skrifa::{
    FontRef, MetadataProvider, charmap::Charmap, instance::LocationRef, instance::Size, metrics::GlyphMetrics,
};

use crate::PdfError;

const REGULAR: &[u8] = include_bytes!("../fonts/NotoSansSC-Regular.ttf.zst");
const BOLD: &[u8] = include_bytes!("../fonts/NotoSansSC-Bold.ttf.zst");

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Text.
    Regular,
    /// Headings and figures.
    Bold,
}

/// A glyph of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Its number in the font.
    pub glyph: u32,
    /// Which of the two fonts has it.
    pub weight: Weight,
    /// How far it moves on, in parts of the font size.
    pub advance: f32,
    /// Bytes of the text that it stands for.
    pub bytes: (usize, usize),
}

/// Both weights, unpacked once in a process.
pub struct Fonts {
    regular: Face,
    bold: Face,
}

struct Face {
    bytes: Arc<Vec<u8>>,
    font: Font,
}

/// What is asked of a face for each character.
struct Look<'f> {
    map: Charmap<'f>,
    metrics: GlyphMetrics<'f>,
    em: f32,
}

impl Face {
    fn new(packed: &[u8]) -> Option<Self> {
        let bytes = Arc::new(zstd::decode_all(packed).ok()?);
        let font = Font::new(bytes.clone().into(), 0)?;
        Some(Self { bytes, font })
    }

    fn look(&self) -> Option<Look<'_>> {
        let font = FontRef::new(&self.bytes).ok()?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some(Look { map: font.charmap(), metrics, em: self.font.units_per_em() })
    }
}

impl Look<'_> {
    fn find(&self, letter: char) -> Option<(u32, f32)> {
        let glyph = self.map.map(letter)?;
        Some((glyph.to_u32(), self.metrics.advance_width(glyph)? / self.em))
    }
}

/// The fonts.
pub fn fonts() -> Result<&'static Fonts, PdfError> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    let read = || Some(Fonts { regular: Face::new(REGULAR)?, bold: Face::new(BOLD)? });
    FONTS.get_or_init(read).as_ref().ok_or(PdfError::Font)
}

impl Fonts {
    /// The font of a weight.
    pub fn font(&self, weight: Weight) -> Font {
        match weight {
            Weight::Regular => self.regular.font.clone(),
            Weight::Bold => self.bold.font.clone(),
        }
    }

    /// The glyphs of a text, one a character. What a weight lacks is taken from the other; what both lack is a box.
    pub fn place(&self, text: &str, weight: Weight) -> Vec<Placed> {
        let (Some(regular), Some(bold)) = (self.regular.look(), self.bold.look()) else { return Vec::new() };
        let order = match weight {
            Weight::Regular => [(Weight::Regular, &regular), (Weight::Bold, &bold)],
            Weight::Bold => [(Weight::Bold, &bold), (Weight::Regular, &regular)],
        };
        let letters = text.char_indices().map(|(at, letter)| {
            let found = order.iter().find_map(|(weight, look)| look.find(letter).map(|found| (*weight, found)));
            let (weight, (glyph, advance)) = found.unwrap_or((weight, (0, 1.0)));
            Placed { glyph, weight, advance, bytes: (at, at + letter.len_utf8()) }
        });
        letters.collect()
    }

    /// How wide a text is, in points.
    pub fn width(&self, text: &str, weight: Weight, size: f32) -> f32 {
        self.place(text, weight).iter().map(|glyph| glyph.advance).sum::<f32>() * size
    }

    /// A text in lines no wider than this. Breaks between words, and between Chinese characters but never before a sign
    /// that closes; a word that is wider than a line is cut.
    pub fn wrap(&self, text: &str, weight: Weight, size: f32, width: f32) -> Vec<String> {
        text.split('\n').flat_map(|paragraph| self.wrap_one(paragraph, weight, size, width)).collect()
    }

    fn wrap_one(&self, text: &str, weight: Weight, size: f32, width: f32) -> Vec<String> {
        let letters: Vec<(char, f32)> =
            text.chars().zip(self.place(text, weight)).map(|(letter, glyph)| (letter, glyph.advance * size)).collect();
        let (mut lines, mut start, mut taken, mut room) = (Vec::new(), 0, 0, width);
        for (at, (letter, advance)) in letters.iter().enumerate() {
            if at > start && may_break(letters[at - 1].0, *letter) {
                taken = at;
            }
            // A blank at the end of a line takes no room.
            if *advance > room && *letter != ' ' {
                let end = if taken > start { taken } else { at.max(start + 1) };
                lines.push(line(&letters[start..end]));
                start = end;
                room = width - letters[start..at].iter().map(|(_, advance)| advance).sum::<f32>();
            }
            room -= advance;
        }
        lines.push(line(&letters[start.min(letters.len())..]));
        lines
    }
}

fn line(letters: &[(char, f32)]) -> String {
    letters.iter().map(|(letter, _)| letter).collect::<String>().trim().to_owned()
}

fn may_break(before: char, after: char) -> bool {
    const CLOSES: &str = "，。、；：？！）】》」』”’％·,.;:?!)]}%";
    const OPENS: &str = "（【《「『“‘([{";
    let wide = |letter: char| letter >= '\u{2e80}';
    if CLOSES.contains(after) || OPENS.contains(before) || after == ' ' {
        return false;
    }
    before == ' ' || wide(before) || wide(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_gb_2312_has_a_glyph_in_both_weights() {
        let fonts = fonts().unwrap();
        for text in ["渝北新溉路加油站", "0123456789 ABCxyz ≥ ± – … ▲ ● ★", "，。、；：（）《》"]
        {
            for weight in [Weight::Regular, Weight::Bold] {
                let placed = fonts.place(text, weight);
                assert!(placed.iter().all(|glyph| glyph.glyph != 0 && glyph.weight == weight), "{text} {weight:?}");
            }
        }
        // Rare in names of places: the bold face has it not, the regular one has.
        let rare = fonts.place("堽", Weight::Bold);
        assert!(rare[0].glyph != 0 && rare[0].weight == Weight::Regular);
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let fonts = fonts().unwrap();
        let text =
            "卫生间地面干净无积水，无异味。Restroom floor is dry and clean, no smell；洗手液、纸巾齐备（各隔间均有）。";
        for width in [40.0, 90.0, 200.0, 1000.0] {
            let lines = fonts.wrap(text, Weight::Regular, 9.0, width);
            assert!(lines.iter().all(|line| fonts.width(line, Weight::Regular, 9.0) <= width + 0.01), "{lines:?}");
            assert!(lines.iter().all(|line| !line.starts_with(['，', '。', '；', '）', ','])), "{lines:?}");
            let all: String = lines.concat().chars().filter(|letter| *letter != ' ').collect();
            assert_eq!(all, text.replace(' ', ""));
        }
        assert_eq!(fonts.wrap("", Weight::Regular, 9.0, 50.0), [""]);
        assert_eq!(fonts.wrap("一\n二", Weight::Regular, 9.0, 50.0), ["一", "二"]);
    }
}
