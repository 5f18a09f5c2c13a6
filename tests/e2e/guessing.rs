//! Guessing passwords is slow, and keeps nobody else out (decision 33).

use std::time::{Duration, Instant};

use forecourt_tests::{
    answer::Answer,
    desk::Desk,
    network::{Network, PASSWORD},
};
use futures::future::join_all;
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream};

fn nobody(net: &Network) -> Desk {
    Desk { token: String::new(), ..net.admin.clone() }
}

/// How many of many attempts at once were made, and how many were told to come back.
fn count(answers: &[Answer]) -> (usize, usize) {
    let of = |status: u16| answers.iter().filter(|answer| answer.status.as_u16() == status).count();
    for answer in answers.iter().filter(|answer| answer.status.as_u16() == 429) {
        answer.problem(429, "slow-down");
        let seconds: u32 =
            answer.headers["retry-after"].to_str().ok().and_then(|text| text.parse().ok()).expect("a number");
        assert!((1..=8).contains(&seconds), "{seconds}");
    }
    assert_eq!(of(401) + of(429), answers.len());
    (of(401), of(429))
}

/// Opens a request that stays without the end of its body.
async fn hang(net: &Network) -> TcpStream {
    let mut line = TcpStream::connect(net.server.address).await.expect("a connection");
    let head =
        "POST /v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{";
    line.write_all(head.as_bytes()).await.expect("a head");
    line
}

/// Asks until the answer has such a status.
async fn until(net: &Network, fits: impl Fn(u16) -> bool) -> Answer {
    let asking = async {
        loop {
            let answer = nobody(net).get("/v1/limits").await;
            if fits(answer.status.as_u16()) {
                return answer;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), asking).await.expect("in time")
}

on_both! {
    async fn guesses_at_once_are_made_one_after_the_other(kind) {
        let net = Network::start(kind).await;
        let guess = json!({"username": "auditor", "password": "wrong horse battery"});
        let begun = Instant::now();
        let desk = nobody(&net);
        let answers = join_all((0..40).map(|_| desk.post_free("/v1/sessions", guess.clone()))).await;
        let (made, later) = count(&answers);
        assert!(made <= 6 && later >= 34, "{made} guesses were made, {later} told to come back");
        assert!(begun.elapsed().as_millis() >= 1400, "the last of them waited");
        // Others sign in as before, also from the same address.
        desk.sign_in("planner", PASSWORD).await;
    }

    async fn an_open_session_does_not_guess_the_password_any_faster(kind) {
        let net = Network::start(kind).await;
        let body = |old: &str| json!({"old_password": old, "new_password": "another horse battery"});
        let wrong: Value = body("wrong horse battery");
        let answers = join_all((0..30).map(|_| net.auditor.put("/v1/me/password", &wrong))).await;
        let (made, _) = count(&answers);
        assert!(made <= 6, "{made} guesses were made");
        // The owner's sign-in has a count of its own.
        nobody(&net).sign_in("auditor", PASSWORD).await;
    }

    async fn a_full_server_still_says_that_it_lives(kind) {
        let net = Network::start_with(kind, |settings| settings.max_requests = 2).await;
        let lines = [hang(&net).await, hang(&net).await];
        // Whether the two are in their places is told by the first request that finds none.
        let full = until(&net, |status| status != 200).await;
        let problem = full.problem(503, "overloaded");
        assert!(problem["trace_id"].is_string(), "{problem}");
        for path in ["/healthz", "/readyz"] {
            assert_eq!(nobody(&net).get(path).await.status, 200, "{path}");
        }
        drop(lines);
        until(&net, |status| status == 200).await;
    }
}
