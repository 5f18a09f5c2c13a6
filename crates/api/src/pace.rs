//! How long a client may take to send a body: places for requests are few, and a body that never ends would keep one.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::{Body, Bytes};
use http_body::{Frame, SizeHint};
use tokio::{sync::Notify, time::Instant};

/// How slow a body may be. Only the time spent waiting for the client counts.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Longest silence.
    pub silence: Duration,
    /// Longest waiting in all for a body of nothing.
    pub start: Duration,
    /// Each second more must bring so many bytes.
    pub bytes_per_s: u32,
}

/// What every client is held to: slower than any network that is of use.
pub const PACE: Pace = Pace { silence: Duration::from_secs(30), start: Duration::from_secs(30), bytes_per_s: 1024 };

/// A body that tells when its client is too slow, and then never ends.
pub struct Paced {
    inner: Body,
    pace: Pace,
    received: u64,
    waited: Duration,
    waiting: Option<(Instant, Pin<Box<tokio::time::Sleep>>)>,
    slow: Arc<Notify>,
}

/// A body held to this pace, and what is told when it falls behind.
pub fn paced(inner: Body, pace: Pace) -> (Paced, Arc<Notify>) {
    let slow = Arc::new(Notify::new());
    (Paced { inner, pace, received: 0, waited: Duration::ZERO, waiting: None, slow: slow.clone() }, slow)
}

impl Paced {
    /// How long the next piece may take.
    fn patience(&self) -> Duration {
        let earned = Duration::from_secs(self.received / u64::from(self.pace.bytes_per_s.max(1)));
        (self.pace.start + earned).saturating_sub(self.waited).min(self.pace.silence)
    }
}

impl http_body::Body for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(context) {
            if let Some((since, _)) = self.waiting.take() {
                self.waited += since.elapsed();
            }
            if let Some(Ok(frame)) = &frame {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                self.received += u64::try_from(bytes).unwrap_or(0);
            }
            return Poll::Ready(frame);
        }
        let patience = self.patience();
        let (_, limit) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(tokio::time::sleep(patience))));
        ready!(limit.as_mut().poll(context));
        self.slow.notify_one();
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{StreamExt, stream};
    use http_body_util::BodyExt;

    const STRICT: Pace =
        Pace { silence: Duration::from_millis(200), start: Duration::from_millis(400), bytes_per_s: 1000 };

    /// How long the next piece may take when so much has come in so many milliseconds.
    fn patience(received: u64, waited_ms: u64) -> u128 {
        let (mut body, _) = paced(Body::empty(), STRICT);
        body.received = received;
        body.waited = Duration::from_millis(waited_ms);
        body.patience().as_millis()
    }

    #[test]
    fn a_steady_client_is_waited_for_and_a_slow_one_is_not() {
        assert_eq!(patience(0, 0), 200, "silence");
        assert_eq!(patience(0, 300), 100, "what is left of the start");
        assert_eq!(patience(100, 2_000), 0, "a byte now and then");
        assert_eq!(patience(2_000, 2_000), 200, "what it must bring");
        assert_eq!(patience(1_000_000, 2_000), 200, "silence after much");
    }

    /// How many bytes arrive; `None` when the client is too slow.
    async fn read(body: Body) -> Option<usize> {
        let (body, slow) = paced(body, STRICT);
        tokio::select! {
            whole = body.collect() => Some(whole.unwrap().to_bytes().len()),
            () = slow.notified() => None,
        }
    }

    #[tokio::test]
    async fn silence_ends_the_reading() {
        let piece = || stream::iter([Ok::<_, std::io::Error>(vec![0_u8; 2000])]);
        assert_eq!(read(Body::empty()).await, Some(0));
        assert_eq!(read(Body::from_stream(piece())).await, Some(2000));
        assert_eq!(read(Body::from_stream(piece().chain(stream::pending()))).await, None);
    }
}
