//! One audit with everything that judging it needs, and what follows from it.
//!
//! A [`Case`] is loaded in a handful of queries, inside the transaction that decides. [`Case::judge`] applies what the
//! reviewers changed and voted (decisions 6, 8, 10 and 19) and scores it; [`brief`] is what the audit's row keeps of
//! that, [`record`] what a judged result keeps for ever.

pub mod at_approval;
pub mod brief;
pub mod changes;
pub mod decisions;
pub mod evidence;
pub mod record;
pub mod second;

use std::{collections::HashMap, sync::Arc};

use forecourt_core::{
    checklist::Checklist,
    flags::FlagCode,
    score::{self, Evidence, ItemSet, Rule, Score, ScoreInput, Standing},
    states::{AuditState, PhotoState},
    submission::Submission,
    validate,
};
use forecourt_store::{
    Tx,
    audits::{codec, read::CaseRows, standing},
    entity::{audit, audit_flag, audit_judgement, photo},
};
use uuid::Uuid;

use self::decisions::{Decisions, RedLine};
use crate::{
    checklists::Published,
    intake::judge as machine,
    problem::{Problem, Result},
    state::App,
};

/// Flags that stay in force when a new revision arrives: the server raised them, the phone cannot answer them.
const LASTING: [FlagCode; 5] =
    [FlagCode::PhotoSimilar, FlagCode::PhotoLost, FlagCode::PhotoUnusable, FlagCode::PhotoLate, FlagCode::LateAnswer];

/// Everything about one audit that a judgement rests on.
pub struct Case {
    /// The rows.
    pub rows: CaseRows,
    /// The submission that is judged.
    pub submission: Submission,
    /// The checklist version it was answered with.
    pub published: Arc<Published>,
    /// The state in which it was read.
    pub state: AuditState,
}

/// A score together with what the reviewers decided about it.
pub struct Judged {
    /// The score and its explanation.
    pub score: Score,
    /// What went into it.
    pub decisions: Decisions,
    /// Red lines that were failed, by what the answers say.
    pub red_lines: Vec<RedLine>,
}

impl Judged {
    /// Scores a submission with its photos, by their states, and these decisions; while photos are awaited the evidence is
    /// assumed.
    pub fn of(
        checklist: &Checklist,
        submission: &Submission,
        states: &HashMap<Uuid, PhotoState>,
        waiting: bool,
        standing: Standing,
        decisions: Decisions,
    ) -> Self {
        let given =
            validate::evidence(checklist, submission, |id| states.get(&id).copied().unwrap_or(PhotoState::Missing));
        let mut input = ScoreInput {
            evidence: if waiting { Evidence::Assumed } else { Evidence::Given(&given) },
            kept: decisions.kept,
            extra_na: decisions.extra_na,
            visit_na_accepted: decisions.visit_na_accepted,
            standing,
            ..ScoreInput::new(&decisions.answers, &decisions.flags)
        };
        let raw = score::score(checklist, &input);
        let failed = raw.lines.iter().filter(|line| line.rule == Rule::RedLine);
        let red_lines: Vec<RedLine> =
            failed.map(|line| decisions.red_line(line.item, line.evidence, waiting)).collect();
        input.not_proven =
            red_lines.iter().filter(|line| line.is_not_proven()).map(|line| line.item).collect::<ItemSet>();
        let score = if input.not_proven == ItemSet::EMPTY { raw } else { score::score(checklist, &input) };
        Self { score, decisions, red_lines }
    }

    /// Red lines that still wait for a vote.
    pub fn open_red_lines(&self) -> impl Iterator<Item = &RedLine> {
        self.red_lines.iter().filter(|line| !line.is_decided())
    }
}

impl Case {
    /// Loads the case of an audit that was found in scope.
    pub async fn load(app: &App, tx: &Tx, audit: audit::Model) -> Result<Self> {
        Self::of(app, forecourt_store::audits::read::case_rows(&**tx, audit).await?).await
    }

    /// Loads the case for reading.
    pub async fn read(app: &App, audit: audit::Model) -> Result<Self> {
        Self::of(app, forecourt_store::audits::read::case_rows(app.store.read(), audit).await?).await
    }

    /// A case out of its rows.
    pub async fn of(app: &App, rows: CaseRows) -> Result<Self> {
        let text = codec::unpack(rows.revision.codec, &rows.revision.body)?;
        let submission: Submission = serde_json::from_slice(&text).map_err(Problem::internal)?;
        let named = &submission.checklist;
        let version = u32::try_from(named.version).unwrap_or(0);
        let published = app.checklists.find(&app.store, &named.id, version).await?;
        let state = state_of(&rows.audit)?;
        Ok(Self { rows, submission, published, state })
    }

