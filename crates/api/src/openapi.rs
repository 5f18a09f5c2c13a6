//! What the OpenAPI document says beside the operations.

use utoipa::{
    Modify, OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use crate::auth::caller::COOKIE;

/// The frame of the document; the operations come from the router.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Forecourt",
        version = "1",
        description = "Mystery-shopper audits of a fuel-station network. Times are RFC 3339 in UTC, scores in basis points (0 to 10000), sizes in bytes. Errors are application/problem+json. 加油站神秘顾客检查。",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/")),
    modifiers(&Security),
    security(("bearer" = []), ("cookie" = [])),
)]
pub struct Frame;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_with(Default::default);
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::new(COOKIE));
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    }
}
