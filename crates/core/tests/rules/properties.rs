//! What must hold for every visit, whatever its answers, flags, weights and evidence.

use crate::visit::station_69;
use forecourt_core::checklist::{AnswerKind, FlagKind, Flags, Grade};
use forecourt_core::finding::findings;
use forecourt_core::score::{
    Answer, Evidence, ItemEvidence, ItemSet, Miss, Score, ScoreInput, Standing, State, score, score_brief,
};
use proptest::prelude::*;
use proptest::sample::select;

/// Everything that goes into a score, owned.
#[derive(Debug, Clone)]
struct Case {
    answers: Vec<Answer>,
    flags: Flags,
    weights: Vec<u32>,
    evidence: Option<Vec<ItemEvidence>>,
    not_proven: ItemSet,
    kept: ItemSet,
    extra_na: ItemSet,
    overdue_open: u32,
}

impl Case {
    fn input(&self) -> ScoreInput<'_> {
        ScoreInput {
            weights: Some(&self.weights),
            evidence: self.evidence.as_deref().map_or(Evidence::Assumed, Evidence::Given),
            not_proven: self.not_proven,
            kept: self.kept,
            extra_na: self.extra_na,
            visit_na_accepted: true,
            standing: Standing { overdue_open: self.overdue_open, no_stars: false },
            ..ScoreInput::new(&self.answers, &self.flags)
        }
    }

    fn score(&self) -> Score {
        score(station_69(), &self.input())
    }
}

/// Mostly good answers, so that valid audits are common; now and then none at all.
fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let answer = |kind: &AnswerKind| match kind {
        AnswerKind::PassFail => {
            prop_oneof![12 => Just(Answer::Bool(true)), 2 => Just(Answer::Bool(false)), 1 => Just(Answer::None)].boxed()
        }
        AnswerKind::Graded(_) => prop_oneof![12 => (0u32..=2).prop_map(Answer::Int), 1 => Just(Answer::None)].boxed(),
        AnswerKind::Measured(_) => {
            prop_oneof![8 => (0u32..500).prop_map(Answer::Int), 1 => Just(Answer::Int(9999)), 1 => Just(Answer::None)]
                .boxed()
        }
        AnswerKind::Count(_) => prop_oneof![12 => (0u32..=3).prop_map(Answer::Int), 1 => Just(Answer::None)].boxed(),
    };
    station_69().items.iter().map(|item| answer(&item.answer)).collect::<Vec<_>>()
}

fn flags() -> impl Strategy<Value = Flags> {
    let value = |kind: FlagKind, default: i32| match kind {
        FlagKind::Bool => prop_oneof![5 => Just(default), 1 => Just(1 - default)].boxed(),
        FlagKind::Int { .. } => (0i32..6).boxed(),
    };
    let values = station_69().flags.iter().map(|flag| value(flag.kind, flag.default)).collect::<Vec<_>>();
    values.prop_map(|values| {
        let mut flags = Flags::defaults(station_69());
        values.into_iter().enumerate().for_each(|(index, value)| flags.set(index, value));
        flags
    })
}

/// Ten weights that add up to 10000, some of them 0.
fn weights() -> impl Strategy<Value = Vec<u32>> {
    prop_oneof![
        Just(station_69().weights()),
        prop::collection::vec(0u32..=10_000, 9).prop_map(|mut cuts| {
            cuts.sort_unstable();
            cuts.push(10_000);
            let mut last = 0;
            cuts.into_iter().map(|cut| cut - std::mem::replace(&mut last, cut)).collect()
        })
    ]
}

fn few_items() -> impl Strategy<Value = ItemSet> {
    prop::collection::vec(0usize..69, 0..4).prop_map(ItemSet::from_iter)
}

fn evidence() -> impl Strategy<Value = Option<Vec<ItemEvidence>>> {
    let one = (prop::bool::weighted(0.8), any::<bool>(), 15u32..25);
    let one = one.prop_map(|(photo, photo_reason, remark_chars)| ItemEvidence { photo, photo_reason, remark_chars });
    prop::option::of(prop::collection::vec(one, 69))
}

fn case() -> impl Strategy<Value = Case> {
    let review = (few_items(), few_items(), few_items(), 0u32..2);
    (answers(), flags(), weights(), evidence(), review).prop_map(|(answers, flags, weights, evidence, review)| {
        let (not_proven, kept, extra_na, overdue_open) = review;
        Case { answers, flags, weights, evidence, not_proven, kept, extra_na, overdue_open }
    })
}

