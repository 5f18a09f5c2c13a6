//! Errors as `application/problem+json` (RFC 9457): one closed list of types, one place where failures become answers.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use forecourt_core::{text::Text, violation::Violation};
use forecourt_store::StoreError;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::lang;

/// Defines the closed list of problem types.
macro_rules! problems {
    ($($variant:ident, $status:ident, $slug:literal, $zh:literal, $en:literal, $more_zh:literal, $more_en:literal;)+) => {
        /// A type of problem; its address is `/problems/<slug>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind { $($variant,)+ }

        impl Kind {
            /// Every type, in order.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant,)+];

            /// HTTP status of the type.
            pub const fn status(self) -> StatusCode {
                match self { $(Kind::$variant => StatusCode::$status,)+ }
            }

            /// Last part of the type's address.
            pub const fn slug(self) -> &'static str {
                match self { $(Kind::$variant => $slug,)+ }
            }

            /// Short title.
            pub fn title(self) -> Text {
                match self { $(Kind::$variant => Text::new($zh, $en),)+ }
            }

            /// What it means and what to do.
            pub fn explanation(self) -> Text {
                match self { $(Kind::$variant => Text::new($more_zh, $more_en),)+ }
            }
        }
    };
}

problems! {
    BadRequest, BAD_REQUEST, "bad-request", "请求无法读取", "The request cannot be read",
        "请求头、路径或查询参数不正确，更正后再发送。", "A header, the path or a query parameter is wrong. Correct it and send again.";
    NotSignedIn, UNAUTHORIZED, "not-signed-in", "请先登录", "Please sign in",
        "没有有效的登录。请登录；手机上未提交的内容都还在。", "There is no valid sign-in. Sign in; nothing on the phone is lost.";
    WrongCredentials, UNAUTHORIZED, "wrong-credentials", "用户名、密码或登录码不正确", "Wrong name, password or sign-in code",
        "请检查后重试；多次失败后系统会放慢应答，但不会锁定账号。", "Check and try again. After several failures the answer gets slower; the account is never locked.";
    Forbidden, FORBIDDEN, "forbidden", "您的角色不能进行此操作", "Your role may not do this",
        "此操作属于其他角色。", "This action belongs to another role.";
    CsrfFailed, FORBIDDEN, "csrf", "请求来源无法确认", "The origin of the request cannot be confirmed",
        "网页登录的写操作须带 X-CSRF-Token。请刷新页面。", "Writes of a web sign-in need X-CSRF-Token. Reload the page.";
    NotFound, NOT_FOUND, "not-found", "没有找到", "Not found",
        "它不存在，或不在您的范围内。", "It does not exist, or lies outside of your scope.";
    MethodNotAllowed, METHOD_NOT_ALLOWED, "method-not-allowed", "此地址不支持该方法", "This address does not know that method",
        "请查看 /docs。", "See /docs.";
    RevisionConflict, CONFLICT, "revision-conflict", "同一修订号已收到不同内容", "Another content was received under this revision",
        "服务器保留先收到的内容。请导出本机内容并联系审核员。", "The server keeps what it received first. Export what the phone holds and tell the reviewer.";
    NotReturned, CONFLICT, "not-returned", "该检查记录没有被退回", "This audit was not returned",
        "只有被退回的检查记录才能提交新修订。", "A new revision is accepted only while a return is unanswered.";
    WrongState, CONFLICT, "wrong-state", "当前状态不允许此操作", "The present state does not allow this",
        "请刷新后查看当前状态。", "Reload and look at the present state.";
    KeyReused, CONFLICT, "key-reused", "同一 Idempotency-Key 用于了不同内容", "The Idempotency-Key was used for another content",
        "每个意图使用一个新的键。", "Use a new key for each intention.";
    AlreadyExists, CONFLICT, "already-exists", "已经存在", "Already there",
        "同名或同编号的记录已经存在。", "There is already one of that name or number.";
    DraftNewer, CONFLICT, "draft-newer", "另一台手机上有更新的草稿", "Another phone has a later draft",
        "该检查在另一台手机上继续进行过。请选择在哪一台上继续。", "The visit went on upon another phone. Choose on which one to go on.";
    DraftsFull, CONFLICT, "drafts-full", "草稿数量已达上限", "There are too many drafts",
        "每人最多备份 20 份草稿。请提交或放弃旧的。", "At most 20 drafts a person are backed up. Submit or discard old ones.";
    StaleVersion, PRECONDITION_FAILED, "stale-version", "内容已被他人更改", "Somebody changed it meanwhile",
        "请重新读取，再决定。", "Read it again, then decide.";
    VersionNeeded, PRECONDITION_REQUIRED, "version-needed", "缺少 If-Match", "If-Match is missing",
        "请带上所读取内容的 ETag。", "Send the ETag of what you read.";
    RangeNotSatisfiable, RANGE_NOT_SATISFIABLE, "range-not-satisfiable", "请求的范围不在文件之内", "The range lies outside of the file",
        "文件的长度见 Content-Range，请从头下载或更正范围。", "Content-Range names the length. Begin anew or correct the range.";
    TooLarge, PAYLOAD_TOO_LARGE, "too-large", "内容超过上限", "The content is over the limit",
        "上限见 /v1/limits。", "The limits stand at /v1/limits.";
    TooSlow, REQUEST_TIMEOUT, "too-slow", "内容到达太慢", "The content came too slowly",
        "服务器没有等到完整内容。请重试；手机会自动重试。", "The server did not wait for all of it. Try again; the phone does so by itself.";
    UnsupportedMedia, UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "内容类型不受支持", "The content type is not supported",
        "请发送 application/json，可用 gzip 或 zstd 压缩。", "Send application/json, gzip or zstd if compressed.";
    Invalid, UNPROCESSABLE_ENTITY, "invalid", "内容有误", "The content has faults",
        "所有问题列在 violations 中。手机提交的内容会被保留。", "All faults are listed in violations. What a phone sent is kept.";
    SlowDown, TOO_MANY_REQUESTS, "slow-down", "请求过多", "Too many requests",
        "请按 Retry-After 稍后再试。", "Come back after Retry-After.";
    SchemaNewer, SERVICE_UNAVAILABLE, "schema-newer", "服务器尚不认识此版本的提交格式", "The server does not know this submission schema yet",
        "服务器正在升级。手机会自动重试，内容不会丢失。", "The server is being upgraded. The phone tries again by itself; nothing is lost.";
    Overloaded, SERVICE_UNAVAILABLE, "overloaded", "服务器繁忙", "The server is busy",
        "请按 Retry-After 稍后再试。", "Come back after Retry-After.";
    StorageUnavailable, SERVICE_UNAVAILABLE, "storage-unavailable", "照片存储暂不可用", "The photo storage is not available",
        "请稍后再试；已收到的内容不受影响。", "Try again later; what was received is safe.";
    StorageFull, INSUFFICIENT_STORAGE, "storage-full", "存储空间已满", "The storage is full",
        "已保存的内容不受影响。管理员须扩容。", "What is stored is safe. The administrator must add space.";
    Internal, INTERNAL_SERVER_ERROR, "internal", "服务器内部错误", "Internal error",
        "已记录。重试是安全的；报告时请给出 trace_id。", "It is in the log. Trying again is safe; when you report it, give the trace_id.";
}

