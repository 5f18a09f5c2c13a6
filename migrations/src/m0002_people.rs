//! People, their roles and scopes, sign-in codes, sessions, devices.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let person = table(
            "person",
            &["id"],
            vec![
                uuid("id"),
                text("username"),
                text("display_name"),
                text_null("phone"),
                text("lang"),
                text_null("password_hash"),
                big_integer_null("deactivated_at"),
                big_integer("created_at"),
                big_integer("updated_at"),
                integer("version"),
            ],
        );
        let role = references(
            &mut table(
                "person_role",
                &["id"],
                vec![uuid("id"), uuid("person_id"), text("role"), uuid_null("org_unit_id"), uuid_null("station_id")],
            ),
            ("person_role", "person_id"),
            ("person", "id"),
        );
        let code = references(
            &mut table(
                "sign_in_code",
                &["person_id"],
                vec![
                    uuid("person_id"),
                    blob("code_hash"),
                    big_integer("expires_at"),
                    uuid_null("created_by"),
                    big_integer("created_at"),
                ],
            ),
            ("sign_in_code", "person_id"),
            ("person", "id"),
        );
        let session = references(
            &mut table(
                "session",
                &["id"],
                vec![
                    uuid("id"),
                    blob("token_hash"),
                    uuid("person_id"),
                    text("client"),
                    uuid_null("device_id"),
                    big_integer("created_at"),
                    big_integer("last_seen_at"),
                    big_integer("expires_at"),
                ],
            ),
            ("session", "person_id"),
            ("person", "id"),
        );
        // A phone may be shared: what it holds is kept per person.
        let device = table(
            "device",
            &["id", "person_id"],
            vec![
                uuid("id"),
                uuid("person_id"),
                text_null("name"),
                big_integer("created_at"),
                big_integer("last_contact_at"),
                json_null("holdings"),
                big_integer_null("holdings_at"),
            ],
        );
        create(
            manager,
            vec![person, role, code, session, device],
            vec![
                unique("person", &["username"]),
                index("person_role", &["person_id"]),
                index("person_role", &["role", "org_unit_id"]),
                unique("session", &["token_hash"]),
                index("session", &["person_id"]),
                index("device", &["person_id"]),
            ],
        )
        .await
    }
}
