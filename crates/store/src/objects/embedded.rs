//! A directory that speaks S3: put, get, head, delete, copy and list of one bucket. Everything else is NotImplemented.

use super::connector::OwnClient;
use super::disk::{Disk, DiskError};
use super::format::Header;
use super::guard::Guard;
use super::http_service::EmbeddedHttp;
use super::reader::FileStream;
use super::writer::{Announced, ReceiveError, copy, on_worker, receive};
use super::{Digest, Keys, listing};
use http::StatusCode;
use s3s::auth::SimpleAuth;
use s3s::config::{S3Config, StaticConfigProvider};
use s3s::dto::{
    ContentDisposition, CopyObjectInput, CopyObjectOutput, CopyObjectResult, CopySource, DeleteObjectInput,
    DeleteObjectOutput, DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, ETag, ETagCondition, GetObjectInput,
    GetObjectOutput, HeadBucketInput, HeadBucketOutput, HeadObjectInput, HeadObjectOutput, ListObjectsV2Input,
    ListObjectsV2Output, Object, PutObjectInput, PutObjectOutput, Range, StreamingBlob, Timestamp,
};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{S3, S3Error, S3ErrorCode, S3Request, S3Response, S3Result, s3_error};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// The largest object; a phone's upload is bound to its own length by the signature anyway.
const MAX_OBJECT: u64 = 1 << 30;
/// Objects on a page of a listing.
const MAX_PAGE: i32 = 1000;

/// An S3 storage in a directory, durable before it answers. Cheap to clone.
#[derive(Clone)]
pub struct EmbeddedStore {
    service: S3Service,
}

impl EmbeddedStore {
    /// Opens or creates the directory. Temporary files of a crash are wiped unless another process has it open.
    pub fn open(root: &Path, keys: Keys, bucket: &str) -> io::Result<EmbeddedStore> {
        let mut builder = S3ServiceBuilder::new(Door { disk: Arc::new(Disk::open(root)?) });
        builder.set_auth(SimpleAuth::from_single(keys.access_key, keys.secret_key));
        builder.set_access(Guard { bucket: bucket.to_owned() });
        // Forms are not taken at all (see EmbeddedHttp); small limits stand behind that.
        let mut config = S3Config::default();
        config.xml_max_body_size = 1 << 20;
        config.post_object_max_file_size = 0;
        config.form_max_fields_size = 1 << 10;
        builder.set_config(Arc::new(StaticConfigProvider::new(Arc::new(config))));
        Ok(EmbeddedStore { service: builder.build() })
    }

    /// The service that phones reach, with the headers of decision 37; mount it at the bucket's path.
    pub fn http(&self) -> EmbeddedHttp {
        EmbeddedHttp::new(self.service.clone())
    }

    /// The bare protocol service, for the client in this process.
    pub(super) fn service(&self) -> S3Service {
        self.service.clone()
    }
}

/// The S3 operations over the directory. The bucket was checked by [`Guard`].
struct Door {
    disk: Arc<Disk>,
}

