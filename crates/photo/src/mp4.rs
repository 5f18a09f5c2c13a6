//! Clips: walks through the boxes of an MP4 file as its bytes pass by, in constant memory, and hides what says where and
//! by what it was taken. Nothing is moved: a hidden box keeps its length and becomes free space.

use std::collections::VecDeque;

/// Boxes that hold other boxes in which metadata may stand.
const CONTAINERS: [&[u8; 4]; 6] = [b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"];
/// Boxes of metadata: places, devices, names, free words. Free space too: whoever cut metadata out before may have left its
/// bytes there.
const METADATA: [&[u8; 4]; 5] = [b"udta", b"meta", b"uuid", b"free", b"skip"];
/// Boxes that are kept of one file at the most; more is no clip of a phone.
const MOST: usize = 1000;
/// Deepest nesting that is followed.
const DEEPEST: usize = 8;

/// A box of metadata: where it begins, where its content begins, where it ends; bytes from the beginning of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// First byte.
    pub from: u64,
    /// First byte behind its head.
    pub content: u64,
    /// First byte behind it.
    pub to: u64,
}

/// A file on its way.
#[derive(Debug)]
pub struct Walk {
    bytes: u64,
    at: u64,
    skip_to: u64,
    head: Vec<u8>,
    ends: Vec<u64>,
    hidden: Vec<Hidden>,
    has_index: bool,
    is_broken: bool,
}

impl Walk {
    /// A walk through a file of so many bytes.
    pub fn new(bytes: u64) -> Self {
        Self {
            bytes,
            at: 0,
            skip_to: 0,
            head: Vec::with_capacity(16),
            ends: Vec::new(),
            hidden: Vec::new(),
            has_index: false,
            is_broken: false,
        }
    }

    /// The next bytes of the file.
    pub fn pass(&mut self, mut piece: &[u8]) {
        while !piece.is_empty() && !self.is_broken {
            if self.at < self.skip_to {
                let skipped = usize::try_from(self.skip_to - self.at).map_or(piece.len(), |left| left.min(piece.len()));
                self.at += skipped as u64;
                piece = &piece[skipped..];
                continue;
            }
            let wanted = if self.head.len() < 8 { 8 } else { 16 };
            let taken = (wanted - self.head.len()).min(piece.len());
            self.head.extend_from_slice(&piece[..taken]);
            self.at += taken as u64;
            piece = &piece[taken..];
            if self.head.len() == wanted {
                self.read_head();
            }
        }
    }

    /// Decides about the box whose head has been read, or asks for the rest of a long head.
    fn read_head(&mut self) {
        let size = u64::from(u32::from_be_bytes([self.head[0], self.head[1], self.head[2], self.head[3]]));
        if size == 1 && self.head.len() == 8 {
            return;
        }
        let from = self.at - self.head.len() as u64;
        while self.ends.last().is_some_and(|end| *end <= from) {
            self.ends.pop();
        }
        let within = self.ends.last().copied().unwrap_or(self.bytes);
        let size = match (size, self.head.get(8..16).and_then(|long| long.try_into().ok())) {
            (0, _) => within - from.min(within),
            (1, Some(long)) => u64::from_be_bytes(long),
            (size, _) => size,
        };
        let to = from.saturating_add(size);
        if size < self.head.len() as u64 || to > within {
            self.is_broken = true;
            return;
        }
        let kind = [self.head[4], self.head[5], self.head[6], self.head[7]];
        self.has_index |= kind == *b"moov" && self.ends.is_empty();
        self.skip_to = to;
        if CONTAINERS.contains(&&kind) && self.ends.len() < DEEPEST {
            self.ends.push(to);
            self.skip_to = self.at;
        } else if METADATA.contains(&&kind) {
            self.hidden.push(Hidden { from, content: self.at, to });
            self.is_broken = self.hidden.len() > MOST;
        }
        self.head.clear();
    }

    /// What has to be hidden, in order; `None` when it is no whole MP4 file.
    pub fn end(self) -> Option<Vec<Hidden>> {
        let whole = self.at == self.bytes && self.skip_to <= self.at && self.head.is_empty();
        (whole && self.has_index && !self.is_broken).then_some(self.hidden)
    }
}

/// Hides boxes of a file whose bytes pass by in order.
#[derive(Debug)]
pub struct Mask {
    at: u64,
    hidden: VecDeque<Hidden>,
}

impl Mask {
    /// Hides these boxes, which are in order and do not overlap.
    pub fn new(hidden: Vec<Hidden>) -> Self {
        Self { at: 0, hidden: hidden.into() }
    }

