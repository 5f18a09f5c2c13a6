//! Org units, stations and their dated profiles.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let org_unit = table(
            "org_unit",
            &["id"],
            vec![
                uuid("id"),
                uuid_null("parent_id"),
                text("code"),
                small_integer("level"), // 0 headquarters, 1 province, 2 city, 3 district
                text("name_zh"),
                text("name_en"),
                big_integer("created_at"),
                big_integer("updated_at"),
                integer("version"),
            ],
        );
        // Every pair of a unit and a unit below it (itself included): a scope is one indexed join.
        let org_closure = table(
            "org_closure",
            &["ancestor_id", "descendant_id"],
            vec![uuid("ancestor_id"), uuid("descendant_id"), small_integer("depth")],
        );
        let station = references(
            &mut table(
                "station",
                &["id"],
                vec![
                    uuid("id"),
                    text("code"),
                    uuid("org_unit_id"),
                    text("name_zh"),
                    text("name_en"),
                    text("city_zh"),
                    text("city_en"),
                    text("address"),
                    big_integer_null("lat_e7"),
                    big_integer_null("lon_e7"),
                    text("tz"),
                    big_integer_null("closed_at"),
                    big_integer("created_at"),
                    big_integer("updated_at"),
                    integer("version"),
                ],
            ),
            ("station", "org_unit_id"),
            ("org_unit", "id"),
        );
        let profile = references(
            &mut table(
                "station_profile",
                &["station_id", "revision"],
                vec![
                    uuid("station_id"),
                    integer("revision"),
                    big_integer("in_force_from"),
                    json("flags"),
                    uuid_null("created_by"),
                    big_integer("created_at"),
                ],
            ),
            ("station_profile", "station_id"),
            ("station", "id"),
        );
        create(
            manager,
            vec![org_unit, org_closure, station, profile],
            vec![
                unique("org_unit", &["code"]),
                index("org_unit", &["parent_id"]),
                index("org_closure", &["descendant_id"]),
                unique("station", &["code"]),
                index("station", &["org_unit_id", "code"]),
            ],
        )
        .await
    }
}
