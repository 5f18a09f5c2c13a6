//! The audit log in the database: rows are written by transactions of desks only, and stay.

#![allow(clippy::unwrap_used, reason = "a failed helper is a failed test")]

use forecourt_store::{
    Pool, Store,
    audit_log::{self, Act, digest},
    sqlite_url,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

fn act() -> Act {
    let subject = ("rounds".to_owned(), None);
    Act::new("POST /v1/rounds".into(), "/v1/rounds".into(), subject, Uuid::new_v4(), 7)
}

async fn write(store: &Store) {
    let tx = store.begin("create_round").await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_row_that_has_its_place_is_neither_changed_nor_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::connect(&sqlite_url(&dir.path().join("forecourt.sqlite")), Pool::default()).await.unwrap();
    store.migrate().await.unwrap();
    write(&store).await;
    assert_eq!(store.chain_audit_log().await.unwrap(), 0, "nobody asked for it: a job");
    audit_log::within(act(), async {
        audit_log::holds(b"{}");
        store.begin("create_round").await.unwrap().rollback().await.unwrap();
        write(&store).await;
    })
    .await;
    assert_eq!(store.chain_audit_log().await.unwrap(), 1, "what is rolled back leaves no row");
    let rows = store.audit_log_after(0, 9, 10).await.unwrap();
    for statement in ["UPDATE audit_log SET path = 'x'", "UPDATE audit_log SET seq = NULL", "DELETE FROM audit_log"] {
        let tx = store.begin("test").await.unwrap();
        let refused = tx.execute_unprepared(statement).await;
        assert!(refused.is_err_and(|error| error.to_string().contains("append-only")), "{statement}");
        tx.rollback().await.unwrap();
    }
    assert_eq!(store.audit_log_after(0, 9, 10).await.unwrap(), rows);
    let kept = store.logged_values(&[rows[0].id]).await.unwrap();
    let body = kept[0].1.body.as_deref().expect("kept whole");
    assert_eq!((kept.len(), kept[0].0, body), (1, rows[0].id, &b"{}"[..]));
    let proof = hex::encode(digest(&kept[0].1.salt, body));
    assert_eq!(rows[0].values_sha256.as_deref(), Some(proof.as_str()), "it is what its row was made for");
    assert_ne!(rows[0].values_sha256.as_deref(), Some(hex::encode(digest(b"", b"{}")).as_str()), "it is salted");
}