    /// The next bytes of the file, as they may be shown.
    pub fn over(&mut self, mut piece: Vec<u8>) -> Vec<u8> {
        let end = self.at + piece.len() as u64;
        while let Some(first) = self.hidden.front().copied().filter(|first| first.from < end) {
            for place in first.from.max(self.at)..first.to.min(end) {
                let index = usize::try_from(place - self.at).unwrap_or(usize::MAX);
                let kind = place.wrapping_sub(first.from + 4);
                let Some(byte) = piece.get_mut(index) else { break };
                match usize::try_from(kind).ok().and_then(|kind| b"free".get(kind)) {
                    Some(letter) => *byte = *letter,
                    None if place >= first.content => *byte = 0,
                    // Its length stays.
                    None => {}
                }
            }
            if first.to > end {
                break;
            }
            self.hidden.pop_front();
        }
        self.at = end;
        piece
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap();
        [&size.to_be_bytes()[..], kind, content].concat()
    }

    fn long(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [&1u32.to_be_bytes()[..], kind, &(content.len() as u64 + 16).to_be_bytes(), content].concat()
    }

    /// A clip with its place in five boxes.
    fn clip() -> Vec<u8> {
        let place = boxed(b"\xa9xyz", b"\0\x12\x15\xc7+30.2741+120.1551/");
        let track =
            boxed(b"trak", &[boxed(b"tkhd", &[1; 84]), boxed(b"udta", &place), boxed(b"skip", &place)].concat());
        let index = boxed(b"moov", &[boxed(b"mvhd", &[2; 100]), track, boxed(b"udta", &place)].concat());
        [
            boxed(b"ftyp", b"isom\0\0\0\0"),
            long(b"uuid", b"an XMP packet with +30.2741"),
            index,
            boxed(b"free", &place),
            boxed(b"mdat", &[7; 5000]),
        ]
        .concat()
    }

    fn walk(bytes: &[u8], step: usize) -> Option<Vec<Hidden>> {
        let mut walk = Walk::new(bytes.len() as u64);
        bytes.chunks(step).for_each(|piece| walk.pass(piece));
        walk.end()
    }

    fn shown(bytes: &[u8], hidden: Vec<Hidden>, step: usize) -> Vec<u8> {
        let mut mask = Mask::new(hidden);
        bytes.chunks(step).flat_map(|piece| mask.over(piece.to_vec())).collect()
    }

    #[test]
    fn places_are_hidden_wherever_the_pieces_break() {
        let bytes = clip();
        let whole = walk(&bytes, bytes.len()).expect("a clip");
        assert_eq!(whole.len(), 5);
        let first = shown(&bytes, whole.clone(), bytes.len());
        for step in [1, 3, 7, 16, 1000] {
            assert_eq!(walk(&bytes, step).as_ref(), Some(&whole), "{step}");
            assert_eq!(shown(&bytes, whole.clone(), step), first, "{step}");
        }
        assert_eq!(first.len(), bytes.len());
        assert!(!first.windows(8).any(|part| part == b"+30.2741"), "no place is left");
        let again = walk(&first, 64).expect("still a clip");
        assert_eq!(shown(&first, again, 64), first, "a second mask changes nothing");
        assert!(first.ends_with(&[7; 5000]), "the pictures stay");
    }

    #[test]
    fn what_is_no_whole_clip_is_told() {
        let bytes = clip();
        assert_eq!(walk(&bytes[..bytes.len() - 1], 100), None, "it ends within a box");
        assert_eq!(walk(&boxed(b"ftyp", b"isom"), 100), None, "no index");
        let mut beyond = bytes.clone();
        beyond[0] = 0xff;
        assert_eq!(walk(&beyond, 100), None, "a box beyond the end");
        let inner = [boxed(b"moov", &[0, 0, 1, 0, b't', b'r', b'a', b'k']), vec![0; 8]].concat();
        assert_eq!(walk(&inner, 100), None, "a box beyond the one around it");
    }

    proptest! {
        #[test]
        fn any_bytes_are_walked_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), step in 1_usize..50) {
            if let Some(hidden) = walk(&bytes, step) {
                prop_assert_eq!(shown(&bytes, hidden, step).len(), bytes.len());
            }
        }

        #[test]
        fn a_damaged_clip_is_walked_without_panic(at in 0_usize..300, byte in any::<u8>()) {
            let mut bytes = clip();
            bytes[at] = byte;
            if let Some(hidden) = walk(&bytes, 33) {
                prop_assert_eq!(shown(&bytes, hidden, 21).len(), bytes.len());
            }
        }
    }
}
