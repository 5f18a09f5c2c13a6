//! Files that are no photos, uploaded as photos: no browser may ever run what is in them (decision 37).

use forecourt_tests::{answer::Answer, desk::Desk, network::Network, phone};
use serde_json::json;

const SCRIPT: &str = "<script>document.title='run'</script>";

/// A file for each way to be taken for a page.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let svg =
        format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\">{SCRIPT}</svg>");
    let polyglot =
        [&b"\xff\xd8\xff\xfe\x00\x40"[..], b"<html>", SCRIPT.as_bytes(), b"</html>", &[0; 64], b"\xff\xd9"].concat();
    vec![
        ("html", format!("<!DOCTYPE html><html>{SCRIPT}</html>").into_bytes()),
        ("svg", svg.into_bytes()),
        ("polyglot", polyglot),
    ]
}

async fn fetch(desk: &Desk, address: &str) -> Answer {
    let request = desk.http.get(address).header("accept", "text/html").build().expect("a request");
    Answer::read(desk.http.execute(request).await.expect("an answer")).await.expect("a whole answer")
}

on_both! {
    async fn a_page_in_the_place_of_a_photo_is_never_a_page(kind) {
        let net = Network::start(kind).await;
        let mut visit = net.visit(0, 0, 3);
        for (photo, (_, bytes)) in visit.photos.iter_mut().zip(hostile()) {
            photo.kind = "scene";
            photo.bytes = bytes;
        }
        let receipt = net.phone(0).deliver(&visit).await;
        net.server.work().await;
        assert!(receipt["photos"].as_array().expect("photos").iter().all(|photo| photo["state"] != "missing"), "{receipt}");
        let case = net.reviewers[0].get(&phone::path(&visit)).await.expect(200);
        assert!(case["photos"].as_array().expect("photos").iter().all(|photo| photo["state"] == "unusable"), "{}", case["photos"]);
        for (photo, (name, bytes)) in visit.photos.iter().zip(hostile()) {
            for size in ["thumb", "view", "original"] {
                let shown = net.reviewers[0].get(&format!("/v1/photos/{}?size={size}", photo.id)).await;
                assert_eq!(shown.status, 307, "{name} {size}");
                let stored = fetch(&net.reviewers[0], shown.headers["location"].to_str().expect("text")).await;
                assert_eq!(stored.status, 200, "{name}: {}", stored.text());
                assert_eq!(stored.bytes, bytes);
                let header = |header: &str| stored.headers.get(header).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
                let media = header("content-type");
                assert!(["application/octet-stream", "image/jpeg"].contains(&media.as_str()), "{name}: {media}");
                assert_eq!(header("x-content-type-options"), "nosniff", "{name}");
                assert!(header("content-security-policy").contains("sandbox"), "{name}");
                assert!(media == "image/jpeg" || header("content-disposition").starts_with("attachment"), "{name}");
            }
        }
        // They cannot be released: a station sees verified scenes only.
        let wish = json!({"released_photos": [{"photo_id": visit.photos[0].id}]});
        net.reviewers[0].verb(&phone::path(&visit), "claim", json!({})).await.expect(200);
        net.reviewers[0].verb(&phone::path(&visit), "accept", wish).await.problem(422, "invalid");
    }
}