/// An answer that says what is wrong.
#[derive(Debug)]
pub struct Problem {
    kind: Kind,
    detail: Option<Text>,
    violations: Vec<Violation>,
    more: Map<String, Value>,
    retry_after_s: Option<u32>,
    allow: Option<HeaderValue>,
}

/// The result of every handler.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

impl Problem {
    /// A problem of this type with nothing to add.
    pub fn new(kind: Kind) -> Self {
        Self { kind, detail: None, violations: Vec::new(), more: Map::new(), retry_after_s: None, allow: None }
    }

    /// Its type.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its violations.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Adds what exactly is the matter.
    pub fn detail(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.detail = Some(Text { zh: zh.into(), en: en.into() });
        self
    }

    /// Adds a machine-readable member.
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.more.insert(key.into(), value.into());
        self
    }

    /// Tells the client when to come back.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// Header, path or query parameters that cannot be read, all of them at once.
    pub fn bad_request(violations: Vec<Violation>) -> Self {
        Self { violations, ..Self::new(Kind::BadRequest) }
    }

    /// Input errors, all of them at once.
    pub fn invalid(violations: Vec<Violation>) -> Self {
        Self { violations, ..Self::new(Kind::Invalid) }
    }

    /// The same with the places of query parameters moved to where they stand in a body.
    pub fn query_within(mut self, place: &str) -> Self {
        for violation in &mut self.violations {
            if let Some(name) = violation.pointer.strip_prefix("query:") {
                violation.pointer = format!("{place}/{name}");
            }
        }
        self
    }

    /// A verb that the state does not allow; names the state it is in.
    pub fn wrong_state(state: impl ToString) -> Self {
        Self::new(Kind::WrongState).with("state", state.to_string())
    }

    /// It is absent or out of scope: the two must not be told apart.
    pub fn not_found() -> Self {
        Self::new(Kind::NotFound)
    }

    /// A failure of our own, logged here and nowhere else, with a number that the client can quote.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        let trace_id = uuid::Uuid::new_v4().to_string();
        tracing::error!(trace_id, error = %error, "request failed");
        Self::new(Kind::Internal).with("trace_id", trace_id)
    }

    /// Temporarily not possible; logged, with a number to quote.
    pub fn unavailable(kind: Kind, error: impl std::fmt::Display) -> Self {
        let trace_id = uuid::Uuid::new_v4().to_string();
        tracing::warn!(trace_id, error = %error, "temporarily unavailable");
        Self::new(kind).retry_after(5).with("trace_id", trace_id)
    }

    /// The document as it goes out, in the language of the request.
    pub fn document(&self) -> ProblemDocument {
        let lang = lang::current();
        ProblemDocument {
            r#type: format!("/problems/{}", self.kind.slug()),
            title: self.kind.title().get(lang).to_owned(),
            status: self.kind.status().as_u16(),
            detail: self.detail.as_ref().map(|text| text.get(lang).to_owned()),
            violations: self.violations.iter().map(|violation| ViolationDocument::of(violation, lang)).collect(),
            more: self.more.clone(),
        }
    }
}