    /// The audit's row.
    pub fn audit(&self) -> &audit::Model {
        &self.rows.audit
    }

    /// A photo of the audit.
    pub fn photo(&self, id: Uuid) -> Option<&photo::Model> {
        self.rows.photos.iter().find(|photo| photo.id == id)
    }

    /// The profile it is judged with, and the flag values before any correction (decision 6).
    pub fn flag_values(&self) -> forecourt_core::checklist::Flags {
        let profiles: Vec<machine::Profile> = self
            .rows
            .profiles
            .iter()
            .map(|row| machine::Profile {
                revision: row.revision,
                from_ms: row.in_force_from,
                flags: row.flags.clone(),
            })
            .collect();
        let named = self.submission.station_profile_revision;
        let (profile, _) = machine::profile_for(&profiles, named, self.rows.audit.visit_start);
        let station = profile.map_or(serde_json::Value::Null, |profile| profile.flags.clone());
        let (night, self_service) = (self.rows.audit.night, self.rows.assignment.self_service);
        machine::flag_values(&self.published.checklist, &station, &self.submission, night, self_service)
    }

    /// What the reviewers decided so far.
    pub fn decisions(&self) -> Decisions {
        self.decisions_with(&[])
    }

    /// The same with further judgements that are not stored yet.
    pub fn decisions_with(&self, more: &[audit_judgement::Model]) -> Decisions {
        let checklist = &self.published.checklist;
        let answers = validate::answers(&self.submission, checklist);
        let all = self.rows.judgements.iter().chain(more);
        Decisions::apply(checklist, &self.submission, answers, self.flag_values(), self.rows.revision.revision, all)
    }

    /// Scores the case as it stands: provisional before approval.
    pub fn judge(&self) -> Judged {
        self.judge_with(self.decisions())
    }

    /// Scores the case with these decisions.
    pub fn judge_with(&self, decisions: Decisions) -> Judged {
        let waiting = self.state == AuditState::AwaitingPhotos;
        let standing = standing::of_row(self.audit());
        let states = at_approval::states(self.audit(), &self.rows.photos);
        Judged::of(&self.published.checklist, &self.submission, &states, waiting, standing, decisions)
    }

    /// The score that the submission would have without any reviewer: for "crossed a threshold".
    pub fn judge_untouched(&self) -> Score {
        let checklist = &self.published.checklist;
        let answers = validate::answers(&self.submission, checklist);
        let flags = self.flag_values();
        let none = self.rows.judgements.iter().take(0);
        let untouched =
            Decisions::apply(checklist, &self.submission, answers, flags, self.rows.revision.revision, none);
        self.judge_with(untouched).score
    }

    /// Flags that still speak of this audit: of the judged revision, or lasting ones of an earlier one.
    pub fn flags_in_force(&self) -> impl Iterator<Item = &audit_flag::Model> {
        let revision = self.rows.revision.revision;
        self.rows.flags.iter().filter(move |flag| {
            let lasting = FlagCode::parse(&flag.code).is_some_and(|code| LASTING.contains(&code));
            flag.cleared_at.is_none() && (flag.revision == revision || lasting)
        })
    }

    /// Hard and soft flags in force.
    pub fn count_flags(&self) -> (i16, i16) {
        let (hard, soft): (Vec<_>, Vec<_>) = self.flags_in_force().partition(|flag| flag.hard);
        let narrow = |list: Vec<&audit_flag::Model>| i16::try_from(list.len()).unwrap_or(i16::MAX);
        (narrow(hard), narrow(soft))
    }

    /// An instant for new judgements: later than every earlier one, so that their order is never in doubt.
    pub fn next_instant(&self, now_ms: i64) -> i64 {
        self.rows.judgements.iter().map(|row| row.at.saturating_add(1)).max().map_or(now_ms, |at| at.max(now_ms))
    }

    /// A judgement of this case.
    pub fn judgement(&self, kind: &str, target: &str, person_id: Uuid, at: i64) -> audit_judgement::Model {
        let stage = match self.state {
            AuditState::SecondReview => "second",
            AuditState::Published | AuditState::Final => "after_publication",
            _ => "first",
        };
        audit_judgement::Model {
            id: Uuid::new_v4(),
            audit_id: self.rows.audit.id,
            revision: self.rows.revision.revision,
            kind: kind.to_owned(),
            target: target.to_owned(),
            old_value: None,
            new_value: None,
            reason: String::new(),
            person_id,
            stage: stage.to_owned(),
            at,
        }
    }
}

/// The state of an audit's row.
pub fn state_of(audit: &audit::Model) -> Result<AuditState> {
    AuditState::parse(&audit.state)
        .ok_or_else(|| Problem::internal(format!("audit {}: state {}", audit.id, audit.state)))
}
