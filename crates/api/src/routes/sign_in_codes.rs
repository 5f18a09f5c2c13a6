//! One-time sign-in codes: for one person, and for everybody in an import.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use forecourt_store::{entity::sign_in_code, people};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::{Caller, caller::Key, token},
    body::Input,
    commands::admin::CODE_MS,
    extract::{Asked, At},
    import::{
        self, ImportQuery, ImportReport,
        file::{Upload, WorkbookFile},
    },
    problem::{Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    routes::{
        Nothing,
        people::{WRITE, managed, sight},
    },
    state::App,
    times::rfc3339,
};

/// A one-time sign-in code.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInCode {
    /// Whose it is.
    pub person_id: Uuid,
    /// Name to sign in with.
    pub username: String,
    /// The code, to be printed or told; null in the answer to a repeat, since it is never stored.
    pub code: Option<String>,
    /// Until when it works.
    pub expires_at: String,
    /// How to get a code when this answer has none.
    pub again: String,
}

/// What a repeat is told instead of its secret (decision 15).
pub const AGAIN: &str = "POST /v1/people/{id}/sign-in-code with a new Idempotency-Key makes a new code";

/// Make a sign-in code
///
/// Works once within 14 days, sets a new password and ends all sessions; an earlier code stops working at once. You
/// must cover every role the person has. A repeat answers without the code.
#[utoipa::path(post, path = "/v1/people/{id}/sign-in-code", tag = "people", params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 201, body = SignInCode), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    input: Input<Nothing>,
) -> Result<Response> {
    caller.require(WRITE)?;
    let now = app.clock.real_ms();
    let by = caller.clone();
    repeat::once(&app, &caller, key, input.sha256, "sign_in_code", move |tx| {
        Box::pin(async move {
            let (row, _) = managed(tx, &by, id).await?;
            let code = token::fresh_code()?;
            people::put_code(&**tx, code_row(id, &code, by.person_id, now)).await?;
            let view = SignInCode {
                person_id: id,
                username: row.username,
                code: None,
                expires_at: rfc3339(now + CODE_MS),
                again: AGAIN.into(),
            };
            Ok(Reply::created(view)?.secret("code", code))
        })
    })
    .await
}

/// A code as it is stored: by its hash.
pub fn code_row(person_id: Uuid, code: &str, by: Uuid, real_ms: i64) -> sign_in_code::Model {
    sign_in_code::Model {
        person_id,
        code_hash: token::hash(code).to_vec(),
        expires_at: real_ms + CODE_MS,
        created_by: Some(by),
        created_at: real_ms,
    }
}

/// What an import of people did.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeopleReport {
    /// Rows and faults.
    #[serde(flatten)]
    pub report: ImportReport,
    /// One-time sign-in codes of the new people; null in a dry run and in the answer to a repeat.
    pub codes: Option<Vec<PrintedCode>>,
    /// How to get a code when this answer has none.
    pub again: String,
}

/// A line to print and hand over.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrintedCode {
    /// Name to sign in with.
    pub username: String,
    /// Name of the person.
    pub display_name: String,
    /// The code.
    pub code: String,
    /// Until when it works.
    pub expires_at: String,
}

/// Import people
///
/// CSV in UTF-8 or GB18030, or the first visible sheet of a workbook (XLSX), with a header. Columns: `username`*, `display_name`*, `phone`, `lang` (`zh` or `en`),
/// `roles`*: one or more separated by spaces or `;`, each `role` (whole network), `role@<code of the org unit>` or
/// `station@<code of the station>`; for example `shopper@NJ;planner@NJ-01`. People are found again by `username`;
/// columns that the file does not have stay as they are. You can only give and take roles that you cover. The real run
/// returns one-time sign-in codes of the new people, once. All or nothing.
#[utoipa::path(post, path = "/v1/people/import", tag = "people", request_body(content((String = "text/csv"), (WorkbookFile = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    params(ImportQuery, ("Idempotency-Key" = Option<Uuid>, Header, description = "Not needed for a dry run")),
    responses((status = 200, body = PeopleReport), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 413, body = ProblemDocument),
        (status = 415, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn import_file(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<ImportQuery>,
    upload: Upload,
) -> Result<Response> {
    caller.require(WRITE)?;
    let by = import::people::By {
        mine: caller.grants().to_vec(),
        person: caller.person_id,
        sight: sight(&caller)?,
        now_ms: app.clock.now_ms(),
        real_ms: app.clock.real_ms(),
    };
    let sent = upload.read(&app).await?;
    if query.dry_run {
        let tx = app.store.look("import_people").await?;
        let (report, _) = import::people::run(&tx, &by, &sent.file, true).await?;
        tx.rollback().await?;
        return Ok(Json(PeopleReport { report, codes: None, again: AGAIN.into() }).into_response());
    }
    let (file, key) = sent.for_real()?;
    repeat::once(&app, &caller, key, file.sha256, "import_people", move |tx| {
        Box::pin(async move {
            let (report, codes) = import::people::run(tx, &by, &file, false).await?;
            let codes = serde_json::to_value(codes).map_err(Problem::internal)?;
            Ok(Reply::ok(PeopleReport { report, codes: None, again: AGAIN.into() })?.secret("codes", codes))
        })
    })
    .await
}