/// `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemDocument {
    /// Address of the type, for example `/problems/invalid`; it answers with its explanation.
    pub r#type: String,
    /// Short title in the language of the request.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What exactly is the matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Input errors, all at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<ViolationDocument>,
    /// Further members of the type, for example `state`, `limit` or `trace_id`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub more: Map<String, Value>,
}

/// One input error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ViolationDocument {
    /// RFC 6901 pointer into the body; `header:<name>` or `query:<name>` outside of it.
    pub pointer: String,
    /// Word of a closed list.
    pub code: String,
    /// What is wrong, in the language of the request.
    pub message: String,
}

impl ViolationDocument {
    /// A violation in words.
    pub fn of(violation: &Violation, lang: forecourt_core::text::Lang) -> Self {
        Self {
            pointer: violation.pointer.clone(),
            code: violation.code.as_str().to_owned(),
            message: violation.message(lang).to_owned(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(mut self) -> Response {
        if self.kind.status().is_server_error() && !self.more.contains_key("trace_id") {
            let trace_id = uuid::Uuid::new_v4().to_string();
            tracing::warn!(trace_id, problem = self.kind.slug(), "refused for now");
            self = self.with("trace_id", trace_id);
        }
        let mut response = (self.kind.status(), Json(self.document())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(allow) = self.allow {
            headers.insert(header::ALLOW, allow);
        }
        if self.kind.status() == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if error.is_conflict() {
            Self::new(Kind::AlreadyExists)
        } else if error.is_overload() || error.is_deadlock() {
            Self::unavailable(Kind::Overloaded, error)
        } else {
            Self::internal(error)
        }
    }
}

impl From<forecourt_store::DbErr> for Problem {
    fn from(error: forecourt_store::DbErr) -> Self {
        StoreError::from(error).into()
    }
}
