//! The values of all flags of one audit.

use super::model::{Checklist, FlagDef, FlagKind, FlagScope, Reference};

/// Flag values aligned with [`Checklist::flags`]; what was not given has its default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flags {
    values: Vec<i32>,
    /// What corrected flags were before: (index, value).
    corrected: Vec<(usize, i32)>,
}

impl Flags {
    /// All defaults: station flags true, visit flags false or 0 in `station-69`.
    pub fn defaults(checklist: &Checklist) -> Self {
        Self { values: checklist.flags.iter().map(|f| f.default).collect(), corrected: Vec::new() }
    }

    /// Defaults overlaid with the given values; returns the first id that is unknown or out of range.
    pub fn from_pairs<'a>(
        checklist: &Checklist,
        pairs: impl IntoIterator<Item = (&'a str, i32)>,
    ) -> Result<Self, &'a str> {
        let mut flags = Self::defaults(checklist);
        for (id, value) in pairs {
            let index = checklist.flag_index(id).ok_or(id)?;
            if !checklist.flags[index].allows(value) {
                return Err(id);
            }
            flags.set(index, value);
        }
        Ok(flags)
    }

    /// The value of a flag by index, 0 and 1 for bool flags.
    pub fn get(&self, index: usize) -> i32 {
        self.values[index]
    }

    /// Sets a flag by index; the caller has checked the value with [`FlagDef::allows`].
    pub fn set(&mut self, index: usize, value: i32) {
        self.values[index] = value;
    }

    /// Sets a visit flag by a reviewer's decision: points that become N/A that way count as visit-caused, also where
    /// the reference keeps the actual value (decision 6).
    pub fn correct(&mut self, index: usize, value: i32) {
        if self.corrected.iter().all(|(known, _)| *known != index) {
            self.corrected.push((index, self.values[index]));
        }
        self.values[index] = value;
    }

    /// The station flags as they are, visit flags at their reference or default: what applies by profile (§3.5).
    pub fn at_profile(&self, checklist: &Checklist) -> Self {
        let value = |(index, flag): (usize, &FlagDef)| match (flag.scope, flag.reference) {
            (FlagScope::Station, _) => self.values[index],
            (FlagScope::Visit, Reference::Value(value)) => value,
            (FlagScope::Visit, Reference::Actual) => flag.default,
        };
        Self { values: checklist.flags.iter().enumerate().map(value).collect(), corrected: Vec::new() }
    }

    /// The value that counts when visit-caused N/A is judged (decision 7).
    pub fn reference(&self, checklist: &Checklist, index: usize) -> i32 {
        match checklist.flags[index].reference {
            Reference::Value(value) => value,
            Reference::Actual => {
                let before = self.corrected.iter().find(|(corrected, _)| *corrected == index);
                before.map_or(self.values[index], |(_, value)| *value)
            }
        }
    }
}

impl FlagDef {
    /// Whether a value is in the flag's range.
    pub fn allows(&self, value: i32) -> bool {
        match self.kind {
            FlagKind::Bool => value == 0 || value == 1,
            FlagKind::Int { max } => (0..=max).contains(&value),
        }
    }
}
