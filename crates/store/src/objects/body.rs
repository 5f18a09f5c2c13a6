//! Bodies on their way in and out, without the types of the client library.

use super::{Digest, ObjectError};
use aws_sdk_s3::primitives::{ByteStream, SdkBody};
use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt};
use http_body::{Body, Frame, SizeHint};
use sha2::{Digest as _, Sha256};
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

/// Any failure of a body that is handed to us.
pub type BodyError = Box<dyn std::error::Error + Send + Sync>;

/// The bytes of an object as they arrive.
///
/// A stream of pieces; a connection that breaks is [`ObjectError::Unavailable`].
pub struct ObjectBody(Pin<Box<SdkBody>>);

impl ObjectBody {
    pub(super) fn new(stream: ByteStream) -> ObjectBody {
        ObjectBody(Box::pin(stream.into_inner()))
    }

    /// All bytes in memory; an object of more than `limit` bytes is refused.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, ObjectError> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await {
            let piece = piece?;
            if all.len() + piece.len() > limit {
                return Err(ObjectError::Other { status: 200, message: format!("more than {limit} bytes") });
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }

    /// Reads to the end and tells length and SHA-256, in constant memory.
    pub async fn digest(mut self) -> Result<(u64, Digest), ObjectError> {
        let (mut length, mut hasher) = (0u64, Sha256::new());
        while let Some(piece) = self.next().await {
            let piece = piece?;
            length += piece.len() as u64;
            hasher.update(&piece);
        }
        Ok((length, Digest(hasher.finalize().into())))
    }
}

impl Stream for ObjectBody {
    type Item = Result<Bytes, ObjectError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(self.0.as_mut().poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(error)) => {
                    let reason = format!("the answer broke off: {error}");
                    return Poll::Ready(Some(Err(ObjectError::Unavailable { reason })));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

/// How a checked upload ended.
#[derive(Clone, Default)]
pub struct Verdict(Arc<AtomicU8>);

const MISMATCH: u8 = 1;
const BROKEN: u8 = 2;

impl Verdict {
    /// The failure that the body itself caused, if it did.
    pub fn error(&self) -> Option<ObjectError> {
        match self.0.load(Ordering::SeqCst) {
            MISMATCH => Some(ObjectError::WrongChecksum),
            BROKEN => Some(ObjectError::Interrupted { reason: "the sender broke off".to_owned() }),
            _ => None,
        }
    }
}

/// A body that never ends well unless its length and SHA-256 are the announced ones: its last piece is held back until
/// all was hashed. So even a storage that ignores checksums gets no complete wrong object through us.
pub struct Checked<B> {
    /// The lock makes any body `Sync`, as the client demands; it is never waited for.
    inner: Mutex<Pin<Box<B>>>,
    hasher: Option<Sha256>,
    left: u64,
    expected: Digest,
    held: Option<Bytes>,
    verdict: Verdict,
}

impl<B> Checked<B> {
    pub fn new(body: B, length: u64, expected: Digest) -> (Checked<B>, Verdict) {
        let verdict = Verdict::default();
        let inner = Mutex::new(Box::pin(body));
        let hasher = Some(Sha256::new());
        (Checked { inner, hasher, left: length, expected, held: None, verdict: verdict.clone() }, verdict)
    }

    fn fail<T>(&mut self, verdict: u8, error: BodyError) -> Poll<Option<Result<T, BodyError>>> {
        self.verdict.0.store(verdict, Ordering::SeqCst);
        self.hasher = None;
        self.held = None;
        Poll::Ready(Some(Err(error)))
    }
}

impl<B> Body for Checked<B>
where
    B: Body<Data = Bytes> + Send,
    B::Error: Into<BodyError>,
{
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let this = &mut *self;
        while this.hasher.is_some() {
            let inner = this.inner.get_mut().unwrap_or_else(PoisonError::into_inner);
            match ready!(inner.as_mut().poll_frame(cx)) {
                Some(Ok(frame)) => {
                    let Ok(data) = frame.into_data() else { continue };
                    if data.is_empty() {
                        continue;
                    }
                    if data.len() as u64 > this.left {
                        return this.fail(MISMATCH, "longer than announced".into());
                    }
                    this.left -= data.len() as u64;
                    if let Some(hasher) = &mut this.hasher {
                        hasher.update(&data);
                    }
                    if let Some(ready) = this.held.replace(data) {
                        return Poll::Ready(Some(Ok(Frame::data(ready))));
                    }
                }
                Some(Err(error)) => return this.fail(BROKEN, error.into()),
                None => {
                    let digest = this.hasher.take().map(|hasher| Digest(hasher.finalize().into()));
                    if this.left > 0 || digest != Some(this.expected) {
                        return this.fail(MISMATCH, "the bytes do not match the announced checksum".into());
                    }
                }
            }
        }
        Poll::Ready(this.held.take().map(|last| Ok(Frame::data(last))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left + self.held.as_ref().map_or(0, |held| held.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::{BodyExt, StreamBody};

    fn pieces(parts: &[&'static [u8]]) -> impl Body<Data = Bytes, Error = std::io::Error> + Send + use<> {
        let frames: Vec<_> = parts.iter().map(|p| Ok(Frame::data(Bytes::from_static(p)))).collect();
        StreamBody::new(futures::stream::iter(frames))
    }

    #[tokio::test]
    async fn a_good_body_passes_whole() {
        let (body, verdict) = Checked::new(pieces(&[b"ab", b"", b"c"]), 3, Digest::of(b"abc"));
        assert_eq!(body.size_hint().exact(), Some(3));
        assert_eq!(body.collect().await.unwrap().to_bytes(), &b"abc"[..]);
        assert_eq!(verdict.error(), None);
    }

    #[tokio::test]
    async fn a_wrong_body_never_ends_well() {
        for parts in [&[&b"ab"[..], b"d"][..], &[b"ab"], &[b"ab", b"c", b"d"]] {
            let (mut body, verdict) = Checked::new(pieces(parts), 3, Digest::of(b"abc"));
            let (mut sent, mut failed) = (0, false);
            while let Some(frame) = body.frame().await {
                match frame {
                    Ok(frame) => sent += frame.into_data().unwrap().len(),
                    Err(_) => failed = true,
                }
            }
            assert!(failed && sent < 3, "{parts:?}");
            assert_eq!(verdict.error(), Some(ObjectError::WrongChecksum));
        }
    }
}
