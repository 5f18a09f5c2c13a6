//! From scores to findings (§2.1, §5.1, decisions 8 and 10).

use crate::visit::{Visit, station_69};
use forecourt_core::checklist::DeadlineClass;
use forecourt_core::finding::{FindingKind, findings};
use forecourt_core::score::{
    Answer, Evidence, EvidenceState, ItemEvidence, ItemSet, Miss, ScoreInput, State, profile_points, score,
};

#[test]
fn example_1_opens_five_orders_and_two_observations() {
    let visit = Visit::perfect(station_69(), &[("v.night", 1)])
        .int("entry.guidance_within_10s", 12)
        .int("greeting.smile_eye_contact", 1)
        .bool("fueling.zero_reset_shown", false)
        .int("payment.checkout_wait", 75)
        .int("restroom.no_odor", 1)
        .int("restroom.supplies_stocked", 1)
        .int("amenities.kit_complete", 1);
    let told: Vec<_> = findings(station_69(), &visit.score())
        .into_iter()
        .map(|f| (station_69().items[f.item].id.as_str(), f.kind, f.miss, f.class, f.lost_points))
        .collect();
    use DeadlineClass::{T1, T3, T7};
    use FindingKind::{Observation, Ticket};
    let expected = [
        ("entry.guidance_within_10s", Ticket, Miss::Partial, Some(T3), 8),
        ("greeting.smile_eye_contact", Ticket, Miss::Partial, Some(T3), 8),
        ("fueling.zero_reset_shown", Ticket, Miss::Full, Some(T3), 16),
        ("payment.checkout_wait", Ticket, Miss::Partial, Some(T7), 6),
        ("restroom.no_odor", Ticket, Miss::Partial, Some(T1), 8),
        ("restroom.supplies_stocked", Observation, Miss::Partial, Some(T1), 6),
        ("amenities.kit_complete", Observation, Miss::Partial, Some(T7), 4),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_locked_restroom_is_one_finding() {
    let visit = ["clean_surfaces", "no_odor", "supplies_stocked", "fixtures_working"]
        .iter()
        .fold(Visit::perfect(station_69(), &[]), |visit, item| visit.unseen(&format!("restroom.{item}")))
        .bool("restroom.open_to_customers", false)
        .int("restroom.sign_and_cleaning_log", 2);
    let score = visit.score();
    let found = findings(station_69(), &score);
    assert_eq!(found.len(), 1);
    assert_eq!(station_69().items[found[0].item].id, "restroom.open_to_customers");
    assert_eq!(visit.rule(&score, "restroom.no_odor"), "implied_by:restroom.open_to_customers");
    let implied = score.lines[visit.item("restroom.no_odor")];
    assert_eq!((implied.state, implied.earned, implied.miss), (State::Answered, 0, Miss::Full));
    assert!(!implied.counts_in_pass_rate());
    // The sign was seen from outside: its answer stands.
    assert_eq!(visit.rule(&score, "restroom.sign_and_cleaning_log"), "grade:2/2");
    let restroom = score.summary.touchpoints[7];
    assert_eq!((restroom.answered, restroom.earned), (100, 10));
}

#[test]
fn a_gate_without_evidence_implies_nothing() {
    let visit = ["clean_surfaces", "no_odor", "supplies_stocked", "fixtures_working", "sign_and_cleaning_log"]
        .iter()
        .fold(Visit::perfect(station_69(), &[]), |visit, item| visit.unseen(&format!("restroom.{item}")))
        .bool("restroom.open_to_customers", false);
    let evidence = vec![ItemEvidence::default(); 69];
    let score = score(station_69(), &ScoreInput { evidence: Evidence::Given(&evidence), ..visit.input() });
    assert_eq!(visit.rule(&score, "restroom.no_odor"), "not_observed");
    assert_eq!(score.lines[visit.item("restroom.open_to_customers")].evidence, EvidenceState::Missing);
}

#[test]
fn a_red_line_that_is_not_proven_is_no_finding() {
    let visit = Visit::perfect(station_69(), &[]).bool("safety.no_smoking_or_flame", false);
    let index = visit.item("safety.no_smoking_or_flame");
    assert_eq!(findings(station_69(), &visit.score())[0].class, Some(DeadlineClass::T0));
    let judged = ScoreInput { not_proven: ItemSet::from_iter([index]), ..visit.input() };
    let score = score(station_69(), &judged);
    assert!(findings(station_69(), &score).is_empty());
    assert_eq!(score.summary.red_lines, 0);
    assert_eq!(visit.rule(&score, "safety.no_smoking_or_flame"), "not_proven");
    // An answer that passed is not changed by the decision.
    let passed = Visit::perfect(station_69(), &[]);
    let score =
        forecourt_core::score::score(station_69(), &ScoreInput { not_proven: judged.not_proven, ..passed.input() });
    assert_eq!(visit.rule(&score, "safety.no_smoking_or_flame"), "pass");
}

#[test]
fn points_by_profile_leave_the_visit_aside() {
    let by_day = Visit::perfect(station_69(), &[("v.store_closed", 1), ("v.self_service", 1)]);
    assert_eq!(profile_points(station_69(), &by_day.flags), 994);
    let small = Visit::perfect(station_69(), &[("st.staffed", 0), ("st.has_store", 0), ("st.has_restroom", 0)]);
    assert_eq!(profile_points(station_69(), &small.flags), 582);
}

#[test]
fn an_answer_that_does_not_suit_its_item_is_not_observed() {
    let mut visit = Visit::perfect(station_69(), &[]);
    visit.answers[0] = Answer::Bool(true);
    visit.answers[1] = Answer::Int(1);
    visit.answers[4] = Answer::Int(3);
    visit.answers.truncate(60);
    let score = visit.score();
    for index in [0, 1, 4, 60, 68] {
        assert_eq!(score.lines[index].state, State::NotObserved, "item {}", index + 1);
    }
}