/// The answer one step better, if there is one.
fn better(kind: &AnswerKind, answer: Answer) -> Option<Answer> {
    match (kind, answer) {
        (AnswerKind::PassFail, Answer::Bool(false)) => Some(Answer::Bool(true)),
        (AnswerKind::Graded(grades), Answer::Int(grade)) if grade < grades.max() => Some(Answer::Int(grade + 1)),
        (AnswerKind::Measured(_) | AnswerKind::Count(_), Answer::Int(value)) if value > 0 => {
            Some(Answer::Int(value - 1))
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_score_is_in_range_and_whole(case in case()) {
        let score = case.score();
        let s = &score.summary;
        prop_assert!(s.base_bp.is_none_or(|bp| bp <= 10_000));
        prop_assert!(s.coverage_bp.is_some_and(|bp| bp <= 10_000));
        prop_assert!(s.bonus_bp <= 200 && s.bonus_bp.is_multiple_of(40) && s.bonus_applied_bp <= s.bonus_bp);
        prop_assert_eq!(s.final_bp.is_some(), s.is_valid());
        prop_assert_eq!((s.grade.is_some(), s.stars.is_some()), (s.is_valid(), s.is_valid()));
        if let (Some(base), Some(last)) = (s.base_bp, s.final_bp) {
            let cap = [10_000, 5999, 3999, 0][(s.red_lines as usize).min(3)];
            prop_assert_eq!(last, (base + s.bonus_applied_bp).min(cap));
            prop_assert!(s.red_lines == 0 || (s.bonus_applied_bp == 0 && s.grade == Some(Grade::Fail)));
            prop_assert!(base >= 7000 || s.bonus_applied_bp == 0);
        }
        for line in &score.lines {
            prop_assert!(line.earned <= line.nominal);
            prop_assert!(line.state == State::Answered || (line.earned == 0 && line.miss == Miss::None));
        }
        for t in &s.touchpoints {
            prop_assert!(t.earned <= t.answered && t.answered <= t.applicable && t.applicable <= t.nominal);
        }
    }

    #[test]
    fn the_brief_score_is_the_same(case in case()) {
        prop_assert_eq!(score_brief(station_69(), &case.input()), case.score().summary);
    }

    #[test]
    fn lines_add_up_to_touchpoints(case in case()) {
        let score = case.score();
        for (index, t) in score.summary.touchpoints.iter().enumerate() {
            let own: Vec<_> = score.lines.iter().filter(|l| station_69().items[l.item].touchpoint == index).collect();
            let sum = |of: State| own.iter().filter(|l| l.state == of).map(|l| l.nominal).sum::<u32>();
            prop_assert_eq!(t.earned, own.iter().map(|l| l.earned).sum::<u32>());
            prop_assert_eq!(t.answered, sum(State::Answered));
            prop_assert_eq!(t.applicable, sum(State::Answered) + sum(State::NotObserved));
            prop_assert_eq!(t.nominal, t.applicable + sum(State::Na));
        }
        let lost: u32 = score.summary.touchpoints.iter().map(|t| t.answered - t.earned).sum();
        prop_assert!(findings(station_69(), &score).iter().map(|f| f.lost_points).sum::<u32>() <= lost);
    }

    #[test]
    fn the_base_score_is_the_weighted_share_within_half_a_point(case in case()) {
        // An independent way to the same number: sum the fractions over a common denominator of 128 bits.
        let (mut earned, mut answered) = (0u128, 0u128);
        let product: u128 = station_69().touchpoints.iter().map(|t| u128::from(t.points)).product();
        for t in &case.score().summary.touchpoints {
            let worth = u128::from(t.weight_bp) * (product / u128::from(t.nominal));
            earned += worth * u128::from(t.earned);
            answered += worth * u128::from(t.answered);
        }
        match case.score().summary.base_bp.map(u128::from) {
            None => prop_assert_eq!(answered, 0),
            Some(base) => {
                prop_assert!(20_000 * earned < (2 * base + 1) * answered, "not rounded down too far");
                prop_assert!(20_000 * earned + answered >= 2 * base * answered, "not rounded up too far");
            }
        }
    }

    #[test]
    fn a_better_answer_never_lowers_the_score(case in case(), at in 0usize..69) {
        // Without evidence in play: proving a miss is another matter than how bad it is.
        let case = Case { evidence: None, ..case };
        let item = &station_69().items[at];
        prop_assume!(!item.is_bonus());
        let Some(answer) = better(&item.answer, case.answers[at]) else { return Ok(()) };
        let mut answers = case.answers.clone();
        answers[at] = answer;
        let improved = Case { answers, ..case.clone() };
        let (before, after) = (case.score().summary, improved.score().summary);
        // An open restroom whose insides were not seen is less known than a locked one: no implied misses, less coverage.
        let is_gate = station_69().items.iter().any(|i| i.gated_by == Some(at));
        prop_assume!(!is_gate);
        prop_assert!(after.base_bp >= before.base_bp);
        prop_assert!(after.red_lines <= before.red_lines);
        prop_assert_eq!(after.is_valid(), before.is_valid());
        prop_assert!(after.final_bp >= before.final_bp);
        prop_assert!(after.stars >= before.stars);
    }

    #[test]
    fn na_never_hurts(case in case(), at in 0usize..69) {
        // Taking an item out that earned at most the average cannot lower the base; whatever it earned, the rest stays.
        let case = Case { extra_na: ItemSet::EMPTY, ..case };
        let item = &station_69().items[at];
        let line = case.score().lines[at];
        let is_gate = station_69().items.iter().any(|i| i.gated_by == Some(at));
        prop_assume!(!item.is_bonus() && !item.is_critical() && !is_gate && line.state == State::Answered);
        let without = Case { extra_na: ItemSet::from_iter([at]), ..case.clone() };
        let (before, after) = (case.score(), without.score());
        for (index, (b, a)) in before.lines.iter().zip(&after.lines).enumerate().filter(|(index, _)| *index != at) {
            prop_assert_eq!((b.state, b.earned), (a.state, a.earned), "item {}", index + 1);
        }
        let (Some(base), Some(rest)) = (before.summary.base_bp, after.summary.base_bp) else { return Ok(()) };
        if u64::from(line.earned) * 10_000 <= u64::from(item.points) * u64::from(base.saturating_sub(1)) {
            prop_assert!(rest >= base, "losing an item below the average: {} to {}", base, rest);
        }
        if line.earned == item.points {
            prop_assert!(rest <= base, "losing an item at its best: {} to {}", base, rest);
        }
        prop_assert_eq!(after.summary.visit_na_points, before.summary.visit_na_points + item.points);
    }

    #[test]
    fn weights_count_by_their_proportion(case in case(), factor in 2u32..100) {
        let scaled: Vec<u32> = case.weights.iter().map(|w| w * factor).collect();
        let input = ScoreInput { weights: Some(&scaled), ..case.input() };
        let (a, b) = (score_brief(station_69(), &input), case.score().summary);
        prop_assert_eq!((a.base_bp, a.final_bp, a.stars), (b.base_bp, b.final_bp, b.stars));
    }

    #[test]
    fn the_order_of_answers_does_not_matter(case in case(), order in Just((0..69).collect::<Vec<usize>>()).prop_shuffle()) {
        use forecourt_core::{registry::builtin, score_line::score_line, text::Lang};
        let text = |order: &[usize]| {
            let json = |index: &usize| {
                let value = match case.answers[*index] {
                    Answer::None => "null".to_owned(),
                    Answer::Bool(value) => value.to_string(),
                    Answer::Int(value) => value.to_string(),
                };
                format!("\"{}\":{value}", station_69().items[*index].id)
            };
            let answers: Vec<_> = order.iter().map(json).collect();
            format!("{{\"answers\":{{{}}},\"version\":1,\"checklist\":\"station-69\"}}", answers.join(","))
        };
        let scored = |text: String| {
            let mut out = Vec::new();
            assert!(score_line(builtin(), 1, text.as_bytes(), Lang::En, &mut out), "{}", String::from_utf8_lossy(&out));
            out
        };
        prop_assert_eq!(scored(text(&(0..69).collect::<Vec<_>>())), scored(text(&order)));
    }

    #[test]
    fn bonus_is_only_ever_a_gift(case in case(), at in select(vec![29usize, 51, 58, 62, 63, 68])) {
        let with = |claimed: bool| {
            let mut answers = case.answers.clone();
            answers[at] = Answer::Bool(claimed);
            Case { answers, ..case.clone() }.score().summary
        };
        let (without, with) = (with(false), with(true));
        prop_assert_eq!((without.base_bp, without.coverage_bp), (with.base_bp, with.coverage_bp));
        prop_assert_eq!(&without.reasons, &with.reasons);
        prop_assert!(with.final_bp >= without.final_bp);
    }

    #[test]
    fn any_line_of_text_is_answered_with_json(text in "[ -~\\n\"{}\\[\\]:,]{0,80}") {
        use forecourt_core::{registry::builtin, score_line::score_line, text::Lang};
        let mut out = Vec::new();
        score_line(builtin(), 1, text.as_bytes(), Lang::Zh, &mut out);
        prop_assert!(serde_json::from_slice::<serde_json::Value>(&out).is_ok());
    }
}