#[async_trait::async_trait]
impl S3 for Door {
    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let input = request.input;
        if input.if_match.is_some() || input.write_offset_bytes.is_some() || input.sse_customer_key.is_some() {
            return Err(s3_error!(NotImplemented));
        }
        let create_only = match input.if_none_match {
            None => false,
            Some(ETagCondition::Any) => true,
            Some(ETagCondition::ETag(_)) => return Err(s3_error!(NotImplemented)),
        };
        let length = input.content_length.and_then(|n| u64::try_from(n).ok());
        let length = length.ok_or_else(|| s3_error!(MissingContentLength))?;
        if length > MAX_OBJECT {
            return Err(s3_error!(EntityTooLarge));
        }
        let sha256 = input.checksum_sha256.as_deref().and_then(Digest::from_base64);
        let sha256 = sha256.ok_or_else(|| s3_error!(InvalidRequest, "x-amz-checksum-sha256 is required"))?;
        let body = input.body.ok_or_else(|| s3_error!(IncompleteBody))?;
        // The server's own copies never wait for phones.
        let _place = match request.extensions.get::<OwnClient>() {
            Some(OwnClient) => None,
            None => Some(self.disk.uploads.take(&input.key).ok_or_else(|| refuse(ReceiveError::Busy))?),
        };
        let announced = Announced { key: input.key, length, sha256, create_only };
        let header = receive(self.disk.clone(), announced, body).await.map_err(refuse)?;
        Ok(S3Response::new(PutObjectOutput {
            e_tag: Some(etag(&header)),
            checksum_sha256: Some(header.sha256.base64()),
            ..Default::default()
        }))
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let input = request.input;
        let disk = self.disk.clone();
        let (key, range) = (input.key, input.range);
        let (if_match, if_none_match) = (input.if_match, input.if_none_match);
        let answer = on_worker(move || -> Result<_, ReceiveError> {
            let stored = disk.find(&key)?;
            if let Some(refused) = condition(&stored.header, if_match.as_ref(), if_none_match.as_ref()) {
                return Ok(Err(refused));
            }
            let Ok(part) = range.map_or(Ok(0..stored.header.length), |range: Range| range.check(stored.header.length))
            else {
                return Ok(Err(s3_error!(InvalidRange)));
            };
            let at = stored.header.file_offset() + part.start;
            let stream = FileStream::open(stored.file, at, part.end - part.start).map_err(DiskError::from)?;
            Ok(Ok((stored.header, part, stream)))
        });
        let (header, part, stream) = answer.await.map_err(refuse)??;
        let whole = header.length;
        let content_range =
            range.map(|_| format!("bytes {}-{}/{whole}", part.start, part.end.saturating_sub(1).max(part.start)));
        Ok(S3Response::new(GetObjectOutput {
            accept_ranges: Some("bytes".to_owned()),
            body: Some(StreamingBlob::new(stream)),
            cache_control: Some(CACHE.to_owned()),
            // A checksum of the whole beside a part of it would be refused by the client.
            checksum_sha256: content_range.is_none().then(|| header.sha256.base64()),
            content_disposition: disposition(&header),
            content_length: i64::try_from(part.end - part.start).ok(),
            content_range,
            content_type: Some(header.media.content_type().to_owned()),
            e_tag: Some(etag(&header)),
            last_modified: Some(modified(&header)),
            ..Default::default()
        }))
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        let input = request.input;
        let disk = self.disk.clone();
        let key = input.key;
        let header = on_worker(move || disk.find(&key).map(|stored| stored.header)).await.map_err(refuse)?;
        if let Some(refused) = condition(&header, input.if_match.as_ref(), input.if_none_match.as_ref()) {
            return Err(refused);
        }
        Ok(S3Response::new(HeadObjectOutput {
            accept_ranges: Some("bytes".to_owned()),
            cache_control: Some(CACHE.to_owned()),
            checksum_sha256: Some(header.sha256.base64()),
            content_disposition: disposition(&header),
            content_length: i64::try_from(header.length).ok(),
            content_type: Some(header.media.content_type().to_owned()),
            e_tag: Some(etag(&header)),
            last_modified: Some(modified(&header)),
            ..Default::default()
        }))
    }

    async fn head_bucket(&self, _: S3Request<HeadBucketInput>) -> S3Result<S3Response<HeadBucketOutput>> {
        Ok(S3Response::new(HeadBucketOutput::default()))
    }

    async fn delete_object(&self, request: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        let (disk, key) = (self.disk.clone(), request.input.key);
        on_worker(move || disk.delete(&key)).await.map_err(refuse)?;
        Ok(S3Response::new(DeleteObjectOutput::default()))
    }

    async fn delete_objects(
        &self,
        request: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        let (disk, delete) = (self.disk.clone(), request.input.delete);
        let keys: Vec<String> = delete.objects.into_iter().map(|object| object.key).collect();
        let (deleted, errors) =
            on_worker(move || Ok::<_, ReceiveError>(delete_all(&disk, keys))).await.map_err(refuse)?;
        let quiet = delete.quiet.unwrap_or(false);
        Ok(S3Response::new(DeleteObjectsOutput {
            deleted: (!quiet).then_some(deleted),
            errors: (!errors.is_empty()).then_some(errors),
            ..Default::default()
        }))
    }

    async fn copy_object(&self, request: S3Request<CopyObjectInput>) -> S3Result<S3Response<CopyObjectOutput>> {
        let input = request.input;
        let CopySource::Bucket { bucket, key, version_id: None } = input.copy_source else {
            return Err(s3_error!(NotImplemented));
        };
        if *bucket != *input.bucket {
            return Err(s3_error!(NoSuchBucket));
        }
        let disk = self.disk.clone();
        let (to, if_match) = (input.key, input.copy_source_if_match);
        let header = on_worker(move || -> Result<_, ReceiveError> {
            if let Some(refused) = condition(&disk.find(&key)?.header, if_match.as_ref(), None) {
                return Ok(Err(refused));
            }
            Ok(Ok(copy(&disk, &key, &to)?))
        });
        let header = header.await.map_err(refuse)??;
        let result = CopyObjectResult {
            checksum_sha256: Some(header.sha256.base64()),
            e_tag: Some(etag(&header)),
            last_modified: Some(modified(&header)),
            ..Default::default()
        };
        Ok(S3Response::new(CopyObjectOutput { copy_object_result: Some(result), ..Default::default() }))
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let input = request.input;
        if input.delimiter.is_some() || input.start_after.is_some() {
            return Err(s3_error!(NotImplemented));
        }
        let max = input.max_keys.unwrap_or(MAX_PAGE).clamp(1, MAX_PAGE);
        let (disk, prefix, token) = (self.disk.clone(), input.prefix.clone(), input.continuation_token.clone());
        let page = on_worker(move || {
            listing::list(&disk, prefix.as_deref().unwrap_or_default(), token.as_deref(), max.unsigned_abs() as usize)
        });
        let page = page.await.map_err(refuse)?;
        let contents: Vec<Object> = page.headers.iter().map(listed).collect();
        Ok(S3Response::new(ListObjectsV2Output {
            name: Some(input.bucket),
            prefix: input.prefix,
            max_keys: Some(max),
            key_count: i32::try_from(contents.len()).ok(),
            contents: Some(contents),
            continuation_token: input.continuation_token,
            is_truncated: Some(page.next.is_some()),
            next_continuation_token: page.next,
            ..Default::default()
        }))
    }
}

