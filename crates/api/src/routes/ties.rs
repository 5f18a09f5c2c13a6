//! What ties a shopper to stations (§2.4): part of `PATCH /v1/people/{id}`.

use forecourt_core::{
    tie::Tie,
    violation::{Code, Violation},
};
use forecourt_store::{Tx, access::Scope, org, stations};
use uuid::Uuid;

use crate::{
    problem::{Problem, Result},
    times::parse_day,
};

/// The ties of a person as they are stored.
pub fn read(stored: Option<&serde_json::Value>) -> Result<Vec<Tie>> {
    stored.map_or_else(|| Ok(Vec::new()), |stored| serde_json::from_value(stored.clone()).map_err(Problem::internal))
}

/// As they are stored.
pub fn write(ties: &[Tie]) -> Result<Option<serde_json::Value>> {
    if ties.is_empty() { Ok(None) } else { serde_json::to_value(ties).map(Some).map_err(Problem::internal) }
}

/// Each names one place that is there, and a day that is one.
pub async fn check(tx: &Tx, ties: &[Tie]) -> Result<()> {
    let ids = |of: fn(&Tie) -> Option<Uuid>| ties.iter().filter_map(of).collect::<Vec<_>>();
    let everything = Scope::everything();
    let known = stations::find_all(&**tx, &everything, &ids(|tie| tie.station_id)).await?;
    let units = org::by_ids(&**tx, &ids(|tie| tie.org_unit_id)).await?;
    let mut faults = Vec::new();
    for (n, tie) in ties.iter().enumerate() {
        let mut fault = |field: &str, code| faults.push(Violation::new(format!("/ties/{n}{field}"), code));
        match (tie.station_id, tie.org_unit_id) {
            (Some(id), None) if known.iter().all(|row| row.id != id) => fault("/station_id", Code::BadValue),
            (None, Some(id)) if !units.contains_key(&id) => fault("/org_unit_id", Code::BadValue),
            (Some(_), None) | (None, Some(_)) => {}
            (Some(_), Some(_)) => fault("/org_unit_id", Code::UnknownField),
            (None, None) => fault("/station_id", Code::Missing),
        }
        if tie.until.as_deref().is_some_and(|day| parse_day(day).is_none()) {
            fault("/until", Code::BadValue);
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}
