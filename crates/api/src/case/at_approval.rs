//! Photos as they were when an audit was approved. Evidence is judged then for the last time (decision 10): what comes or goes
//! later changes no score, whatever else is decided about the audit (decision 3).

use std::collections::HashMap;

use forecourt_core::states::PhotoState;
use forecourt_store::entity::{audit, photo};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The photos that are not there, by id with their states; kept with an audit from its approval on.
pub fn absent(photos: &[photo::Model]) -> Value {
    let absent = photos.iter().filter(|photo| photo.state != PhotoState::Verified.as_str());
    Value::Object(absent.map(|photo| (photo.id.to_string(), Value::from(&*photo.state))).collect::<Map<_, _>>())
}

/// The states of the photos by which an audit is judged: those of its approval, or of now as long as it has none.
pub fn states(audit: &audit::Model, photos: &[photo::Model]) -> HashMap<Uuid, PhotoState> {
    let kept = audit.photos_absent.as_ref().and_then(Value::as_object);
    let state = |photo: &photo::Model| match kept {
        None => PhotoState::parse(&photo.state),
        Some(absent) => match absent.get(&photo.id.to_string()) {
            None => Some(PhotoState::Verified),
            Some(state) => state.as_str().and_then(PhotoState::parse),
        },
    };
    photos.iter().filter_map(|photo| Some((photo.id, state(photo)?))).collect()
}
