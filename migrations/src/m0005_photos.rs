//! Photos: one row each, the bytes in the object store.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let photo = references(
            &mut table(
                "photo",
                &["id"],
                vec![
                    uuid("id"),
                    uuid("audit_id"),
                    text("kind"),
                    text("state"),
                    blob("sha256"),
                    big_integer("bytes"),
                    text("content_type"),
                    integer("first_revision"),
                    big_integer("taken_at"),
                    boolean("incoming"), // lies under the incoming key until it is verified
                    integer_null("width"),
                    integer_null("height"),
                    big_integer_null("exif_at"),
                    big_integer_null("exif_lat_e7"),
                    big_integer_null("exif_lon_e7"),
                    blob_null("phash"),
                    uuid_null("similar_in"), // another audit with a picture that looks the same
                    boolean("derived"),      // thumb and view exist
                    text_null("lost_reason"),
                    boolean("lost_by_office"),
                    uuid_null("station_copy_id"),
                    json_null("boxes"),
                    uuid_null("released_by"),
                    big_integer_null("released_at"),
                    big_integer("updated_at"),
                ],
            ),
            ("photo", "audit_id"),
            ("audit", "id"),
        );
        // Keys of the perceptual hash: candidates for a similar picture are found by one index.
        let band = table("photo_band", &["band", "photo_id"], vec![big_integer("band"), uuid("photo_id")]);
        let mut open = index("photo", &["updated_at"]);
        open.name("ix_photo_open").and_where(Expr::col("state").is_in(["missing", "stored", "rejected"]));
        create(
            manager,
            vec![photo, band],
            vec![
                open,
                index("photo", &["audit_id"]),
                index("photo", &["sha256"]),
                unique("photo", &["station_copy_id"]),
            ],
        )
        .await
    }
}
