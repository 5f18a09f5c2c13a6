//! fsck against a folder with faults put there on purpose.

#![allow(clippy::unwrap_used, reason = "a failed helper is a failed test")]

use bytes::Bytes;
use forecourt_store::{
    Pool, Store,
    entity::{audit, evidence, photo},
    fsck::{self, Fault, Finding, Options, Summary},
    objects::{Digest, Keys, ObjectStore},
    photo_keys, sqlite_url,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, prelude::Uuid};

const DAY_MS: i64 = 86_400_000;
const AUDIT: Uuid = Uuid::from_u128(1);

struct Bed {
    _dir: tempfile::TempDir,
    store: Store,
    objects: ObjectStore,
    now_ms: i64,
}

impl Bed {
    async fn start() -> Bed {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::connect(&sqlite_url(&dir.path().join("db.sqlite")), Pool::default()).await.unwrap();
        store.migrate().await.unwrap();
        let keys = Keys { access_key: "a".into(), secret_key: "b".into() };
        let objects = ObjectStore::embedded(&dir.path().join("objects"), keys).unwrap();
        audit::Entity::insert(an_audit().into_active_model()).exec_without_returning(store.read()).await.unwrap();
        // "Now" is two days ahead, so that everything put here is old; the young are asked for by a smaller number.
        objects.put("probe", Bytes::from_static(b"x"), "image/jpeg").await.unwrap();
        let now_ms = objects.head("probe").await.unwrap().unwrap().modified_ms.unwrap() + 2 * DAY_MS;
        objects.delete("probe").await.unwrap();
        Bed { _dir: dir, store, objects, now_ms }
    }

    /// A row and its object.
    async fn photo(&self, number: u128, change: impl FnOnce(&mut photo::Model)) -> photo::Model {
        let bytes = content(number);
        let mut row = a_photo(number, &bytes);
        change(&mut row);
        photo::Entity::insert(row.clone().into_active_model()).exec_without_returning(self.store.read()).await.unwrap();
        self.put(&photo_keys::upload(&row), &bytes).await;
        row
    }

    async fn put(&self, key: &str, bytes: &[u8]) {
        self.objects.put(key, Bytes::copy_from_slice(bytes), "image/jpeg").await.unwrap();
    }

    async fn run(&self, quick: bool) -> (Vec<(Fault, String)>, Summary) {
        let mut found = Vec::new();
        let options = Options { quick, now_ms: self.now_ms };
        let tell = |finding: &Finding| found.push((finding.finding, finding.key.clone()));
        let summary = fsck::run(&self.store, &self.objects, options, tell).await.unwrap();
        found.sort();
        (found, summary)
    }
}

fn content(number: u128) -> Vec<u8> {
    format!("photo number {number:05}").into_bytes()
}

fn a_photo(number: u128, bytes: &[u8]) -> photo::Model {
    photo::Model {
        id: Uuid::from_u128(1000 + number),
        audit_id: AUDIT,
        kind: "scene".into(),
        state: "verified".into(),
        sha256: Digest::of(bytes).0.to_vec(),
        bytes: bytes.len() as i64,
        content_type: "image/jpeg".into(),
        first_revision: 1,
        taken_at: 0,
        incoming: false,
        width: None,
        height: None,
        exif_at: None,
        exif_lat_e7: None,
        exif_lon_e7: None,
        phash: None,
        derived: false,
        lost_reason: None,
        lost_by_office: false,
        station_copy_id: None,
        similar_in: None,
        boxes: None,
        released_by: None,
        released_at: None,
        updated_at: 0,
        erased_at: None,
    }
}

fn an_audit() -> audit::Model {
    audit::Model {
        id: AUDIT,
        assignment_id: Uuid::from_u128(2),
        station_id: Uuid::from_u128(3),
        shopper_id: Uuid::from_u128(4),
        round_id: Uuid::from_u128(5),
        checklist_id: "station-69".into(),
        checklist_version: 1,
        state: "submitted".into(),
        revision: 1,
        score_revision: 0,
        version: 1,
        visit_start: 0,
        visit_end: 0,
        visit_day: 0,
        night: false,
        class: 0,
        received_at: 0,
        updated_at: 0,
        valid: true,
        base_bp: None,
        bonus_bp: 0,
        final_bp: None,
        red_lines: 0,
        stars: None,
        coverage_bp: None,
        touchpoints: None,
        outcomes: None,
        hard_flags: 0,
        soft_flags: 0,
        sampled: false,
        claimed_by: None,
        claimed_until: None,
        reviewer_id: None,
        second_reviewer_id: None,
        review_since: None,
        approved_at: None,
        publish_day: None,
        published_at: None,
        void_reason: None,
        open_appeals: 0,
        review_by: None,
        review_told: None,
        overdue_open: 0,
        no_stars: false,
        photos_absent: None,
    }
}

