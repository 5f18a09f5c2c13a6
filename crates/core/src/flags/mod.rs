//! Automatic flags: doubts about a visit that a machine can name (§2.4, §2.5 no. 1).
//!
//! [`judge`] is a pure function from a [`FlagInput`] to named flags. A flag never voids (decision 11): a hard one
//! proposes the outcome *void*, a soft one asks for a second review, and a reviewer decides. The other codes of
//! [`FlagCode`] speak of what only the server knows and are set there.
//!
//! # Words
//!
//! *Wall* is what the phone's clock showed. *Corrected* is wall plus `server_offset_ms` of the same stamp; a stamp
//! without an offset takes that of the other stamp; without any, corrected = wall. The *visit* reaches from corrected
//! `started` to corrected `finished`, both ends included. Its *length* is the difference of the monotonic clocks when both
//! stamps are of one run, else corrected `finished` minus corrected `started`; seconds are rounded down. Thresholds come
//! from the checklist's [`VisitRules`](crate::checklist::VisitRules) (values of `station-69` in brackets) and from the
//! constants of this module. `by_s` is how far outside something lies, in whole seconds rounded down; `side` is `before`
//! or `after`.
//!
//! # The flags, in the order of the result
//!
//! | code | raised when | pointer | data |
//! |---|---|---|---|
//! | `no_fix` soft | the fix is `null` | `/check_in`, `/check_out` | `reason: "absent"` |
//! | `place` hard | *judged distance* > outer radius (200 m) | same | `distance_cm, accuracy_cm` |
//! | `place_far` soft | else judged distance > inner radius (100 m) | same | `distance_cm, accuracy_cm` |
//! | `no_fix` soft | neither of these, but the accuracy is worse than the outer radius: the fix proves nothing | same | `reason: "vague", accuracy_cm` |
//! | `mocked_fix` soft | a fix has `mocked` | `/check_in`, `/check_out`, `/photos/{i}/fix` | `{}` |
//! | `slot` hard | corrected `started` (then `finished`) lies outside the slot, ends included | `/started`, `/finished` | `side, by_s` |
//! | `visit_too_short` hard | length < 8 min | null | `length_s` |
//! | `visit_short` soft | else length < 15 min | null | `length_s` |
//! | `visit_long` soft | length > 60 min | null | `length_s` |
//! | `receipt_missing` hard | no receipt of kind `fuel` | `/receipts` | `{}` |
//! | `receipt_time` hard | a `fuel` or `store` receipt is from before the minute of corrected `started` or after corrected `finished` | `/receipts/{i}/at_ms` | `side, by_s` |
//! | `receipt_station` hard | a receipt of any kind names another station (blanks around it and ASCII case do not matter) | `/receipts/{i}/station_code` | `expected, found` |
//! | `photo_time` soft | a `scene` or `receipt` photo was taken more than the margin (5 min) before wall `started` or after wall `finished`; if not, its EXIF time is judged the same way | `/photos/{i}` | `source: "phone"` or `"exif"`, `side, by_s` |
//! | `photo_reused` hard | `identical_in` is set | `/photos/{i}` | `audit_id` |
//! | `photo_similar` soft | else `similar_in` is set | `/photos/{i}` | `audit_id` |
//! | `timings_exceed_visit` soft | the measured answers add up to more than the length, in ms | null | `timed_s, length_s` |
//! | `straight_lining` soft | see below | `/answers` | `kind, value, answers` |
//! | `narrative_copied` soft | `narrative_same_in` is set and the narrative has a [`narrative_hash`] | `/narrative` | `audit_id` |
//! | `clock_tampered` soft | see below | see below | `reason, difference_ms` |
//! | `late_report` hard | `received_at_ms` is more than 24 h after corrected `finished` | null | `late_s` |
//! | `late_report` soft | else more than 12 h | null | `late_s` |
//!
//! Within one row check-in comes before check-out, and list entries come in their order. The rows of a fix (the first
//! four) are judged together for check-in, then for check-out; those of one receipt (time, station) and one photo (time,
//! reuse) likewise.
//!
//! **Judged distance** = distance − accuracy, at least 0: a phone that is sure only within 60 m may be 60 m nearer. A fix
//! at 250 m with an accuracy of 60 m is judged at 190 m. So that a huge accuracy is no way out, it counts as no fix.
//! Distance: [`distance_mm`], exact to 5 cm at 500 m, WGS 84.
//!
//! **Receipts.** Tills print minutes, so the start is taken at its minute. Invoices are judged by station only: an
//! electronic one may come later. **Photos** of kind `screen` and `document` (an electronic invoice) are not judged by
//! time. Photos and visit are compared on the same wall clock, so a wrong clock alone raises nothing.
//!
//! **Straight-lining.** Each kind of answer (pass_fail without bonus items, graded, measured, count) is looked at alone.
//! Its judged answers are those with a value; a measured value that records "never happened" is not judged. The flag is
//! raised when there are at least [`SAME_ANSWERS_MIN`] of them, all have the same value, and this is not the best one:
//! pass is never judged, nor a grade that is the highest of all its items, nor 0. One flag per kind, in the order given.
//!
//! **Clock.** Nothing is judged on differences up to [`CLOCK_TOLERANCE_MS`], which is what phones correct by themselves.
//! In this order, each only if its data are there:
//!
//! | reason | raised when | pointer | difference_ms |
//! |---|---|---|---|
//! | `drift` | both stamps are of one run and the wall clock advanced by another amount than the monotonic one: someone set it | `/finished` | wall − monotonic |
//! | `offset_jump` | both stamps know the server and their offsets differ: the clock was set between two contacts, even across a restart | `/finished/server_offset_ms` | finished − started |
//! | `backwards` | the length is below 0 (no tolerance within one run) | `/finished` | the length |
//! | `future` | corrected `finished` lies after `received_at_ms` | `/finished` | finished − received |
//! | `timer_order` | a tap lies before the one listed before it: by the monotonic clock within one run (no tolerance), else by the wall clock | `/answers/{item}/timer/{i}` | this − previous |
//! | `timer_drift` | else two neighbouring taps of one run show a drift as above | `/answers/{item}/timer/{i}` | wall − monotonic |
//!
//! At most one timer reason per answer, its first; answers in the order of their ids.
//!
//! # When a datum is absent
//!
//! | absent | result |
//! |---|---|
//! | check-in or check-out | `no_fix`; neither `place` nor `place_far` |
//! | station position | neither `place` nor `place_far` |
//! | slot | no `slot` |
//! | server offsets | wall time counts; no `offset_jump` |
//! | one common run | no `drift`, the length comes from corrected time |
//! | fuel receipt | `receipt_missing` |
//! | time or station code of a receipt | no `receipt_time`, no `receipt_station` |
//! | EXIF time | only the phone's time is judged |
//! | reuse facts | neither `photo_reused` nor `photo_similar` |
//! | measured answers | no `timings_exceed_visit` |
//! | fewer than 8 judged answers of a kind | no `straight_lining` for it |
//! | narrative, or one with fewer than [`NARRATIVE_MIN_CHARS`] letters and digits (20) | no `narrative_copied` |
//! | timer logs | no `timer_order`, no `timer_drift` |
//!
//! **Late report.** A visit is frozen when it is finished, so what makes a report late is that it arrived late; the moment
//! of leaving is the device's own record, corrected by the offset it had seen. Being offline is no fault: the flag tells
//! the reviewer, who decides.

mod answers;
mod clock;
mod code;
mod geo;
mod input;
mod judge;
mod narrative;
mod place;
mod visit;

pub use answers::SAME_ANSWERS_MIN;
pub use clock::CLOCK_TOLERANCE_MS;
pub use code::*;
pub use geo::distance_mm;
pub use input::*;
pub use judge::{VisitTimes, judge};
pub use narrative::{NARRATIVE_MIN_CHARS, narrative_hash};
pub use place::is_elsewhere;
