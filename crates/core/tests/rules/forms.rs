//! Other networks' forms load and score without code (decision 16).

use crate::visit::Visit;
use forecourt_core::checklist::{Checklist, Grade};
use forecourt_core::finding::{FindingKind, findings};
use forecourt_core::score::Reason;

fn form(text: &str) -> Checklist {
    Checklist::parse(text).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

#[test]
fn thirty_seven_questions_and_a_hundred_points() {
    let form = form(include_str!("../data/brand-37.toml"));
    assert_eq!((form.items.len(), form.totals.points), (37, 100));
    let perfect = Visit::perfect(&form, &[]).score();
    assert_eq!((perfect.summary.final_bp, perfect.summary.grade), (Some(10_000), Some(Grade::Good)));

    // By day the lights (3) are N/A; the pump receipt (5) and the squeegee (3) are missing: 89 of 97.
    let visit = Visit::perfect(&form, &[]).bool("pumps.receipt", false).bool("pumps.squeegee", false);
    let score = visit.score();
    assert_eq!((score.summary.base_bp, score.summary.stars), (Some(9175), Some(1)));
    assert_eq!(findings(&form, &score).len(), 2);
    assert!(findings(&form, &score).iter().all(|f| f.kind == FindingKind::Ticket && f.class.is_none()));

    // By day without store and landscaping 80 points apply; 13 lost is 8375, below the 8500 of this network.
    let visit = Visit::perfect(&form, &[("st.has_store", 0), ("st.landscaped", 0)])
        .bool("restroom.clean", false)
        .bool("restroom.door", false)
        .bool("staff.polite", false);
    let score = visit.score();
    assert_eq!((score.summary.final_bp, score.summary.grade), (Some(8375), Some(Grade::Fail)));
    assert_eq!(score.summary.visit_na_points, 3);
}

#[test]
fn a_hundred_and_nineteen_points_and_two_with_partial_credit() {
    let form = form(include_str!("../data/credit-119.toml"));
    assert_eq!((form.totals.points, form.totals.bonus_items, form.totals.weight_bp), (119, 2, 119));
    let visit = Visit::perfect(&form, &[("v.dark", 1)])
        .int("image.sign", 1) // 4 of 10, an explicit point value
        .int("image.canopy", 2) // 6 of 9, evenly spread
        .int("image.lighting", 2) // 75 % of 12 is 9
        .int("pumps.working", 3) // above the bands still 20 % of 15: 3
        .int("pumps.clean", 2) // 5 of 7
        .int("service.wait", 300) // 5 % of 20: 1
        .bool("extra.loyalty", true);
    let score = visit.score();
    let lost = 6 + 3 + 3 + 12 + 2 + 19;
    assert_eq!(score.summary.touchpoints.iter().map(|t| t.earned).sum::<u32>(), 119 - lost);
    // 74 of 119 is 6218.4…; the extra point counts from the first point on in this network.
    assert_eq!((score.summary.base_bp, score.summary.final_bp), (Some(6218), Some(6302)));
    assert_eq!((score.summary.grade, score.summary.stars), (Some(Grade::Fail), Some(0)));
    assert_eq!(visit.rule(&score, "image.sign"), "grade:1/3");
    assert_eq!(visit.rule(&score, "pumps.working"), "over_bands");
    // A miss is below 75 % here: the lighting at exactly 75 % is none, 5 of 7 is one.
    let missed: Vec<_> = findings(&form, &score).iter().map(|f| form.items[f.item].id.as_str()).collect();
    assert_eq!(missed, ["image.sign", "image.canopy", "pumps.working", "pumps.clean", "service.wait"]);

    let leaking = Visit::perfect(&form, &[("v.dark", 1)]).bool("pumps.no_leak", false).score();
    assert_eq!((leaking.summary.final_bp, leaking.summary.red_lines), (Some(7999), 1));
    let locked = Visit::perfect(&form, &[("v.dark", 1)])
        .bool("restroom.open", false)
        .unseen("restroom.clean")
        .unseen("restroom.stocked")
        .score();
    assert_eq!(locked.summary.touchpoints[3].score_bp, Some(0));
    let by_day = Visit::perfect(&form, &[]).unseen("service.wait").score();
    let reasons = [Reason::TouchpointCoverage(form.touchpoint_index("service").expect("a touchpoint"))];
    assert_eq!(by_day.summary.reasons, reasons);
    // A touchpoint of nothing but bonus has no score.
    assert_eq!(by_day.summary.touchpoints[4].score_bp, None);
}
