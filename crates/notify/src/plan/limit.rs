//! How many messages a destination takes.

/// At most so many messages in any span of so many ms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub messages: u32,
    pub span_ms: i64,
}

/// The earliest instant, not before `now_ms`, at which another message keeps to all limits; `sent` holds the instants of the
/// messages before it in any order, epoch ms.
///
/// Spans slide, so that it does not matter where the other side begins to count. A limit of no messages never frees.
pub fn free_at(limits: &[Limit], sent: &[i64], now_ms: i64) -> i64 {
    let mut latest: Vec<i64> = sent.to_vec();
    latest.sort_unstable_by(|a, b| b.cmp(a));
    let free = |limit: &Limit| match limit.messages.checked_sub(1) {
        None => i64::MAX,
        // The message that many before the next one has to have left the span.
        Some(back) => latest.get(back as usize).map_or(now_ms, |at| at.saturating_add(limit.span_ms)),
    };
    limits.iter().map(free).max().unwrap_or(now_ms).max(now_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TWENTY: Limit = Limit { messages: 20, span_ms: 60_000 };

    #[test]
    fn the_twenty_first_waits_for_the_first_to_leave() {
        let sent: Vec<i64> = (0..20).map(|number| 1000 + number).collect();
        assert_eq!(free_at(&[TWENTY], &sent[..19], 2000), 2000);
        assert_eq!(free_at(&[TWENTY], &sent, 2000), 61_000);
        assert_eq!(free_at(&[TWENTY], &sent, 61_000), 61_000);
        assert_eq!(free_at(&[TWENTY], &sent, 90_000), 90_000);
        assert_eq!(free_at(&[], &sent, 2000), 2000);
        assert_eq!(free_at(&[Limit { messages: 0, span_ms: 1 }], &[], 0), i64::MAX);
    }

    #[test]
    fn of_two_limits_the_stricter_decides() {
        let both = [Limit { messages: 5, span_ms: 1000 }, Limit { messages: 100, span_ms: 60_000 }];
        assert_eq!(free_at(&both, &[0, 0, 0, 0, 0], 10), 1000);
        assert_eq!(free_at(&both, &[0; 100], 5000), 60_000);
    }

    proptest! {
        #[test]
        fn no_span_ever_holds_more(
            gaps in prop::collection::vec(0..30_i64, 1..60), messages in 1..6_u32, span_ms in 1..50_i64,
        ) {
            let limit = Limit { messages, span_ms };
            let (mut now, mut sent) = (0, Vec::new());
            for gap in gaps {
                now += gap;
                now = free_at(&[limit], &sent, now);
                sent.push(now);
            }
            for from in &sent {
                let within = sent.iter().filter(|at| (*from..from + span_ms).contains(at)).count();
                prop_assert!(within <= messages as usize, "{within} from {from}: {sent:?}");
            }
        }
    }
}