#[tokio::test]
async fn a_whole_store_has_no_findings() {
    let bed = Bed::start().await;
    let copy = Uuid::from_u128(77);
    let seen = bed
        .photo(1, |row| {
            row.derived = true;
            row.station_copy_id = Some(copy);
        })
        .await;
    for key in
        [photo_keys::derived(&seen, "thumb"), photo_keys::derived(&seen, "view"), photo_keys::station_copy(AUDIT, copy)]
    {
        bed.put(&key, b"copy").await;
    }
    bed.photo(2, |row| row.state = "unusable".into()).await;
    bed.photo(3, |row| (row.state, row.incoming) = ("stored".into(), true)).await;
    // Promoted, and the row not yet written: the bytes are at the final key.
    let promoted = bed.photo(4, |row| (row.state, row.incoming) = ("stored".into(), true)).await;
    bed.objects.delete(&photo_keys::incoming(&promoted)).await.unwrap();
    bed.put(&photo_keys::original(&promoted), &content(4)).await;
    // Just arrived, not noticed yet.
    bed.photo(5, |row| row.state = "missing".into()).await;

    let (found, summary) = bed.run(false).await;
    assert_eq!(found, []);
    let bytes_read = 4 * content(1).len() as u64;
    assert_eq!(summary, Summary { photos: 4, objects: 8, bytes_read, faults: 0, orphans: 0 });
    assert_eq!(bed.run(true).await.1.bytes_read, 0);
}

#[tokio::test]
async fn every_seeded_fault_is_found_and_named() {
    let bed = Bed::start().await;
    bed.photo(1, |_| ()).await;
    let gone = photo_keys::original(&bed.photo(2, |_| ()).await);
    bed.objects.delete(&gone).await.unwrap();
    let short = photo_keys::original(&bed.photo(3, |_| ()).await);
    bed.put(&short, b"short").await;
    let other = photo_keys::original(&bed.photo(4, |_| ()).await);
    bed.put(&other, &content(5)).await;
    let bare = bed.photo(6, |row| row.derived = true).await;
    let (thumb, view) = (photo_keys::derived(&bare, "thumb"), photo_keys::derived(&bare, "view"));
    bed.put(&thumb, b"copy").await;
    let copy = Uuid::from_u128(78);
    bed.photo(7, |row| row.station_copy_id = Some(copy)).await;
    let stranger = photo_keys::original(&a_photo(99, b"stranger"));
    bed.put(&stranger, b"stranger").await;
    bed.put("something/else", b"x").await;

    let mut expected = vec![
        (Fault::Missing, gone),
        (Fault::WrongSize, short),
        (Fault::WrongBytes, other),
        (Fault::DerivedMissing, view),
        (Fault::StationCopyMissing, photo_keys::station_copy(AUDIT, copy)),
        (Fault::Orphan, stranger),
        (Fault::Orphan, "something/else".to_owned()),
    ];
    expected.sort();
    let (found, summary) = bed.run(false).await;
    assert_eq!(found, expected);
    assert_eq!((summary.faults, summary.orphans), (5, 2));
    // Our own storage reports checksums, so that even the quick look sees other bytes of the same length.
    assert_eq!(bed.run(true).await.0, expected);
}

#[tokio::test]
async fn evidence_is_held_against_its_rows() {
    let bed = Bed::start().await;
    let mut rows = Vec::new();
    for (number, state) in [(1, "verified"), (2, "verified"), (3, "missing")] {
        let bytes = content(number);
        let row = evidence::Model {
            id: Uuid::from_u128(2000 + number),
            person_id: Uuid::from_u128(4),
            state: state.into(),
            sha256: Digest::of(&bytes).0.to_vec(),
            bytes: bytes.len() as i64,
            content_type: "application/pdf".into(),
            incoming: false,
            station_id: None,
            subject_id: None,
            subject: None,
            role: None,
            created_at: 0,
            updated_at: 0,
            hidden: None,
            erased_at: None,
            taken_at: None,
            fix: None,
            place: None,
        };
        let tx = bed.store.begin("put_evidence").await.unwrap();
        forecourt_store::evidence::put(&tx, row.clone()).await.unwrap();
        tx.commit().await.unwrap();
        bed.put(&photo_keys::evidence_key(&row), &bytes).await;
        rows.push(row);
    }
    let (found, summary) = bed.run(false).await;
    assert_eq!((found, summary.photos, summary.objects, summary.orphans), (vec![], 2, 3, 0));
    let gone = photo_keys::evidence_key(&rows[1]);
    bed.objects.delete(&gone).await.unwrap();
    assert_eq!(bed.run(false).await.0, [(Fault::Missing, gone)]);
}

#[tokio::test]
async fn objects_of_the_last_day_are_not_orphans() {
    let mut bed = Bed::start().await;
    bed.put("something/else", b"x").await;
    assert_eq!(bed.run(false).await.1.orphans, 1);
    bed.now_ms -= 3 * DAY_MS / 2;
    assert_eq!(bed.run(false).await.1.orphans, 0);
}

#[tokio::test]
async fn more_rows_and_objects_than_a_page_are_walked_through() {
    let bed = Bed::start().await;
    for number in 0..1100 {
        bed.photo(number, |_| ()).await;
    }
    let last = bed.photo(1100, |_| ()).await;
    let found = photo::Entity::find_by_id(last.id).one(bed.store.read()).await.unwrap().unwrap();
    let mut row = found.into_active_model();
    row.bytes = Set(1);
    row.update(bed.store.read()).await.unwrap();
    let (found, summary) = bed.run(false).await;
    assert_eq!(found, [(Fault::WrongSize, photo_keys::original(&last))]);
    assert_eq!((summary.photos, summary.objects), (1101, 1101));
}
