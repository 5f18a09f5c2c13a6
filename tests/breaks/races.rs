//! Twenty phones at once through two processes on one PostgreSQL: all with one content, with other contents, with a return
//! in between. One audit, one content, equal receipts.

use std::path::Path;

use forecourt_api::clock::Clock;
use forecourt_tests::{
    binary::{Binary, Start},
    crowd::{CROWD, at_most_one_answer_won, equal_receipts, equal_receipts_in_any_state, one_content_won, versions},
    database::{Kind, postgres},
    desk::Desk,
    network::{Members, STATIONS, made},
    phone::{Phone, lasting, path},
    server::Place,
    visit::Visit,
};
use futures::future::join_all;
use serde_json::{Value, json};

use crate::bench::BINARY;

const DAY_MS: i64 = 86_400_000;
/// Contents of one visit.
const CONTENTS: usize = 4;

/// Two processes of one installation, and everybody at each of them.
struct Two {
    place: Place,
    processes: [Binary; 2],
    members: [Members; 2],
}

impl Two {
    async fn start() -> Self {
        let long_ago = Clock::default().real_ms() - 14 * DAY_MS;
        let net = made(Kind::Postgres, Some(long_ago)).await;
        let (members, place) = (net.members, net.server.stop().await);
        let start = Start::new(Path::new(BINARY), &place);
        let processes: [Binary; 2] = futures::future::join(start.serve(), start.serve()).await.into();
        let members = [members.at(&processes[0].base), members.at(&processes[1].base)];
        Self { place, processes, members }
    }

    /// The phone of a shopper; every other one of a crowd speaks to the other process.
    fn phone(&self, shopper: usize, of_crowd: usize) -> Phone {
        self.members[of_crowd % 2].phone(shopper)
    }

    fn visit(&self, station: usize, photos: u64) -> Visit {
        self.members[0].visit(0, station, photos)
    }

    /// Everybody sends one of these contents in turn; what he sent and what he was answered.
    async fn crowd(&self, visit: &Visit, contents: &[Value]) -> Vec<(usize, forecourt_tests::answer::Answer)> {
        join_all((0..CROWD).map(|n| async move {
            let content = n / 2 % contents.len();
            (content, self.phone(0, n).put_raw(visit, &contents[content]).await)
        }))
        .await
    }

    fn count(&self, what: &str) -> String {
        let database = self.place.database.name();
        postgres().expect("PostgreSQL").ask(database, &format!("SELECT count(*) FROM {what}"))
    }

    /// One audit with these revisions and photos, by the database and by what both processes show of it.
    async fn is_there_once(&self, visit: &Visit, contents: &[Value]) {
        let id = visit.audit_id;
        let stored =
            [format!("audit WHERE id = '{id}'"), format!("audit WHERE assignment_id = '{}'", visit.assignment_id)];
        assert_eq!(stored.map(|what| self.count(&what)), ["1", "1"]);
        assert_eq!(self.count(&format!("audit_revision WHERE audit_id = '{id}'")), contents.len().to_string());
        assert_eq!(self.count(&format!("photo WHERE audit_id = '{id}'")), visit.photos.len().to_string());
        for members in &self.members {
            let shown = members.reviewers[2].get(&format!("{}/revisions", path(visit))).await.expect(200);
            let rows = shown["submissions"].as_array().expect("submissions").iter();
            assert_eq!(rows.map(|row| &row["submission"]).collect::<Vec<_>>(), contents.iter().collect::<Vec<_>>());
        }
    }

    async fn stop(self) {
        for process in self.processes {
            assert!(process.stop().await.success());
        }
        let fsck = Start::new(Path::new(BINARY), &self.place).run(&["fsck"]).await;
        assert!(fsck.status.success(), "{}", String::from_utf8_lossy(&fsck.stdout));
    }
}

