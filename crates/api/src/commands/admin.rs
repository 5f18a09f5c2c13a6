//! `forecourt admin create NAME`: the first administrator of an installation.

use forecourt_core::states::Role;
use forecourt_store::{
    audit_log::{self, Act},
    entity::sign_in_code,
    people,
};
use uuid::Uuid;

use crate::{
    auth::token,
    clock::Clock,
    config::Settings,
    state::{App, StartError},
    times::rfc3339,
};

/// How long a one-time sign-in code works, ms (decision 33).
pub const CODE_MS: i64 = 14 * 86_400_000;

/// How the command stands in the audit log.
const CREATE: &str = "forecourt admin create";

/// Makes an administrator and prints a one-time sign-in code; there is never a default password.
pub async fn create(settings: Settings, username: &str, display_name: Option<&str>) -> Result<(), StartError> {
    let app = App::open(settings, Clock::default()).await?;
    let code = token::fresh_code().map_err(|_| StartError::Settings("no random bytes".into()))?;
    let now = app.clock.real_ms();
    let tx = app.store.begin("create_admin").await?;
    if people::by_username(&*tx, username).await?.is_some() {
        return Err(StartError::Settings(format!("there is already a person named {username}")));
    }
    let id = Uuid::new_v4();
    people::insert(&*tx, people::NewPerson::named(id, username, display_name.unwrap_or(username)), now).await?;
    people::add_role(&*tx, id, Role::Admin, None, None).await?;
    let row = sign_in_code::Model {
        person_id: id,
        code_hash: token::hash(&code).to_vec(),
        expires_at: now + CODE_MS,
        created_by: None,
        created_at: now,
    };
    people::put_code(&*tx, row).await?;
    let subject = ("people".to_owned(), Some(id.to_string()));
    let act = Act::new(CREATE.into(), CREATE.into(), subject, Uuid::new_v4(), now);
    audit_log::within(act, tx.commit()).await?;
    println!("sign-in name: {username}\none-time code: {code}\nworks until: {}", rfc3339(now + CODE_MS));
    Ok(())
}
