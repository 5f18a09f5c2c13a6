//! What a shopper sees at a station: chance, bent by the hidden effects of the story.

use forecourt_core::checklist::{AnswerKind, Checklist, Flags, Item, PhotoRule, Scale};
use serde_json::{Value, json};

use super::{network::Station, places::PROVINCES, plan::Visit, rng::Rng, story::story};
use crate::demo::network::shopper;

/// One answered item.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Index of the item.
    pub item: usize,
    /// The answer.
    pub value: Value,
    /// Whether it earns less than it could so much that it is a miss (§2.1).
    pub miss: bool,
}

/// Visit flags of a visit: name and value.
pub fn visit_flags(visit: &Visit, station: &Station, rng: &mut Rng) -> Vec<(&'static str, i32)> {
    let peak = visit.slot.ends_with("peak");
    let queue = if peak { rng.range(0, 5) } else { rng.range(0, 2) };
    let mut flags = vec![("v.night", i32::from(visit.night)), ("v.queue_len", i32::try_from(queue).unwrap_or(0))];
    flags.push(("v.phone_use_seen", i32::from(rng.chance(150))));
    flags.push(("v.tanker_unloading", i32::from(rng.chance(40))));
    if !station.has("st.staffed") {
        flags.push(("v.self_pay", 1));
    }
    flags
}

/// Every item that applies, answered. `places` is the chance of the station, the same at each of its visits.
pub fn answers(
    checklist: &Checklist,
    flags: &Flags,
    visit: &Visit,
    station: &Station,
    places: &mut Rng,
    rng: &mut Rng,
) -> Vec<Seen> {
    let mut seen = Vec::with_capacity(checklist.items.len());
    for (index, item) in checklist.items.iter().enumerate() {
        // Drawn for every item, so that nothing shifts the luck of the items behind it.
        let mut luck = Rng::of(rng.next(), &item.id);
        let place = places.range(0, 999);
        if item.na_when.as_ref().is_some_and(|predicate| predicate.holds(|flag| flags.get(flag))) {
            continue;
        }
        if item.is_bonus() {
            let claimed = luck.chance(if item.id.starts_with("farewell") { 120 } else { 260 });
            seen.push(Seen { item: index, value: json!(claimed), miss: false });
            continue;
        }
        let miss = goes_wrong(place, visit.round, trouble(item, visit, station));
        let (value, miss) = value(item, miss, visit, &mut luck);
        seen.push(Seen { item: index, value, miss });
    }
    seen
}

/// Whether something that goes wrong in `permille` of 1000 cases does in this round. The rounds lie half a turn apart:
/// what has gone wrong by chance is put right by the next visit, so that what is missed twice tells something.
fn goes_wrong(place: i64, round: usize, permille: i64) -> bool {
    (place + if round == 0 { 0 } else { 500 }) % 1000 < permille
}

/// Chance of a miss, permille.
fn trouble(item: &Item, visit: &Visit, station: &Station) -> i64 {
    let story = story();
    if item.is_critical() {
        let crossed = story.red_line(&station.code, visit.round).is_some_and(|line| line.item == item.id);
        return if crossed { 1000 } else { 0 };
    }
    let is = |list: &[&str]| list.contains(&item.id.as_str());
    let always = story.repeats.iter().any(|(code, repeated)| *code == station.code && *repeated == item.id);
    if always || (is(story.restroom_items) && story.bad_restrooms.contains(&station.code.as_str())) {
        return 1000;
    }
    // Half of the network's habits are the station's own: some are good, some are not.
    let habit = Rng::of(0, &format!("habit/{}", station.code)).range(0, 130);
    let mut chance = 20 + habit;
    let province = PROVINCES[station.province].code;
    if province == story.weak_province {
        chance += 130;
    }
    if province == story.improving_province {
        chance += if visit.round == 0 { 110 } else { -30 };
    }
    if item.id == story.weak_item {
        chance += 480;
    }
    if visit.night && is(story.night_items) {
        chance += 450;
    }
    if shopper(visit.shopper) == story.harsh_shopper && matches!(item.answer, AnswerKind::Graded(_)) {
        chance += 450;
    }
    if visit.slot.ends_with("peak") && matches!(item.answer, AnswerKind::Measured(_)) {
        chance += 120;
    }
    chance.max(5)
}

fn value(item: &Item, miss: bool, visit: &Visit, luck: &mut Rng) -> (Value, bool) {
    match &item.answer {
        AnswerKind::PassFail => (json!(!miss), miss),
        AnswerKind::Graded(grades) => {
            let best = i64::from(grades.max());
            // A harsh shopper takes one grade off; real trouble may take all.
            let harsh = shopper(visit.shopper) == story().harsh_shopper;
            let grade = if !miss {
                best
            } else if harsh || luck.chance(700) {
                best - 1
            } else {
                0
            };
            (json!(grade), grade < best)
        }
        AnswerKind::Measured(scale) | AnswerKind::Count(scale) => banded(scale, miss, luck),
    }
}

/// A value in a band that is a miss, or in one that is not.
fn banded(scale: &Scale, miss: bool, luck: &mut Rng) -> (Value, bool) {
    let mut from = 0;
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for band in &scale.bands {
        let span = (i64::from(from), i64::from(band.le));
        if band.pct >= 80 {
            good.push(span)
        } else {
            bad.push(span)
        }
        from = band.le + 1;
    }
    let spans = if miss && !bad.is_empty() { &bad } else { &good };
    // The first of the bands is likelier: most of what goes wrong goes only a little wrong.
    let span = if spans.len() > 1 && luck.chance(350) { spans[1] } else { spans[0] };
    (json!(luck.range(span.0, span.1)), miss && !bad.is_empty())
}

/// Whether the rules ask for a picture of this answer.
pub fn wants_photo(item: &Item, seen: &Seen) -> bool {
    match item.photo {
        PhotoRule::Always => !item.is_bonus() || seen.value == json!(true),
        PhotoRule::OnFail => seen.miss,
        PhotoRule::Never => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_likely_goes_wrong_twice() {
        for permille in [0, 5, 130, 500, 610, 1000] {
            let wrong = |round| (0..1000).filter(move |place| goes_wrong(*place, round, permille));
            assert_eq!((wrong(0).count(), wrong(1).count()), (permille as usize, permille as usize));
            let twice = wrong(0).filter(|place| goes_wrong(*place, 1, permille)).count();
            assert_eq!(twice, (2 * permille as usize).saturating_sub(1000), "{permille}");
        }
    }
}
