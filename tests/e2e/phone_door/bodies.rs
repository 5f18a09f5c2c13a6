//! Bodies as they come over the line: compressed, too large, of another kind, of another schema.

use std::io::Write;

use forecourt_tests::{
    network::Network,
    phone::{lasting, path},
};
use serde_json::json;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

on_both! {
    async fn compressed_submissions_are_the_same_content(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        let text = visit.submission().to_string().into_bytes();
        let first = phone.put(&visit).await.expect(200);
        let packed = [("gzip", gzip(&text)), ("zstd", zstd::encode_all(&text[..], 3).expect("memory"))];
        for (encoding, body) in packed {
            let request = phone.desk.request(reqwest::Method::PUT, &path(&visit)).header("content-encoding", encoding);
            let answer = phone.desk.send(request.header("content-type", "application/json").body(body)).await;
            assert_eq!(lasting(&answer.expect(200)), lasting(&first), "{encoding}");
        }
    }

    async fn a_bomb_is_refused_by_its_inflated_size(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let plain = vec![b' '; 64 << 20];
        for (encoding, body) in [("gzip", gzip(&plain)), ("zstd", zstd::encode_all(&plain[..], 3).expect("memory"))] {
            assert!(body.len() < 80_000);
            let request = phone.desk.request(reqwest::Method::PUT, &path(&visit)).header("content-encoding", encoding);
            let answer = phone.desk.send(request.header("content-type", "application/json").body(body)).await;
            let problem = answer.problem(413, "too-large");
            assert!(problem["limit"].is_string(), "{problem}");
        }
    }

    async fn a_submission_over_the_limit_is_refused_with_the_limit(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let mut body = visit.submission();
        body["narrative"] = json!("x".repeat(1_048_576));
        let problem = phone.put_raw(&visit, &body).await.problem(413, "too-large");
        let limit = problem["limit"].as_str().expect("the limit is named").to_owned();
        let limits = phone.desk.get("/v1/limits").await.expect(200);
        assert_eq!(limits[&limit], 1_048_576, "{limit}");
    }

    async fn another_content_type_is_refused(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let request = phone.desk.request(reqwest::Method::PUT, &path(&visit)).header("content-type", "text/plain");
        phone.desk.send(request.body("{}")).await.problem(415, "unsupported-media-type");
    }

    async fn a_newer_schema_is_told_to_come_back(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let mut body = visit.submission();
        body["schema"] = json!(2);
        body["something_new"] = json!(true);
        let answer = phone.put_raw(&visit, &body).await;
        answer.problem(503, "schema-newer");
        assert!(answer.headers.contains_key("retry-after"));
        assert_eq!(network.admin.get("/v1/refused").await.expect(200)["items"], json!([]), "it is no fault of the phone");
    }

    async fn a_checklist_version_beyond_this_instance_is_told_to_come_back(kind) {
        let network = Network::start(kind).await;
        let newer = forecourt_store::entity::checklist_version::Model {
            checklist_id: "station-69".into(),
            version: 2,
            content_sha256: vec![7; 32],
            source: "written = \"for a newer binary\"".into(),
            published_at: network.server.now(),
            withdrawn_at: None,
        };
        network.server.app.store.publish_checklist(newer).await.expect("published by a newer instance");
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let mut body = visit.submission();
        body["checklist"]["version"] = json!(2);
        let answer = phone.put_raw(&visit, &body).await;
        answer.problem(503, "schema-newer");
        assert!(answer.headers.contains_key("retry-after"));
        assert_eq!(network.admin.get("/v1/refused").await.expect(200)["items"], json!([]), "it is no fault of the phone");
        // An instance that starts now does not understand it either, and serves all others.
        let network = network.restart().await;
        network.phone(0).put_raw(&visit, &body).await.problem(503, "schema-newer");
        network.phone(0).put(&visit).await.expect(200);
    }
}
