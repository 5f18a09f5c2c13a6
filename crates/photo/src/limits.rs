//! What a photo may cost, and the closed list of reasons why one is unusable.

/// Upper bounds that hold before anything is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Length of the file in bytes.
    pub max_bytes: usize,
    /// Pixels of the picture.
    pub max_pixels: u64,
    /// Pixels a side.
    pub max_side: u32,
    /// Memory in bytes that decoding may take, the decoded picture included.
    pub max_memory: u64,
    /// Pixels times passes over them: progressive JPEGs may ask for many passes in few bytes.
    pub max_work: u64,
}

impl Default for Limits {
    /// 20 MiB of file, 52 megapixels (phones that say 50 have up to 8192 by 6144), 16,384 a side, 192 MiB of memory,
    /// 256 megapixels of work.
    fn default() -> Self {
        Limits {
            max_bytes: 20 << 20,
            max_pixels: 52_000_000,
            max_side: 16_384,
            max_memory: 192 << 20,
            max_work: 256_000_000,
        }
    }
}

impl Limits {
    /// Checks a picture's size and the memory and work its decoding takes.
    pub(crate) fn admit(&self, width: u32, height: u32, memory: u64, work: u64) -> Result<(), Unusable> {
        if width == 0 || height == 0 {
            return Err(Unusable::Broken);
        }
        if width.max(height) > self.max_side || u64::from(width) * u64::from(height) > self.max_pixels {
            return Err(Unusable::TooManyPixels);
        }
        if memory > self.max_memory {
            return Err(Unusable::TooMuchMemory);
        }
        if work > self.max_work { Err(Unusable::TooMuchWork) } else { Ok(()) }
    }
}

/// Why a photo cannot be used although its bytes are the right ones (decision 3: `unusable`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unusable {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// Longer than allowed.
    #[error("the file is too long")]
    TooManyBytes,
    /// Neither JPEG, PNG, WebP nor PDF by its first bytes.
    #[error("the file is of no known type")]
    UnknownType,
    /// A rare kind of these types: arithmetic coding, 12 bits, animation.
    #[error("this variety of the type is not supported")]
    Unsupported,
    /// Does not keep to its type.
    #[error("the file is damaged")]
    Broken,
    /// Ends too early.
    #[error("the file is cut off")]
    Truncated,
    /// Too many pixels in all or a side.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// Decoding would take too much memory.
    #[error("the picture takes too much memory")]
    TooMuchMemory,
    /// Decoding would take too many passes.
    #[error("the picture takes too much work")]
    TooMuchWork,
    /// The decoder gave up in a way of its own.
    #[error("the decoder failed on the picture")]
    DecoderFailed,
}

impl Unusable {
    /// Stable code, to be stored and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Unusable::Empty => "empty",
            Unusable::TooManyBytes => "too_many_bytes",
            Unusable::UnknownType => "unknown_type",
            Unusable::Unsupported => "unsupported",
            Unusable::Broken => "broken",
            Unusable::Truncated => "truncated",
            Unusable::TooManyPixels => "too_many_pixels",
            Unusable::TooMuchMemory => "too_much_memory",
            Unusable::TooMuchWork => "too_much_work",
            Unusable::DecoderFailed => "decoder_failed",
        }
    }

    /// The same in Chinese, for people; English is the `Display` form.
    pub const fn text_zh(self) -> &'static str {
        match self {
            Unusable::Empty => "文件为空",
            Unusable::TooManyBytes => "文件过大",
            Unusable::UnknownType => "文件类型无法识别",
            Unusable::Unsupported => "不支持该格式的这一变体",
            Unusable::Broken => "文件已损坏",
            Unusable::Truncated => "文件不完整",
            Unusable::TooManyPixels => "照片像素过多",
            Unusable::TooMuchMemory => "解码照片占用内存过多",
            Unusable::TooMuchWork => "解码照片耗时过多",
            Unusable::DecoderFailed => "照片解码失败",
        }
    }
}
