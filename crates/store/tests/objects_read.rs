//! Reading, listing, copying and removing: the real aws-sdk-s3 over TCP, and ObjectStore in process.

#![allow(clippy::unwrap_used, reason = "a failed helper is a failed test")]

mod objects_support;

use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{Delete, ObjectIdentifier};
use bytes::Bytes;
use forecourt_store::objects::{Digest, EMBEDDED_BUCKET, GetAs, ObjectError, ObjectStore};
use futures::TryStreamExt;
use http_body_util::{BodyExt, Full, StreamBody};
use objects_support::{Bed, JPEG, TTL, get, jpeg};
use std::collections::BTreeSet;

async fn put(store: &ObjectStore, key: &str, bytes: &[u8]) {
    store.put(key, Bytes::copy_from_slice(bytes), "application/octet-stream").await.unwrap();
}

async fn address(bed: &Bed, key: &str, content_type: &str, download_name: Option<&str>) -> String {
    bed.store.presign_get(key, TTL, &bed.base, GetAs { content_type, download_name }).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn both_ways_see_the_same_object() {
    let bed = Bed::start().await;
    let photo = jpeg(300_000, 1);
    let digest = bed.store.put("photos/x", photo.clone().into(), JPEG).await.unwrap();
    let got = bed.sdk().get_object().bucket(EMBEDDED_BUCKET).key("photos/x").send().await.unwrap();
    assert_eq!(got.content_type(), Some(JPEG));
    assert_eq!(got.checksum_sha256(), Some(digest.base64().as_str()));
    assert_eq!(got.e_tag(), Some(format!("\"{digest}\"").as_str()));
    assert_eq!(got.body.collect().await.unwrap().to_vec(), photo);
    let object = bed.store.get("photos/x").await.unwrap();
    assert_eq!((object.info.bytes, object.info.sha256), (300_000, Some(digest)));
    assert_eq!(object.body.digest().await.unwrap(), (300_000, digest));
    let head = bed.store.head("photos/x").await.unwrap().unwrap();
    assert_eq!(head, object.info);
    assert!(head.modified_ms.unwrap() > 1_700_000_000_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_not_found() {
    let bed = Bed::start().await;
    assert_eq!(bed.store.head("photos/x").await, Ok(None));
    assert_eq!(bed.store.get("photos/x").await.err(), Some(ObjectError::NotFound));
    assert_eq!(bed.store.copy("photos/x", "photos/y", None).await, Err(ObjectError::NotFound));
    assert_eq!(bed.store.delete("photos/x").await, Ok(()));
    assert_eq!(bed.store.delete_prefix("photos/").await, Ok(0));
    assert_eq!(get(&address(&bed, "photos/x", JPEG, None).await).await.status, 404);
    let other = bed.sdk().head_bucket().bucket("other-bucket").send().await.err().unwrap();
    assert_eq!(other.raw_response().unwrap().status().as_u16(), 404);
    bed.sdk().head_bucket().bucket(EMBEDDED_BUCKET).send().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn ranges() {
    let bed = Bed::start().await;
    let photo = jpeg(300_000, 1);
    put(&bed.store, "photos/x", &photo).await;
    for (first, last) in [(0, 0), (5, 9), (131_071, 131_072), (0, 299_999), (299_990, 400_000)] {
        let part = bed.store.get_range("photos/x", first..=last).await.unwrap();
        let expected = &photo[first as usize..=(last as usize).min(299_999)];
        assert_eq!(part.info.bytes, expected.len() as u64);
        assert_eq!(part.body.collect(1 << 20).await.unwrap(), expected);
    }
    let tail = bed.sdk().get_object().bucket(EMBEDDED_BUCKET).key("photos/x").range("bytes=-7");
    let tail = tail.send().await.unwrap();
    assert_eq!(tail.content_range(), Some("bytes 299993-299999/300000"));
    assert_eq!(tail.body.collect().await.unwrap().to_vec(), &photo[299_993..]);
    match bed.store.get_range("photos/x", 300_000..=300_001).await.err() {
        Some(ObjectError::Other { status: 416, .. }) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_may_ask_for_news_only() {
    let bed = Bed::start().await;
    put(&bed.store, "photos/x", b"abc").await;
    let etag = format!("\"{}\"", Digest::of(b"abc"));
    let ask = || bed.sdk().get_object().bucket(EMBEDDED_BUCKET).key("photos/x");
    let status = |error: SdkError<_>| error.raw_response().unwrap().status().as_u16();
    assert_eq!(status(ask().if_none_match(&etag).send().await.err().unwrap()), 304);
    assert!(ask().if_none_match("\"other\"").send().await.is_ok());
    assert_eq!(status(ask().if_match("\"other\"").send().await.err().unwrap()), 412);
    assert!(ask().if_match(&etag).send().await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn create_only_does_not_replace() {
    let bed = Bed::start().await;
    let create = |bytes: &'static [u8]| {
        let call = bed.sdk().put_object().bucket(EMBEDDED_BUCKET).key("photos/x").if_none_match("*");
        call.checksum_sha256(Digest::of(bytes).base64()).body(ByteStream::from_static(bytes)).send()
    };
    create(b"abc").await.unwrap();
    let error = create(b"abd").await.err().unwrap();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 412);
    assert_eq!(bed.bytes("photos/x").await.unwrap(), &b"abc"[..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn listing_brings_every_key_once_page_by_page() {
    let bed = Bed::start().await;
    let audit = "0b0f5d3e-7d3a-4a0e-9f46-9d3b2f3f8a11";
    let mut all = BTreeSet::new();
    for n in 0..60 {
        let key = if n % 4 == 0 { format!("photos/0b/{audit}/{n}") } else { format!("photos/{n}/照片") };
        put(&bed.store, &key, format!("object {n}").as_bytes()).await;
        all.insert(key);
    }
    for size in [1, 7, 59, 60, 61] {
        let (mut seen, mut token) = (Vec::new(), None);
        loop {
            let call = bed.sdk().list_objects_v2().bucket(EMBEDDED_BUCKET).max_keys(size);
            let page = call.set_continuation_token(token).send().await.unwrap();
            assert!(page.contents().len() <= size as usize);
            seen.extend(page.contents().iter().map(|object| object.key().unwrap().to_owned()));
            token = page.next_continuation_token().map(str::to_owned);
            assert_eq!(page.is_truncated(), Some(token.is_some()));
            if token.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 60, "pages of {size}");
        assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), all);
    }
    let of_audit: Vec<_> = bed.store.list(&format!("photos/0b/{audit}/")).try_collect().await.unwrap();
    assert_eq!(of_audit.len(), 15);
    assert!(of_audit.iter().all(|object| all.contains(&object.key) && object.bytes >= 8));
    // A prefix inside a segment is found as well, only more slowly.
    let begun: Vec<_> = bed.store.list(&format!("photos/0b/{}", &audit[..20])).try_collect().await.unwrap();
    assert_eq!(begun.len(), 15);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_is_erased_together() {
    let bed = Bed::start().await;
    let (one, other) = ("0b0f5d3e-7d3a-4a0e-9f46-9d3b2f3f8a11", "0b0f5d3e-7d3a-4a0e-9f46-9d3b2f3f8a12");
    for n in 0..20 {
        put(&bed.store, &format!("photos/0b/{one}/{n}"), b"x").await;
    }
    put(&bed.store, &format!("photos/0b/{other}/0"), b"x").await;
    put(&bed.store, &format!("derived/{one}/0/thumb"), b"x").await;
    assert_eq!(bed.store.delete_prefix(&format!("photos/0b/{one}/")).await, Ok(20));
    assert_eq!(bed.store.delete_prefix(&format!("derived/{one}/")).await, Ok(1));
    let left: Vec<_> = bed.store.list("").try_collect().await.unwrap();
    assert_eq!(left.iter().map(|o| o.key.as_str()).collect::<Vec<_>>(), [format!("photos/0b/{other}/0")]);
    for everything in ["", "photos", "photos/0"] {
        assert!(bed.store.delete_prefix(everything).await.is_err(), "{everything} is no folder");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_and_bulk_deletes() {
    let bed = Bed::start().await;
    let photo = jpeg(300_000, 1);
    put(&bed.store, "incoming/a b+1", &photo).await;
    bed.store.copy("incoming/a b+1", "photos/x", None).await.unwrap();
    assert_eq!(bed.bytes("photos/x").await.unwrap(), photo);
    match bed.store.copy("incoming/a b+1", "photos/y", Some("\"other\"")).await {
        Err(ObjectError::Other { status: 412, .. }) => {}
        other => panic!("{other:?}"),
    }
    let keys = ["incoming/a b+1", "photos/x", "photos/never"];
    let ids = keys.map(|key| ObjectIdentifier::builder().key(key).build().unwrap());
    let delete = Delete::builder().set_objects(Some(ids.to_vec())).build().unwrap();
    let done = bed.sdk().delete_objects().bucket(EMBEDDED_BUCKET).delete(delete).send().await.unwrap();
    assert_eq!((done.deleted().len(), done.errors().len()), (3, 0));
    assert_eq!(bed.store.list_page("", None).await.unwrap().0, vec![]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotten_object_is_an_error_and_never_copied() {
    let bed = Bed::start().await;
    put(&bed.store, "photos/x", &jpeg(300_000, 1)).await;
    let shards = std::fs::read_dir(bed.dir.path().join("objects")).unwrap();
    let file = shards.flat_map(|s| std::fs::read_dir(s.unwrap().path()).unwrap()).next().unwrap().unwrap().path();
    let good = std::fs::read(&file).unwrap();
    let mut flipped = good.clone();
    flipped[200_000] ^= 1;
    std::fs::write(&file, flipped).unwrap();
    assert!(matches!(bed.store.copy("photos/x", "photos/y", None).await, Err(ObjectError::Unavailable { .. })));
    assert_eq!(bed.store.head("photos/y").await, Ok(None));
    std::fs::write(&file, &good[..100_000]).unwrap();
    assert!(bed.store.head("photos/x").await.is_err(), "a short file is not there and not missing: it is damaged");
    assert!(bed.store.get("photos/x").await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rest_of_s3_is_not_implemented() {
    let bed = Bed::start().await;
    let sdk = bed.sdk();
    let status = |code: Option<u16>| assert_eq!(code, Some(501));
    let parts = sdk.create_multipart_upload().bucket(EMBEDDED_BUCKET).key("x").send().await.err().unwrap();
    // A POST on an object is none of our methods at all.
    assert_eq!(parts.raw_response().map(|r| r.status().as_u16()), Some(405));
    let tags = sdk.get_object_tagging().bucket(EMBEDDED_BUCKET).key("x").send().await.err().unwrap();
    status(tags.raw_response().map(|r| r.status().as_u16()));
    let versions = sdk.list_object_versions().bucket(EMBEDDED_BUCKET).send().await.err().unwrap();
    status(versions.raw_response().map(|r| r.status().as_u16()));
    let folders = sdk.list_objects_v2().bucket(EMBEDDED_BUCKET).delimiter("/").send().await.err().unwrap();
    status(folders.raw_response().map(|r| r.status().as_u16()));
    let remove = sdk.delete_bucket().bucket(EMBEDDED_BUCKET).send().await.err().unwrap();
    status(remove.raw_response().map(|r| r.status().as_u16()));
    let plain = sdk.put_object().bucket(EMBEDDED_BUCKET).key("x").body(ByteStream::from_static(b"abc"));
    let plain = plain.send().await.err().unwrap();
    assert_eq!(plain.raw_response().map(|r| r.status().as_u16()), Some(400), "no SHA-256, no object");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_stored_can_run_as_a_page() {
    let bed = Bed::start().await;
    let jpeg_html = [&jpeg(64, 1)[..], b"<script>alert(1)</script>"].concat();
    let download = "application/octet-stream";
    let cases: [(&str, &[u8], &str); 7] = [
        ("html", b"<!doctype html><script>alert(1)</script>", download),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", download),
        ("xml", b"<?xml version='1.0'?><x/>", download),
        ("gif and script", b"GIF89a/*.......*/=1;alert(1)", download),
        ("pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("mp4", b"\0\0\0\x18ftypisom........", "video/mp4"),
        ("jpeg and html", &jpeg_html, JPEG),
    ];
    for (name, bytes, content_type) in cases {
        // Whatever the uploader says it is, and whatever the address asks for.
        bed.store.put(name, Bytes::copy_from_slice(bytes), "text/html").await.unwrap();
        for asked in ["text/html", "application/xml", JPEG] {
            let answer = get(&address(&bed, name, asked, None).await).await;
            assert_eq!((answer.status, answer.header("content-type")), (200, content_type), "{name}");
            let is_shown = content_type == JPEG && asked == JPEG;
            assert_eq!(answer.header("content-disposition"), if is_shown { "" } else { "attachment" }, "{name}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("content-security-policy"), "sandbox; default-src 'none'");
            assert_eq!(answer.header("cache-control"), "private, no-cache");
            assert_eq!(answer.body, bytes);
        }
    }
    let named = get(&address(&bed, "pdf", "application/pdf", Some("站点 1.pdf")).await).await;
    assert_eq!(named.header("content-disposition"), "attachment; filename*=UTF-8''%E7%AB%99%E7%82%B9%201.pdf");
    // Refusals and listings are text of ours, and downloads all the same.
    let refused = get(&format!("{}/{EMBEDDED_BUCKET}/html", bed.base)).await;
    assert_eq!((refused.status, refused.header("content-disposition")), (403, "attachment"));
    assert_eq!(refused.header("content-security-policy"), "sandbox; default-src 'none'");
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_are_proven_on_their_way() {
    let bed = Bed::start().await;
    let photo = jpeg(300_000, 1);
    let (size, digest) = (300_000, Digest::of(&photo));
    let body = Full::new(Bytes::from(photo.clone()));
    bed.store.put_stream("photos/x", body.clone(), size, digest, JPEG).await.unwrap();
    assert_eq!(bed.bytes("photos/x").await.unwrap(), photo);
    let wrong = bed.store.put_stream("photos/y", body.clone(), size, Digest::of(b"other"), JPEG).await;
    assert_eq!(wrong, Err(ObjectError::WrongChecksum));
    let short = bed.store.put_stream("photos/y", body, size + 1, digest, JPEG).await;
    assert_eq!(short, Err(ObjectError::WrongChecksum));
    let frames = [Ok(http_body::Frame::data(Bytes::from(photo))), Err(std::io::Error::other("the phone is gone"))];
    let broken = BodyExt::boxed(StreamBody::new(futures::stream::iter(frames)));
    let broken = bed.store.put_stream("photos/y", broken, size + 1, digest, JPEG).await;
    assert!(matches!(broken, Err(ObjectError::Interrupted { .. })), "{broken:?}");
    assert_eq!(bed.bytes("photos/y").await, None);
    assert_eq!(bed.unfinished(), 0);
}
