//! What an object is, told by its first bytes and by nothing else (decision 37).

/// The closed list of content types that the embedded store serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    Jpeg,
    Png,
    Webp,
    Pdf,
    Mp4,
    /// Everything else: `application/octet-stream`, always a download.
    Other,
}

/// Bytes that [`Media::of`] needs to see at most.
pub const SNIFF_BYTES: usize = 16;

impl Media {
    /// Decides by magic bytes; `head` holds the first [`SNIFF_BYTES`] bytes or the whole object if it is shorter.
    pub fn of(head: &[u8]) -> Media {
        match head {
            [0xff, 0xd8, 0xff, ..] => Media::Jpeg,
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Media::Png,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Media::Webp,
            [b'%', b'P', b'D', b'F', b'-', ..] => Media::Pdf,
            [_, _, _, _, b'f', b't', b'y', b'p', a, b, c, d, ..] if is_mp4_brand(&[*a, *b, *c, *d]) => Media::Mp4,
            _ => Media::Other,
        }
    }

    /// The content type that is sent.
    pub const fn content_type(self) -> &'static str {
        match self {
            Media::Jpeg => "image/jpeg",
            Media::Png => "image/png",
            Media::Webp => "image/webp",
            Media::Pdf => "application/pdf",
            Media::Mp4 => "video/mp4",
            Media::Other => "application/octet-stream",
        }
    }

    /// Only images may be shown in place; everything else is a download.
    pub const fn is_image(self) -> bool {
        matches!(self, Media::Jpeg | Media::Png | Media::Webp)
    }

    /// One byte for the header of a stored object.
    pub(super) const fn code(self) -> u8 {
        match self {
            Media::Other => 0,
            Media::Jpeg => 1,
            Media::Png => 2,
            Media::Webp => 3,
            Media::Pdf => 4,
            Media::Mp4 => 5,
        }
    }

    /// The reverse of [`Media::code`]; an unknown code is served as a plain download.
    pub(super) const fn from_code(code: u8) -> Media {
        match code {
            1 => Media::Jpeg,
            2 => Media::Png,
            3 => Media::Webp,
            4 => Media::Pdf,
            5 => Media::Mp4,
            _ => Media::Other,
        }
    }
}

/// Brands of MPEG-4 containers; HEIC and QuickTime share the box but not the type.
fn is_mp4_brand(brand: &[u8; 4]) -> bool {
    matches!(brand, b"isom" | b"mp41" | b"mp42" | b"avc1" | b"M4V " | b"M4VP" | b"MSNV" | b"dash")
        || (brand.starts_with(b"iso") && brand[3].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Media;

    #[test]
    fn magic_bytes_decide() {
        assert_eq!(Media::of(b"\xff\xd8\xff\xe0rest"), Media::Jpeg);
        assert_eq!(Media::of(b"\x89PNG\r\n\x1a\n...."), Media::Png);
        assert_eq!(Media::of(b"RIFF\x10\0\0\0WEBPVP8 "), Media::Webp);
        assert_eq!(Media::of(b"RIFF\x10\0\0\0WAVEfmt "), Media::Other);
        assert_eq!(Media::of(b"%PDF-1.7"), Media::Pdf);
        assert_eq!(Media::of(b"\0\0\0\x18ftypmp42...."), Media::Mp4);
        assert_eq!(Media::of(b"\0\0\0\x18ftypheic...."), Media::Other);
        for text in [&b"<html>"[..], b"<svg xmlns='http://www.w3.org/2000/svg'>", b"<?xml ?>", b"GIF89a/*", b""] {
            assert_eq!(Media::of(text), Media::Other);
        }
    }

    #[test]
    fn codes_come_back() {
        for media in [Media::Jpeg, Media::Png, Media::Webp, Media::Pdf, Media::Mp4, Media::Other] {
            assert_eq!(Media::from_code(media.code()), media);
        }
        assert_eq!(Media::from_code(250), Media::Other);
    }
}
