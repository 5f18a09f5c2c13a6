//! The upload matrix: plain presigned PUTs over TCP against the embedded store, good, bad and hostile.

#![allow(clippy::unwrap_used, reason = "a failed helper is a failed test")]

mod objects_support;

use aws_sdk_s3::presigning::PresigningConfig;
use forecourt_store::objects::{Digest, EMBEDDED_BUCKET};
use objects_support::{Bed, JPEG, TTL, head_lines, jpeg, send, send_raw, signed_since, split, until};
use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

const SIZE: usize = 2_000_000;

/// The one object file of the store.
fn only_file(bed: &Bed) -> PathBuf {
    let shards = std::fs::read_dir(bed.dir.path().join("objects")).unwrap();
    let mut files = shards.flat_map(|shard| std::fs::read_dir(shard.unwrap().path()).unwrap());
    let file = files.next().expect("an object").unwrap().path();
    assert!(files.next().is_none(), "more than one object");
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_upload_is_stored_with_what_head_needs() {
    let bed = Bed::start().await;
    for size in [5, 131_071, 131_072, 131_073, 262_144, 300_000, SIZE] {
        let photo = jpeg(size, 1);
        let key = format!("photos/{size}");
        let answer = bed.put(&key, &photo, &photo).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let info = bed.store.head(&key).await.unwrap().unwrap();
        assert_eq!((info.bytes, info.sha256), (size as u64, Some(Digest::of(&photo))));
        assert_eq!(info.content_type.as_deref(), Some(JPEG));
        assert_eq!(bed.bytes(&key).await.unwrap(), photo);
    }
    assert_eq!(bed.unfinished(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_object_is_an_object() {
    let bed = Bed::start().await;
    assert_eq!(bed.put("empty", b"", b"").await.status, 200);
    assert_eq!(bed.bytes("empty").await.unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_phone_is_told_exactly_what_to_send() {
    let bed = Bed::start().await;
    let upload = bed.upload("photos/x", b"abc").await;
    let names: Vec<_> = upload.headers.keys().map(String::as_str).collect();
    assert_eq!((upload.method, names), ("PUT", vec!["content-type", "x-amz-checksum-sha256"]));
    let signed = "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-checksum-sha256";
    assert!(upload.url.contains(signed), "{}", upload.url);
    assert!(upload.url.starts_with(&format!("{}/{EMBEDDED_BUCKET}/photos/x?", bed.base)));
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_bytes_under_a_new_key_leave_nothing() {
    let bed = Bed::start().await;
    let answer = bed.put("photos/x", &jpeg(SIZE, 1), &jpeg(SIZE, 2)).await;
    assert_eq!(answer.status, 400, "{answer:?}");
    assert_eq!(bed.bytes("photos/x").await, None);
    assert_eq!(bed.unfinished(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_retry_never_harms_a_good_object() {
    let bed = Bed::start().await;
    let (good, bad) = (jpeg(SIZE, 1), jpeg(SIZE, 2));
    assert_eq!(bed.put("photos/x", &good, &good).await.status, 200);
    // The same announcement with other bytes, and another announcement with wrong bytes.
    assert_eq!(bed.put("photos/x", &good, &bad).await.status, 400);
    assert_eq!(bed.put("photos/x", &jpeg(SIZE, 3), &bad).await.status, 400);
    assert_eq!(bed.bytes("photos/x").await.unwrap(), good);
    assert_eq!(bed.unfinished(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_object_again_writes_nothing() {
    let bed = Bed::start().await;
    let photo = jpeg(SIZE, 1);
    assert_eq!(bed.put("photos/x", &photo, &photo).await.status, 200);
    let before = std::fs::metadata(only_file(&bed)).unwrap();
    assert_eq!(bed.put("photos/x", &photo, &photo).await.status, 200);
    let after = std::fs::metadata(only_file(&bed)).unwrap();
    assert_eq!((before.ino(), before.mtime_nsec()), (after.ino(), after.mtime_nsec()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_object_again_heals_a_rotten_file() {
    let bed = Bed::start().await;
    let photo = jpeg(SIZE, 1);
    for damage in ["flip", "cut", "header"] {
        assert_eq!(bed.put("photos/x", &photo, &photo).await.status, 200);
        let file = only_file(&bed);
        let mut bytes = std::fs::read(&file).unwrap();
        match damage {
            "flip" => bytes[SIZE / 2] ^= 1,
            "cut" => bytes.truncate(SIZE / 2),
            _ => bytes[9] ^= 1,
        }
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(bed.put("photos/x", &photo, &photo).await.status, 200);
        assert_eq!(bed.bytes("photos/x").await.unwrap(), photo, "{damage}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_signed_cannot_be_changed() {
    let bed = Bed::start().await;
    let photo = jpeg(SIZE, 1);
    let upload = bed.upload("photos/x", &photo).await;
    let headers = &upload.headers;
    let without = |name: &str| {
        let mut headers = headers.clone();
        headers.remove(name);
        headers
    };
    let with = |name: &str, value: &str| {
        let mut headers = headers.clone();
        headers.insert(name.to_owned(), value.to_owned());
        headers
    };
    let other = Digest::of(&jpeg(SIZE, 2)).base64();
    let unsigned = upload.url.split_once('?').unwrap().0;
    let cases = [
        ("shorter", send("PUT", &upload.url, headers, &photo[1..]).await),
        ("longer", send("PUT", &upload.url, headers, &[&photo[..], b"x"].concat()).await),
        ("no checksum", send("PUT", &upload.url, &without("x-amz-checksum-sha256"), &photo).await),
        ("other checksum", send("PUT", &upload.url, &with("x-amz-checksum-sha256", &other), &jpeg(SIZE, 2)).await),
        ("other type", send("PUT", &upload.url, &with("content-type", "text/html"), &photo).await),
        ("other key", send("PUT", &upload.url.replace("photos/x", "photos/y"), headers, &photo).await),
        ("other verb", send("DELETE", &upload.url, headers, b"").await),
        ("other host", send("PUT", &upload.url.replace("127.0.0.1", "localhost"), headers, &photo).await),
        ("other signature", send("PUT", &upload.url.replace("Signature=", "Signature=0"), headers, &photo).await),
        ("unsigned", send("PUT", unsigned, headers, &photo).await),
    ];
    for (case, answer) in cases {
        // A broken signature field is a bad request; everything else is refused as not allowed.
        let expected = if case == "other signature" { 400 } else { 403 };
        assert_eq!(answer.status, expected, "{case}: {}", answer.text());
    }
    assert_eq!(bed.store.list_page("", None).await.unwrap().0, vec![]);
    assert_eq!(bed.unfinished(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_length_is_refused() {
    let bed = Bed::start().await;
    let photo = jpeg(1000, 1);
    let upload = bed.upload("photos/x", &photo).await;
    let mut headers = upload.headers.clone();
    headers.insert("transfer-encoding".to_owned(), "chunked".to_owned());
    let body = [b"3e8\r\n", &photo[..], b"\r\n0\r\n\r\n"].concat();
    let answer = send_raw(&upload.url, head_lines("PUT", &upload.url, &headers, None).as_bytes(), &body).await;
    assert_eq!(answer.status, 403, "{answer:?}");
    assert_eq!(bed.bytes("photos/x").await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_address_is_refused() {
    let bed = Bed::start().await;
    let photo = jpeg(SIZE, 1);
    let call = || {
        let call = bed.sdk().put_object().bucket(EMBEDDED_BUCKET).key("photos/x").content_length(SIZE as i64);
        call.checksum_sha256(Digest::of(&photo).base64())
    };
    let good = call().presigned(signed_since(Duration::from_secs(60), TTL)).await.unwrap();
    let late = call().presigned(signed_since(Duration::from_secs(60), Duration::from_secs(59))).await.unwrap();
    let headers: BTreeMap<_, _> = late.headers().filter(|(n, _)| *n != "content-length").collect();
    let headers = headers.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    assert_eq!(send("PUT", late.uri(), &headers, &photo).await.status, 403);
    assert_eq!(bed.bytes("photos/x").await, None);
    assert_eq!(send("PUT", good.uri(), &headers, &photo).await.status, 200, "the content type need not be signed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_does_not_bind_the_bytes_is_refused() {
    let bed = Bed::start().await;
    let photo = jpeg(1000, 1);
    let when = PresigningConfig::expires_in(TTL).unwrap();
    let open = bed.sdk().put_object().bucket(EMBEDDED_BUCKET).key("photos/x").presigned(when).await.unwrap();
    let headers = BTreeMap::from([("x-amz-checksum-sha256".to_owned(), Digest::of(&photo).base64())]);
    let answer = send("PUT", open.uri(), &headers, &photo).await;
    assert_eq!(answer.status, 403, "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn unsigned_extras_change_nothing() {
    let bed = Bed::start().await;
    let (mine, secret) = (jpeg(1000, 1), jpeg(1000, 2));
    assert_eq!(bed.put("photos/secret", &secret, &secret).await.status, 200);
    let upload = bed.upload("photos/mine", &mine).await;
    let extra = |name: &str, value: &str| {
        let mut headers = upload.headers.clone();
        headers.insert(name.to_owned(), value.to_owned());
        headers
    };
    // An upload address must not become a way to read someone else's object.
    let copy = extra("x-amz-copy-source", &format!("/{EMBEDDED_BUCKET}/photos/secret"));
    assert_eq!(send("PUT", &upload.url, &copy, &mine).await.status, 403);
    assert_eq!(bed.bytes("photos/mine").await, None);
    for (name, value) in [("x-amz-acl", "public-read"), ("x-amz-meta-name", "x"), ("cookie", "session=1")] {
        let answer = send("PUT", &upload.url, &extra(name, value), &mine).await;
        assert_eq!(answer.status, 200, "{name}: {answer:?}");
        assert_eq!(answer.header("set-cookie"), "");
    }
    let info = bed.sdk().head_object().bucket(EMBEDDED_BUCKET).key("photos/mine").send().await.unwrap();
    assert_eq!(info.metadata().map_or(0, std::collections::HashMap::len), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_are_refused_before_they_are_read() {
    let bed = Bed::start().await;
    let url = format!("{}/{EMBEDDED_BUCKET}", bed.base);
    let headers = BTreeMap::from([("content-type".to_owned(), "multipart/form-data; boundary=b".to_owned())]);
    let body = b"--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b--\r\n";
    assert_eq!(send("POST", &url, &headers, body).await.status, 405);
    assert_eq!(send("POST", &format!("{url}?delete"), &headers, body).await.status, 405);
    assert_eq!(send("POST", &format!("{url}?delete"), &BTreeMap::new(), b"<Delete/>").await.status, 403);
    assert_eq!(send("PATCH", &url, &BTreeMap::new(), b"").await.status, 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_cannot_escape_and_may_be_strange() {
    let bed = Bed::start().await;
    let photo = jpeg(1000, 1);
    let long = format!("photos/{}", "k".repeat(1017));
    let keys = [
        "x/../../../../etc/evil",
        "../evil",
        "/etc/evil",
        "a",
        "a/b",
        "a/b/c",
        &"k".repeat(300),
        &long,
        "照片/加油站 1+2%&?.jpg",
        "con//double",
        "trailing/",
    ];
    for key in keys {
        let answer = bed.put(key, &photo, &photo).await;
        assert_eq!(answer.status, 200, "{key}: {answer:?}");
        assert_eq!(bed.bytes(key).await.unwrap(), photo, "{key}");
    }
    assert_eq!(bed.store.list_page("", None).await.unwrap().0.len(), keys.len());
    let above = std::fs::read_dir(bed.dir.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut above: Vec<_> = above.collect();
    above.sort_unstable();
    assert_eq!(above, ["lock", "objects", "tmp"]);
    let too_long = bed.put(&"k".repeat(1025), &photo, &photo).await;
    assert_eq!(too_long.status, 400, "{too_long:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_connection_leaves_nothing() {
    let bed = Bed::start().await;
    let photo = jpeg(SIZE, 1);
    let upload = bed.upload("photos/x", &photo).await;
    let head = head_lines("PUT", &upload.url, &upload.headers, Some(SIZE));
    for sent in [0, 1, 4096, 131_072, 1_000_000, SIZE - 1] {
        let mut stream = TcpStream::connect(split(&upload.url).0).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&photo[..sent]).await.unwrap();
        if sent > 200_000 {
            until(|| bed.unfinished() == 1).await;
        }
        drop(stream);
        until(|| bed.unfinished() == 0).await;
        assert_eq!(bed.bytes("photos/x").await, None, "{sent}");
    }
    assert_eq!(send("PUT", &upload.url, &upload.headers, &photo).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_parallel_writers_of_one_key() {
    let bed = std::sync::Arc::new(Bed::start().await);
    let photo = std::sync::Arc::new(jpeg(300_000, 1));
    let bad = std::sync::Arc::new(jpeg(300_000, 2));
    let writers = (0..100).map(|n| {
        let (bed, photo, bad) = (bed.clone(), photo.clone(), bad.clone());
        tokio::spawn(async move {
            let is_good = n % 4 != 0;
            let answer = bed.put("photos/x", &photo, if is_good { &photo } else { &bad }).await;
            assert_eq!(answer.status, if is_good { 200 } else { 400 }, "{answer:?}");
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    assert_eq!(bed.bytes("photos/x").await.unwrap(), *photo);
    assert_eq!(bed.unfinished(), 0);
}
