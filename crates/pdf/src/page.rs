//! What stands where on the pages of a report: texts, areas, pictures. Points from the upper left corner of an A4 page.

use krilla::Data;
use krilla::image::Image;

use crate::fonts::{Fonts, Weight};

/// Width of a page.
pub const WIDTH: f32 = 595.28;
/// Height of a page.
pub const HEIGHT: f32 = 841.89;
/// Room on the left and on the right.
pub const MARGIN: f32 = 48.0;
/// Width between the margins.
pub const INNER: f32 = WIDTH - 2.0 * MARGIN;
/// Where the text of a page begins and ends.
const TOP: f32 = 56.0;
const BOTTOM: f32 = HEIGHT - 60.0;

/// A colour of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    Text,
    /// What is said quietly.
    Quiet,
    /// Hairlines.
    Line,
    /// Areas behind something.
    Raised,
    /// The one accent.
    Accent,
    /// Good.
    Good,
    /// Bad.
    Bad,
}

impl Ink {
    /// Red, green, blue.
    pub const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Text => (0x12, 0x18, 0x1B),
            Self::Quiet => (0x47, 0x52, 0x5A),
            Self::Line => (0xDF, 0xE3, 0xE6),
            Self::Raised => (0xF6, 0xF7, 0xF8),
            Self::Accent => (0x0B, 0x6E, 0x66),
            Self::Good => (0x14, 0x6C, 0x43),
            Self::Bad => (0xB3, 0x26, 0x1E),
        }
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Points.
    pub size: f32,
    /// How heavy.
    pub weight: Weight,
    /// Its colour.
    pub ink: Ink,
}

impl Style {
    /// A style.
    pub const fn new(size: f32, weight: Weight, ink: Ink) -> Self {
        Self { size, weight, ink }
    }

    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.5
    }
}

/// Text.
pub const BODY: Style = Style::new(9.5, Weight::Regular, Ink::Text);
/// What is said quietly.
pub const SMALL: Style = Style::new(8.0, Weight::Regular, Ink::Quiet);

/// A JPEG that is shown.
#[derive(Debug, Clone)]
pub struct Photo {
    image: Image,
    caption: String,
}

impl Photo {
    /// A picture with what stands below it; `None` when its bytes are no JPEG.
    pub fn new(jpeg: Vec<u8>, caption: String) -> Option<Self> {
        let image = Image::from_jpeg(Data::from(jpeg), true).ok()?;
        let (width, height) = image.size();
        (width > 0 && height > 0).then_some(Self { image, caption })
    }

    /// Width for a height.
    pub fn width_at(&self, height: f32) -> f32 {
        let (width, tall) = self.image.size();
        height * width as f32 / tall as f32
    }

    /// What stands below it.
    pub fn caption(&self) -> &str {
        &self.caption
    }

    /// The picture.
    pub fn image(&self) -> Image {
        self.image.clone()
    }
}

/// One thing on a page.
#[derive(Debug, Clone)]
pub enum Op {
    /// A line of text from its left end, on its base line.
    Text(f32, f32, String, Style),
    /// A filled area: left, top, width, height.
    Area(f32, f32, f32, f32, Ink),
    /// A picture: left, top, width, height.
    Picture(f32, f32, f32, f32, Image),
}

/// The pages of a report, filled from top to bottom.
pub struct Paper<'f> {
    /// The fonts.
    pub fonts: &'f Fonts,
    pages: Vec<Vec<Op>>,
    /// How far the page is filled.
    pub y: f32,
}

impl<'f> Paper<'f> {
    /// An empty page.
    pub fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, pages: vec![Vec::new()], y: TOP }
    }

    /// The pages.
    pub fn pages(&self) -> &[Vec<Op>] {
        &self.pages
    }

    /// Goes to the next page when less than this is left; answers whether it did.
    pub fn need(&mut self, height: f32) -> bool {
        // What is higher than a page begins one and runs over it.
        if self.y + height <= BOTTOM || self.y <= TOP {
            return false;
        }
        self.pages.push(Vec::new());
        self.y = TOP;
        true
    }

    /// Leaves room.
    pub fn skip(&mut self, height: f32) {
        self.y += height;
    }

    /// Puts something on the page.
    pub fn put(&mut self, op: Op) {
        if let Some(page) = self.pages.last_mut() {
            page.push(op);
        }
    }

    /// A line of text at the left.
    pub fn text(&mut self, x: f32, base: f32, text: &str, style: Style) {
        if !text.is_empty() {
            self.put(Op::Text(x, base, text.to_owned(), style));
        }
    }

    /// A line of text that ends here.
    pub fn text_to(&mut self, right: f32, base: f32, text: &str, style: Style) {
        let width = self.fonts.width(text, style.weight, style.size);
        self.text(right - width, base, text, style);
    }

    /// A paragraph from margin to margin.
    pub fn paragraph(&mut self, text: &str, style: Style) {
        self.paragraph_in(MARGIN, INNER, text, style);
    }

    /// A paragraph in a column.
    pub fn paragraph_in(&mut self, x: f32, width: f32, text: &str, style: Style) {
        for line in self.fonts.wrap(text, style.weight, style.size, width) {
            self.need(style.leading());
            self.text(x, self.y + style.size, &line, style);
            self.skip(style.leading());
        }
    }

    /// A hairline from margin to margin.
    pub fn rule(&mut self) {
        self.put(Op::Area(MARGIN, self.y, INNER, 0.6, Ink::Line));
    }
}
