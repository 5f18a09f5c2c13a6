//! The web app in the binary: files, caching, policy, and what is not for it.

use forecourt_tests::{database::Kind, desk::client, network::Network, storage::Storage};
use reqwest::{Client, Response, StatusCode};

/// What a browser says when somebody opens an address.
const PAGE: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

async fn get(http: &Client, address: &str, headers: &[(&str, &str)]) -> Response {
    let request = headers.iter().fold(http.get(address), |request, (name, value)| request.header(*name, *value));
    request.send().await.expect("an answer")
}

fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// A client that takes what it gets and unpacks nothing.
fn plain_client() -> Client {
    // makes sure of the one TLS provider
    drop(client());
    Client::builder().no_gzip().build().expect("an HTTP client")
}

/// Where the build had Node; CI sets `FORECOURT_REQUIRE_WEB`, so there it always had.
fn built() -> bool {
    let built = forecourt_web::why_empty().is_none();
    if !built {
        eprintln!("!!! this binary has no web app: only its absence is tested !!!");
    }
    built
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_is_served_at_the_root_and_under_its_own_addresses() {
    let net = Network::start(Kind::Sqlite).await;
    let (http, base) = (plain_client(), &net.server.base);
    let index = get(&http, &format!("{base}/"), &[("accept", PAGE)]).await;
    assert_eq!(index.status(), StatusCode::OK);
    let policy = header(&index, "content-security-policy").to_owned();
    assert!(!policy.contains("unsafe"), "{policy}");
    if !built() {
        return;
    }
    assert!(policy.contains("script-src 'self';") && policy.contains("connect-src 'self';"), "{policy}");
    assert_eq!((header(&index, "cache-control"), header(&index, "content-encoding")), ("no-cache", ""));
    let etag = header(&index, "etag").to_owned();
    let text = index.text().await.expect("a page");
    let again = get(&http, &format!("{base}/"), &[("if-none-match", &etag)]).await;
    assert_eq!((again.status(), header(&again, "etag")), (StatusCode::NOT_MODIFIED, etag.as_str()));
    for path in ["/today", "/visit/4f0c", "/outbox"] {
        let page = get(&http, &format!("{base}{path}"), &[("accept", PAGE)]).await;
        assert_eq!(page.text().await.expect("a page"), text, "{path}");
    }
    let script = text.split('"').find(|part| part.starts_with("/assets/") && part.ends_with(".js")).expect("a script");
    let plain = get(&http, &format!("{base}{script}"), &[]).await;
    assert_eq!(header(&plain, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&plain, "x-content-type-options"), "nosniff");
    let plain = plain.bytes().await.expect("bytes");
    for (encoding, least) in [("br", 2), ("gzip", 2)] {
        let packed = get(&http, &format!("{base}{script}"), &[("accept-encoding", encoding)]).await;
        assert_eq!((header(&packed, "content-encoding"), header(&packed, "vary")), (encoding, "accept-encoding"));
        let packed = packed.bytes().await.expect("bytes");
        assert!(packed.len() * least < plain.len(), "{encoding}: {} of {}", packed.len(), plain.len());
    }
    for name in ["/sw.js", "/manifest.webmanifest"] {
        let file = get(&http, &format!("{base}{name}"), &[]).await;
        assert_eq!((file.status(), header(&file, "cache-control")), (StatusCode::OK, "no-cache"), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_api_does_not_know_is_a_problem_and_no_page() {
    let net = Network::start(Kind::Sqlite).await;
    let (http, base) = (client(), &net.server.base);
    for path in ["/v1/nothing", "/assets/gone-00000000.js", "/favicon.ico", "/problems/nothing"] {
        let answer = get(&http, &format!("{base}{path}"), &[("accept", PAGE)]).await;
        assert_eq!(
            (answer.status(), header(&answer, "content-type")),
            (StatusCode::NOT_FOUND, "application/problem+json"),
            "{path}"
        );
    }
    let answer = get(&http, &format!("{base}/outbox"), &[("accept", "application/json")]).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let answer = http.post(format!("{base}/outbox")).header("accept", PAGE).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_names_the_one_storage_that_phones_reach() {
    if !built() {
        return;
    }
    let storage = Storage::start().await;
    let net = Network::start_with(Kind::Sqlite, |settings| storage.use_in(settings)).await;
    let index = get(&client(), &format!("{}/", net.server.base), &[]).await;
    let policy = header(&index, "content-security-policy").to_owned();
    assert!(policy.contains(&format!("connect-src 'self' {};", storage.line.base())), "{policy}");
    assert!(policy.contains(&format!("img-src 'self' blob: data: {};", storage.line.base())), "{policy}");
    let worker = |base: String| async move {
        let worker = get(&client(), &format!("{base}/sw.js"), &[]).await;
        (header(&worker, "etag").to_owned(), worker.text().await.expect("a script"))
    };
    let direct = worker(net.server.base.clone()).await;
    let etag = header(&index, "etag").to_owned();
    let net = Network::start_with(Kind::Sqlite, |settings| {
        storage.use_in(settings);
        "proxied".clone_into(&mut settings.s3.uploads);
    })
    .await;
    let index = get(&client(), &format!("{}/", net.server.base), &[("if-none-match", &etag)]).await;
    assert_eq!(index.status(), StatusCode::OK, "the same page with another policy is another page");
    assert!(!header(&index, "content-security-policy").contains("http://"), "phones do not reach it");
    // What a phone keeps it fetches anew when the bytes of the worker differ.
    let proxied = worker(net.server.base.clone()).await;
    assert!(direct.0 != proxied.0 && direct.1 != proxied.1);
    assert!(direct.1.starts_with(&*proxied.1), "nothing but a mark at its end");
}
