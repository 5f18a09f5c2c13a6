//! What a valid signature must have covered before the embedded store acts on a request.
//!
//! s3s verifies the signature over the headers that the signature names, and accepts any others beside them. Most of
//! those are ignored here (metadata, ACLs), but two kinds decide what happens: `x-amz-copy-source` turns an upload into
//! a copy of someone else's object, and length and checksum bind an upload to one photo. These must be signed.

use s3s::access::{S3Access, S3AccessContext};
use s3s::dto::GetObjectInput;
use s3s::{S3Request, S3Result, s3_error};

/// Allows signed requests for the one bucket.
pub struct Guard {
    pub bucket: String,
}

#[async_trait::async_trait]
impl S3Access for Guard {
    async fn check(&self, cx: &mut S3AccessContext<'_>) -> S3Result<()> {
        if cx.credentials().is_none() {
            return Err(s3_error!(AccessDenied, "Signature is required"));
        }
        match cx.s3_path().get_bucket_name() {
            Some(bucket) if bucket == self.bucket => {}
            Some(_) => return Err(s3_error!(NoSuchBucket)),
            None => return Err(s3_error!(NotImplemented)),
        }
        let presigned = cx.uri().query().and_then(presigned_headers);
        let authorization = cx.headers().get(http::header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let Some(signed) = presigned.clone().or_else(|| authorization.and_then(authorized_headers)) else {
            return Err(s3_error!(AccessDenied, "Only Signature Version 4 is accepted"));
        };
        let covers = |name: &str| signed.split(';').any(|header| header == name);
        if cx.headers().keys().any(|name| name.as_str().starts_with("x-amz-copy-source") && !covers(name.as_str())) {
            return Err(s3_error!(AccessDenied, "x-amz-copy-source must be signed"));
        }
        if cx.s3_op().name() == "PutObject"
            && presigned.is_some()
            && !(covers("content-length") && covers("x-amz-checksum-sha256"))
        {
            return Err(s3_error!(AccessDenied, "content-length and x-amz-checksum-sha256 must be signed"));
        }
        Ok(())
    }

    /// The media type is told by the bytes and nothing else, and a download never becomes a page: of the overrides that
    /// a presigned address can carry, only a file name for a download and a cache rule are kept.
    async fn get_object(&self, request: &mut S3Request<GetObjectInput>) -> S3Result<()> {
        let input = &mut request.input;
        input.response_content_type = None;
        input.response_content_encoding = None;
        input.response_content_language = None;
        input.response_expires = None;
        if input.response_content_disposition.as_deref().is_some_and(|value| !value.starts_with("attachment")) {
            input.response_content_disposition = None;
        }
        Ok(())
    }
}

/// `X-Amz-SignedHeaders` of a presigned address, names parted by `;`.
fn presigned_headers(query: &str) -> Option<String> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-SignedHeaders="))?;
    Some(value.replace("%3B", ";").replace("%3b", ";"))
}

/// `SignedHeaders=` of an `Authorization` header of version 4.
fn authorized_headers(value: &str) -> Option<String> {
    let fields = value.strip_prefix("AWS4-HMAC-SHA256")?;
    fields.split(',').find_map(|field| field.trim().strip_prefix("SignedHeaders=")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signed_headers_are_found() {
        let query = "X-Amz-Date=1&X-Amz-SignedHeaders=content-length%3Bhost&X-Amz-Signature=x";
        assert_eq!(presigned_headers(query).as_deref(), Some("content-length;host"));
        assert_eq!(presigned_headers("prefix=X-Amz-SignedHeaders"), None);
        let value = "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host;x-amz-date, Signature=0";
        assert_eq!(authorized_headers(value).as_deref(), Some("host;x-amz-date"));
        assert_eq!(authorized_headers("AWS key:signature"), None);
    }
}