/// A verb of a reviewer; when the machine has written to the audit meanwhile, he looks again.
async fn verb(reviewer: &Desk, visit: &Visit, verb: &str, body: &Value) {
    for _ in 0..10 {
        let done = reviewer.verb(&path(visit), verb, body.clone()).await;
        if done.status != 412 {
            done.expect(200);
            return;
        }
    }
    panic!("{verb}: the audit never stands still");
}

/// The content that won.
fn winner(answers: &[(usize, forecourt_tests::answer::Answer)]) -> usize {
    answers.iter().find(|(_, answer)| answer.status == 200).expect("a winner").0
}

/// All send the same: twenty good answers that are equal, one audit; its photos then come through either process.
async fn identical(two: &Two, station: usize) {
    let visit = two.visit(station, 3);
    let contents = [visit.submission()];
    let answers: Vec<_> = two.crowd(&visit, &contents).await.into_iter().map(|(_, answer)| answer).collect();
    equal_receipts(&answers);
    two.is_there_once(&visit, &contents).await;
    two.phone(0, 0).upload(&visit, &answers[1].expect(200)).await;
    assert_eq!(two.phone(0, 1).put(&visit).await.expect(200)["state"], "submitted");
}

/// Several contents: one wins at both processes, the others lie beside the audit once each.
async fn other_contents(two: &Two, station: usize) {
    let visit = two.visit(station, 1);
    let contents = versions(&visit, CONTENTS);
    let answers = two.crowd(&visit, &contents).await;
    let receipt = one_content_won(&answers);
    let winner = winner(&answers);
    for n in 0..2 {
        let again = two.phone(0, n).put_raw(&visit, &contents[winner]).await.expect(200);
        assert_eq!(lasting(&again), receipt);
    }
    two.is_there_once(&visit, &contents[winner..=winner]).await;
    let beside = two.members[1].reviewers[0].get(&format!("{}/refused", path(&visit))).await.expect(200);
    let rows = beside["items"].as_array().expect("a list");
    assert_eq!(rows.len(), CONTENTS - 1, "{beside}");
    for (n, content) in contents.iter().enumerate() {
        assert_eq!(rows.iter().any(|row| row["submission"] == *content), n != winner, "{n}: {beside}");
    }
}

/// A return at one process while repeats and answers come to both: nothing is lost, one answer is taken.
async fn a_return(two: &Two, station: usize) {
    let visit = two.visit(station, 0);
    two.phone(0, station).put(&visit).await.expect(200);
    let answered = visit.answered();
    let contents = versions(&answered, 2);
    let reviewer = &two.members[station % 2].reviewers[0];
    let back = async {
        verb(reviewer, &visit, "claim", &json!({})).await;
        verb(reviewer, &visit, "return", &json!({"remarks": [{"text": "Please look again"}]})).await;
    };
    let original = [visit.submission()];
    let (early, first, ()) = tokio::join!(two.crowd(&answered, &contents), two.crowd(&visit, &original), back);
    equal_receipts_in_any_state(&first.into_iter().map(|(_, answer)| answer).collect::<Vec<_>>());
    let early_winners: Vec<usize> =
        early.iter().filter(|(_, a)| a.status == 200).map(|(content, _)| *content).collect();
    at_most_one_answer_won(&early);
    let late = two.crowd(&answered, &contents).await;
    assert_eq!(one_content_won(&late)["revision"], 2);
    let winner = winner(&late);
    assert!(early_winners.iter().all(|content| *content == winner), "what was taken stays");
    for n in 0..2 {
        assert_eq!(two.phone(0, n).put(&visit).await.expect(200)["revision"], 1, "the first receipt is for ever");
    }
    two.is_there_once(&visit, &[visit.submission(), contents[winner].clone()]).await;
}

/// Each kind of race at several stations, so that the crowds meet in more than one way.
pub async fn run() {
    let two = Two::start().await;
    for station in (0..STATIONS).step_by(3) {
        identical(&two, station).await;
        other_contents(&two, station + 1).await;
        a_return(&two, station + 2).await;
    }
    two.stop().await;
}
