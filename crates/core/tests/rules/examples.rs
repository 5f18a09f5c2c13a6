//! The three worked examples of domain.md §3.8, to the digit.

use crate::visit::{Visit, station_69};
use forecourt_core::checklist::Grade;
use forecourt_core::score::{Reason, Score, ScoreInput, score, score_brief};

fn touchpoints(score: &Score) -> Vec<(u32, u32, Option<u32>)> {
    score.summary.touchpoints.iter().map(|t| (t.earned, t.answered, t.score_bp)).collect()
}

fn example_1() -> Visit<'static> {
    Visit::perfect(station_69(), &[("v.night", 1)])
        .int("entry.guidance_within_10s", 12)
        .int("greeting.smile_eye_contact", 1)
        .bool("fueling.zero_reset_shown", false)
        .int("payment.checkout_wait", 75)
        .int("restroom.no_odor", 1)
        .int("restroom.supplies_stocked", 1)
        .int("amenities.kit_complete", 1)
        .bool("fueling.windscreen_offer", true)
        .bool("amenities.rest_wifi_charging", true)
}

#[test]
fn example_1_a_full_service_station_at_night() {
    let visit = example_1();
    let score = visit.score();
    let s = &score.summary;
    assert_eq!((s.base_bp, s.bonus_bp, s.bonus_applied_bp, s.final_bp), (Some(9408), 80, 80, Some(9488)));
    assert_eq!((s.grade, s.stars, s.red_lines), (Some(Grade::Excellent), Some(4), 0));
    assert_eq!((s.coverage_bp, s.visit_na_points), (Some(10000), 48));
    assert!(s.is_valid());
    assert_eq!(s.touchpoints.iter().map(|t| t.answered).sum::<u32>(), 946);
    assert_eq!(s.touchpoints.iter().map(|t| t.earned).sum::<u32>(), 890);
    let expected = [
        (74, 74, 10000),
        (70, 78, 8974),
        (102, 110, 9273),
        (144, 160, 9000),
        (124, 124, 10000),
        (114, 120, 9500),
        (80, 80, 10000),
        (86, 100, 8600),
        (36, 40, 9000),
        (60, 60, 10000),
    ];
    assert_eq!(touchpoints(&score), expected.map(|(e, a, bp)| (e, a, Some(bp))));
    assert_eq!(visit.rule(&score, "entry.guidance_within_10s"), "band:20:60");
    assert_eq!(visit.rule(&score, "greeting.smile_eye_contact"), "grade:1/2");
    assert_eq!(visit.rule(&score, "approach.hours_notice_true"), "na:st.is_24h && !v.service_suspended");
    assert_eq!(visit.rule(&score, "fueling.windscreen_offer"), "bonus_claimed");
    // N/A items have an answer in this visit, which is told and not scored.
    let ignored: Vec<_> = score.ignored.iter().map(|i| station_69().items[*i].n).collect();
    assert_eq!(ignored, [7, 11, 34, 37]);
}

#[test]
fn example_2_no_store_by_day_with_a_red_line() {
    let visit = Visit::perfect(station_69(), &[("st.has_store", 0), ("st.has_car_wash", 0)])
        .bool("safety.engine_off_enforced", false)
        .int("greeting.first_contact_within_30s", 45)
        .int("greeting.uniform_compliant", 1)
        .int("payment.receipt_complete", 1)
        .int("restroom.clean_surfaces", 1)
        .bool("farewell.complaint_channel_posted", false)
        .bool("fueling.windscreen_offer", true);
    let score = visit.score();
    let s = &score.summary;
    assert_eq!((s.base_bp, s.bonus_bp, s.bonus_applied_bp, s.final_bp), (Some(8988), 40, 0, Some(5999)));
    assert_eq!((s.grade, s.stars, s.red_lines), (Some(Grade::Fail), Some(0), 1));
    assert_eq!(s.visit_na_points, 78);
    assert_eq!(s.touchpoints.iter().map(|t| t.answered).sum::<u32>(), 820);
    let store = s.touchpoints[station_69().touchpoint_index("store").expect("a touchpoint")];
    assert_eq!((store.score_bp, store.grade, store.applicable), (None, None, 0));
    let safety = s.touchpoints[station_69().touchpoint_index("safety").expect("a touchpoint")];
    assert_eq!((safety.red_lines, safety.grade), (1, Some(Grade::Fail)));
    assert_eq!(visit.rule(&score, "safety.engine_off_enforced"), "red_line");
}

const CLIENT_WEIGHTS: [u32; 10] = [600, 800, 1000, 1600, 1600, 1000, 700, 2000, 200, 500];

fn example_3() -> Visit<'static> {
    // The night items apply and pass, and hours, lanes, phone, unloading and car wash are N/A.
    Visit::perfect(station_69(), &[("v.night", 1), ("st.has_car_wash", 0)])
        .unseen("fueling.no_spill_drip")
        .unseen("store.shelf_availability")
        .int("restroom.clean_surfaces", 0)
        .int("restroom.no_odor", 0)
        .bool("greeting.verbal_greeting", false)
        .int("entry.queue_wait_to_pump", 250)
        .int("store.price_labels_match", 1)
        .int("farewell.enquiry_handled", 1)
        .bool("fueling.windscreen_offer", true)
}

#[test]
fn example_3_a_clients_weights_and_gaps_in_observation() {
    let visit = example_3();
    let score = score(station_69(), &ScoreInput { weights: Some(&CLIENT_WEIGHTS), ..visit.input() });
    let s = &score.summary;
    assert_eq!((s.base_bp, s.final_bp, s.coverage_bp), (Some(8684), Some(8724), Some(9720)));
    assert_eq!((s.grade, s.stars), (Some(Grade::Good), Some(3)));
    let by_points: Vec<_> = s.touchpoints.iter().map(|t| (t.earned, t.answered)).collect();
    let expected =
        [(74, 74), (72, 78), (92, 110), (144, 144), (124, 124), (120, 120), (58, 70), (60, 100), (24, 24), (50, 60)];
    assert_eq!(by_points, expected);
    assert_eq!(visit.score().summary.base_bp, Some(9049), "with default weights");
    let brief = score_brief(station_69(), &ScoreInput { weights: Some(&CLIENT_WEIGHTS), ..visit.input() });
    assert_eq!(brief, *s);
}

#[test]
fn example_3_with_the_restroom_unseen_is_incomplete() {
    let visit =
        example_3().unseen("restroom.open_to_customers").unseen("restroom.clean_surfaces").unseen("restroom.no_odor");
    let score = visit.score();
    let restroom = station_69().touchpoint_index("restroom").expect("a touchpoint");
    assert_eq!(score.summary.reasons, [Reason::TouchpointCoverage(restroom)]);
    assert_eq!((score.summary.final_bp, score.summary.grade, score.summary.stars), (None, None, None));
    assert!(score.summary.base_bp.is_some());
}
