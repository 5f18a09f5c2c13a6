//! The document itself, its stamps, fixes, flags and receipts.

use super::path::Path;
use super::walk::Walk;
use crate::checklist::{FlagKind, FlagScope};
use crate::submission::{
    ChecklistRef, Fix, FlagValue, Receipt, ReceiptKind, Recognised, SCHEMA, Stamp, Submission, limits,
};
use crate::violation::Code;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

const REQUIRED: [&str; 13] = [
    "schema",
    "revision",
    "assignment_id",
    "checklist",
    "station_profile_revision",
    "started",
    "finished",
    "check_in",
    "check_out",
    "flags",
    "answers",
    "receipts",
    "photos",
];

impl Walk<'_> {
    pub fn submission(&mut self, value: &Value, at: &Path) -> Option<Submission> {
        let object = self.object(value, at)?;
        let (mut schema, mut revision, mut assignment_id, mut checklist, mut profile) = (None, None, None, None, None);
        let (mut started, mut finished, mut check_in, mut check_out, mut flags) = (None, None, None, None, None);
        let (mut answers, mut receipts, mut photos) = (None, None, None);
        let (mut device_id, mut narrative, mut recognised, mut profile_dispute) = (None, None, None, Vec::new());
        for (key, v) in object {
            let at = &at.key(key);
            match key.as_str() {
                "schema" => schema = self.int(v, at, SCHEMA, SCHEMA),
                "revision" => revision = self.int(v, at, 1, limits::REVISION),
                "assignment_id" => assignment_id = self.uuid(v, at),
                "device_id" => device_id = self.random_id(v, at),
                "checklist" => checklist = self.checklist_ref(v, at),
                "station_profile_revision" => profile = self.int(v, at, 1, limits::REVISION),
                "started" => started = self.stamp(v, at),
                "finished" => finished = self.stamp(v, at),
                "check_in" => check_in = self.nullable(v, at, Self::fix),
                "check_out" => check_out = self.nullable(v, at, Self::fix),
                "flags" => flags = self.flags(v, at),
                "profile_dispute" => profile_dispute = self.profile_dispute(v, at).unwrap_or_default(),
                "answers" => answers = self.answers(v, at),
                "narrative" => narrative = self.text(v, at, limits::TEXT_CHARS).map(str::to_owned),
                "recognised" => recognised = self.recognised(v, at),
                "receipts" => receipts = self.receipts(v, at),
                "photos" => photos = self.photos(v, at),
                _ => self.report(at, Code::UnknownField),
            }
        }
        let read = || {
            Some(Submission {
                schema: schema?,
                revision: revision?,
                assignment_id: assignment_id?,
                device_id,
                checklist: checklist?,
                station_profile_revision: profile?,
                started: started?,
                finished: finished?,
                check_in: check_in?,
                check_out: check_out?,
                flags: flags?,
                profile_dispute,
                answers: answers?,
                narrative,
                recognised,
                receipts: receipts?,
                photos: photos?,
            })
        };
        self.whole(object, at, &REQUIRED, read())
    }

    fn checklist_ref(&mut self, value: &Value, at: &Path) -> Option<ChecklistRef> {
        let object = self.object(value, at)?;
        let (mut id, mut version) = (None, None);
        for (key, v) in object {
            let at = &at.key(key);
            match key.as_str() {
                "id" => id = self.text(v, at, limits::NAME_CHARS),
                "version" => version = self.int(v, at, 1, limits::REVISION),
                _ => self.report(at, Code::UnknownField),
            }
        }
        let read = || Some((id?, version?));
        let (id, version) = self.whole(object, at, &["id", "version"], read())?;
        if id != self.checklist.id || version != i64::from(self.checklist.version) {
            return self.refuse(at, Code::UnknownChecklist);
        }
        Some(ChecklistRef { id: id.to_owned(), version })
    }

    fn stamp(&mut self, value: &Value, at: &Path) -> Option<Stamp> {
        let object = self.object(value, at)?;
        let (mut wall_ms, mut mono_ms, mut run_id, mut offset) = (None, None, None, None);
        for (key, v) in object {
            let at = &at.key(key);
            match key.as_str() {
                "wall_ms" => wall_ms = self.instant(v, at),
                "mono_ms" => mono_ms = self.instant(v, at),
                "run_id" => run_id = self.uuid(v, at),
                "server_offset_ms" => {
                    let int = |walk: &mut Self, v: &Value, at: &Path| {
                        walk.int(v, at, -limits::INSTANT_MS, limits::INSTANT_MS)
                    };
                    offset = self.nullable(v, at, int);
                }
                _ => self.report(at, Code::UnknownField),
            }
        }
        let read = || Some(Stamp { wall_ms: wall_ms?, mono_ms: mono_ms?, run_id: run_id?, server_offset_ms: offset? });
        self.whole(object, at, &["wall_ms", "mono_ms", "run_id", "server_offset_ms"], read())
    }

    pub fn fix(&mut self, value: &Value, at: &Path) -> Option<Fix> {
        let object = self.object(value, at)?;
        let (mut lat_e7, mut lon_e7, mut accuracy_cm, mut mocked, mut at_ms) = (None, None, None, None, None);
        for (key, v) in object {
            let at = &at.key(key);
            match key.as_str() {
                "lat_e7" => lat_e7 = self.int(v, at, -limits::LAT_E7, limits::LAT_E7),
                "lon_e7" => lon_e7 = self.int(v, at, -limits::LON_E7, limits::LON_E7),
                "accuracy_cm" => accuracy_cm = self.int(v, at, 0, limits::ACCURACY_CM),
                "mocked" => mocked = self.boolean(v, at),
                "at_ms" => at_ms = self.instant(v, at),
                _ => self.report(at, Code::UnknownField),
            }
        }
        let read = || {
            Some(Fix { lat_e7: lat_e7?, lon_e7: lon_e7?, accuracy_cm: accuracy_cm?, mocked: mocked?, at_ms: at_ms? })
        };
        self.whole(object, at, &["lat_e7", "lon_e7", "accuracy_cm", "mocked", "at_ms"], read())
    }

    fn flags(&mut self, value: &Value, at: &Path) -> Option<BTreeMap<String, FlagValue>> {
        let object = self.object(value, at)?;
        let mut flags = BTreeMap::new();
        for (key, v) in object {
            let at = &at.key(key);
            let def = self.checklist.flag_index(key).map(|index| &self.checklist.flags[index]);
            let Some(def) = def.filter(|def| def.scope == FlagScope::Visit) else {
                self.report(at, Code::UnknownFlag);
                continue;
            };
            let read = match def.kind {
                FlagKind::Bool => self.boolean(v, at).map(FlagValue::Bool),
                FlagKind::Int { max } => self.int(v, at, 0, i64::from(max)).map(FlagValue::Number),
            };
            if let Some(flag) = read {
                flags.insert(key.clone(), flag);
            }
        }
        Some(flags)
    }

    fn profile_dispute(&mut self, value: &Value, at: &Path) -> Option<Vec<String>> {
        let list = self.list(value, at, self.checklist.station_flags().len())?;
        let mut disputed: Vec<String> = Vec::new();
        for (i, v) in list.iter().enumerate() {
            let at = &at.index(i);
            let Some(flag) = v.as_str() else {
                self.report(at, Code::WrongType);
                continue;
            };
            if !self.checklist.station_flags().iter().any(|def| def.id == flag) {
                self.report(at, Code::UnknownFlag);
            } else if disputed.iter().any(|known| known == flag) {
                self.report(at, Code::Duplicate);
            } else {
                disputed.push(flag.to_owned());
            }
        }
        Some(disputed)
    }

    fn recognised(&mut self, value: &Value, at: &Path) -> Option<Recognised> {
        let object = self.object(value, at)?;
        let mut at_ms = None;
        for (key, v) in object {
            let at = &at.key(key);
            match key.as_str() {
                "at_ms" => at_ms = self.instant(v, at),
                _ => self.report(at, Code::UnknownField),
            }
        }
        let read = || Some(Recognised { at_ms: at_ms? });
        self.whole(object, at, &["at_ms"], read())
    }

    fn receipts(&mut self, value: &Value, at: &Path) -> Option<Vec<Receipt>> {
        let list = self.list(value, at, limits::RECEIPTS)?;
        Some(list.iter().enumerate().filter_map(|(i, v)| self.receipt(v, &at.index(i))).collect())
    }

    fn receipt(&mut self, value: &Value, at: &Path) -> Option<Receipt> {
        let object = self.object(value, at)?;
        let (mut kind, mut at_ms, mut code, mut amount, mut litres, mut photo_id) =
            (None, None, None, None, None, None);
        let amount_of = |walk: &mut Self, v: &Value, at: &Path| walk.int(v, at, 0, limits::RECEIPT_AMOUNT);
        for (key, v) in object {
            let at = &at.key(key);
            match key.as_str() {
                "kind" => kind = self.word(v, at, ReceiptKind::parse),
                "at_ms" => at_ms = self.nullable(v, at, Self::instant),
                "station_code" => code = self.nullable(v, at, Self::name),
                "amount_fen" => amount = self.nullable(v, at, amount_of),
                "litres_ml" => litres = self.nullable(v, at, amount_of),
                "photo_id" => photo_id = self.nullable(v, at, Self::known_photo),
                _ => self.report(at, Code::UnknownField),
            }
        }
        let read = || {
            Some(Receipt {
                kind: kind?,
                at_ms: at_ms?,
                station_code: code?,
                amount_fen: amount?,
                litres_ml: litres?,
                photo_id: photo_id?,
            })
        };
        self.whole(object, at, &["kind", "at_ms", "station_code", "amount_fen", "litres_ml", "photo_id"], read())
    }

    pub fn name(&mut self, value: &Value, at: &Path) -> Option<String> {
        self.text(value, at, limits::NAME_CHARS).map(str::to_owned)
    }

    /// The id of a photo that the manifest lists.
    pub fn known_photo(&mut self, value: &Value, at: &Path) -> Option<Uuid> {
        let id = self.uuid(value, at)?;
        if self.manifest.contains(&id) { Some(id) } else { self.refuse(at, Code::UnknownPhoto) }
    }
}
