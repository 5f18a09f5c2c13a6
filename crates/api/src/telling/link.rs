//! Where a message leads: an address of the desks that does not depend on who reads it. `/desk/to` opens the page that the
//! reader's role has for it, so that a letter that is passed on leads everybody to his own.

use forecourt_store::{entity::event, orders::outbox::kind};

/// The address of what an event is about; `None` where nobody has said under which address the server is reached.
pub fn link(public_url: Option<&str>, row: &event::Model) -> Option<String> {
    let base = public_url?.trim_end_matches('/');
    Some(format!("{base}{}", path(row)))
}

fn path(row: &event::Model) -> String {
    let word = |name: &str| row.payload[name].as_str();
    match row.kind.as_str() {
        kind::CALENDAR_MISSING => return "/desk/admin/policy".to_owned(),
        // Head office alone sees it before its publication.
        kind::REVIEW_OVERDUE => return word("audit").map_or_else(inbox, |id| format!("/desk/review/audits/{id}")),
        kind::BULLETIN => {
            let both = word("org_unit").zip(word("day"));
            return both.map_or_else(inbox, |(unit, day)| format!("/desk/to?unit={unit}&day={day}"));
        }
        _ => {}
    }
    let subject = ["order", "appeal", "audit"].into_iter().find_map(|name| Some((name, word(name)?)));
    match (subject, row.station_id) {
        // Offices look at the station of an audit.
        (Some(("audit", id)), Some(station)) => format!("/desk/to?audit={id}&station={station}"),
        (Some((name, id)), _) => format!("/desk/to?{name}={id}"),
        (None, _) => inbox(),
    }
}

/// What has no page of its own.
fn inbox() -> String {
    "/desk/inbox".to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;

    fn row(kind: &str, station_id: Option<Uuid>, payload: Value) -> event::Model {
        event::Model {
            id: Uuid::nil(),
            kind: kind.to_owned(),
            at: 0,
            recorded_at: 0,
            late: false,
            held: false,
            station_id,
            subject_id: None,
            recipients: json!([]),
            payload,
            taken_at: None,
        }
    }

    #[test]
    fn what_is_told_of_leads_to_its_page_whoever_reads_it() {
        let station = Some(Uuid::from_u128(7));
        let at = |row: event::Model| link(Some("https://audit.example.cn/"), &row).expect("an address");
        let order = at(row(kind::ISSUED, station, json!({"order": "a"})));
        assert_eq!(order, "https://audit.example.cn/desk/to?order=a");
        let appeal = at(row(kind::APPEAL_FILED, station, json!({"audit": "b", "appeal": "c"})));
        assert!(appeal.ends_with("/desk/to?appeal=c"), "{appeal}");
        let audit = at(row(kind::PUBLISHED, station, json!({"audit": "b"})));
        assert!(audit.ends_with("/desk/to?audit=b&station=00000000-0000-0000-0000-000000000007"), "{audit}");
        let bulletin = at(row(kind::BULLETIN, None, json!({"org_unit": "u", "day": "2026-06-01"})));
        assert!(bulletin.ends_with("/desk/to?unit=u&day=2026-06-01"), "{bulletin}");
        assert!(at(row(kind::SAFETY, station, json!({"item_id": "x"}))).ends_with("/desk/inbox"));
        assert!(at(row(kind::REVIEW_OVERDUE, station, json!({"audit": "b"}))).ends_with("/desk/review/audits/b"));
        assert!(at(row(kind::CALENDAR_MISSING, None, json!({"year": 2027}))).ends_with("/desk/admin/policy"));
        assert_eq!(link(None, &row(kind::ISSUED, station, json!({"order": "a"}))), None);
    }
}
