//! Pictures that stations of the demo hand in: how it is now, and sometimes how it was.

use forecourt_photo::{
    Limits,
    draw::{Defect, Scene, SceneKind},
    sha256_hex, thumb,
};
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use super::{
    client::{DemoError, Result},
    rectify::{Order, Yard, manager},
    rng::{Rng, id},
};

/// Longest picture, bytes: as large as a thumb, since a demo has many.
const LONGEST: usize = 25_000;

impl Yard<'_> {
    /// Announces and sends one picture; its id.
    pub async fn hand_in(&self, order: &Order<'_>, role: &str) -> Result<Uuid> {
        let name = format!("evidence/{}/{}/{role}", order.name, order.round());
        let file = id(self.seed, &name);
        let bytes = self.picture(order, &name, role).await?;
        let token = self.token(&manager(&order.station.code)).await?;
        let path = format!("/v1/evidence/{file}");
        let body = json!({"sha256": sha256_hex(&bytes), "bytes": bytes.len(), "content_type": "image/jpeg"});
        let receipt = self.client.call(Method::PUT, &path, &token).json(&body).send().await?;
        if receipt["upload"].is_object() {
            self.client.upload(&receipt["upload"], &bytes).await?;
            self.client.call(Method::PUT, &path, &token).json(&body).send().await?;
        }
        Ok(file)
    }

    async fn picture(&self, order: &Order<'_>, name: &str, role: &str) -> Result<Vec<u8>> {
        let mut rng = Rng::of(self.seed, name);
        let scene = Scene {
            kind: SceneKind::of_item(order.row["item"]["id"].as_str().unwrap_or_default()),
            seed: rng.next(),
            station_code: order.station.code.clone(),
            labels: vec![order.station.code.clone(), role.to_uppercase()],
            at_ms: self.now,
            lat_e7: order.station.lat_e7,
            lon_e7: order.station.lon_e7,
            night: false,
            defect: (role == "before").then_some(Defect::Dirty),
            sale: None,
        };
        let pen = self.pen;
        let drawn = tokio::task::spawn_blocking(move || thumb(&pen(&scene), &Limits::default()));
        let bytes = drawn.await.map_err(|error| DemoError::Other(error.to_string()))?;
        let bytes = bytes.map_err(|error| DemoError::Other(format!("a drawn picture: {error:?}")))?;
        debug_assert!(bytes.len() <= LONGEST, "{} bytes", bytes.len());
        Ok(bytes)
    }
}

/// Most orders show how it is now; some also how it was.
pub fn roles(seed: u64, order: &Order<'_>) -> Vec<&'static str> {
    let both = Rng::of(seed, &format!("roles/{}", order.name)).chance(150);
    if both && order.round() == 0 { vec!["before", "after"] } else { vec!["after"] }
}