/// Addresses change with every signature, so a cache could only keep what must be erased later.
const CACHE: &str = "private, no-cache";

fn etag(header: &Header) -> ETag {
    ETag::Strong(header.sha256.hex())
}

fn modified(header: &Header) -> Timestamp {
    let since = Duration::from_millis(u64::try_from(header.written_ms).unwrap_or(0));
    Timestamp::from(UNIX_EPOCH + since)
}

fn disposition(header: &Header) -> Option<ContentDisposition> {
    (!header.media.is_image()).then(|| "attachment".to_owned())
}

fn listed(header: &Header) -> Object {
    Object {
        key: Some(header.key.clone()),
        size: i64::try_from(header.length).ok(),
        e_tag: Some(etag(header)),
        last_modified: Some(modified(header)),
        ..Default::default()
    }
}

/// The refusal of a conditional request, if its condition does not hold.
fn condition(header: &Header, wanted: Option<&ETagCondition>, unwanted: Option<&ETagCondition>) -> Option<S3Error> {
    let is = |condition: &ETagCondition| match condition {
        ETagCondition::Any => true,
        ETagCondition::ETag(tag) => tag.value() == header.sha256.hex(),
    };
    if wanted.is_some_and(|condition| !is(condition)) {
        return Some(s3_error!(PreconditionFailed));
    }
    if unwanted.is_some_and(is) {
        let mut error = s3_error!(PreconditionFailed);
        error.set_status_code(StatusCode::NOT_MODIFIED);
        return Some(error);
    }
    None
}

fn delete_all(disk: &Disk, keys: Vec<String>) -> (Vec<DeletedObject>, Vec<s3s::dto::Error>) {
    let (mut deleted, mut errors) = (Vec::new(), Vec::new());
    for key in keys {
        match disk.delete(&key) {
            Ok(_) => deleted.push(DeletedObject { key: Some(key), ..Default::default() }),
            Err(error) => {
                tracing::error!(key, %error, "an object cannot be deleted");
                let code = Some("InternalError".to_owned());
                errors.push(s3s::dto::Error { code, key: Some(key), ..Default::default() });
            }
        }
    }
    (deleted, errors)
}

/// The S3 answer to a failure of the directory or of the body.
fn refuse(error: ReceiveError) -> S3Error {
    match error {
        ReceiveError::Disk(error) => refuse_disk(error),
        ReceiveError::Body(error) => S3Error::with_source(S3ErrorCode::IncompleteBody, error),
        ReceiveError::Idle => s3_error!(RequestTimeout),
        ReceiveError::Busy => s3_error!(SlowDown),
        ReceiveError::Worker => s3_error!(InternalError),
    }
}

fn refuse_disk(error: DiskError) -> S3Error {
    match error {
        DiskError::NotFound => s3_error!(NoSuchKey),
        DiskError::Exists => s3_error!(PreconditionFailed),
        DiskError::WrongChecksum => s3_error!(BadDigest),
        DiskError::WrongLength => s3_error!(IncompleteBody),
        DiskError::KeyTooLong => s3_error!(KeyTooLongError),
        DiskError::Full => {
            tracing::error!("the disk of the object store is full");
            let mut full = S3Error::new(S3ErrorCode::Custom("InsufficientStorage".into()));
            full.set_status_code(StatusCode::INSUFFICIENT_STORAGE);
            full
        }
        DiskError::Damaged(_) | DiskError::Io(_) => {
            tracing::error!(%error, "the object store failed");
            s3_error!(InternalError)
        }
    }
}
