//! Stations, comparison classes and the org tree, once per report, so that rows can name them by a number.

use uuid::Uuid;

use crate::ReportError;

/// The class of stations with the nominal applicable points of a full station.
pub const CLASS_STANDARD: u8 = 0;
/// The class of self-service and small sites (§3.5).
pub const CLASS_SMALL: u8 = 1;

/// The comparison class by the nominal points that the station's profile makes applicable; `limit` is 600 of 1000 in
/// `station-69` (§3.5): below it the station stands in a class of its own.
pub fn comparison_class(applicable_points: u32, limit: u32) -> u8 {
    if applicable_points < limit { CLASS_SMALL } else { CLASS_STANDARD }
}

/// A station as reports need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Its id, carried along for the caller.
    pub id: Uuid,
    /// Its code: the last order of ties, compared by bytes.
    pub code: String,
    /// Comparison class, a place in the network's list of classes.
    pub class: u8,
    /// Place of its org unit in the network.
    pub unit: u32,
}

/// An org unit as reports need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id, carried along for the caller.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Place of the unit above it; `None` at the top.
    pub parent: Option<u32>,
}

/// Stations, classes and org units, checked once; everything else names them by their place in here.
#[derive(Debug, Clone)]
pub struct Network {
    stations: Vec<Station>,
    units: Vec<Unit>,
    classes: u8,
    /// The classes of the stations once more, close together: a ranking reads them in random order.
    class_of: Vec<u8>,
    /// Places of the stations in code order, and the rank of each place in it.
    station_order: CodeOrder,
    unit_order: CodeOrder,
    depths: Vec<u8>,
}

/// Subjects in the order of their codes.
#[derive(Debug, Clone)]
pub(crate) struct CodeOrder {
    /// Places, in code order.
    pub by_code: Vec<u32>,
    /// For each place its number in that order.
    pub order: Vec<u32>,
}

impl Network {
    /// Checks and takes stations and units; `classes` is the number of comparison classes (at least 1).
    ///
    /// # Errors
    /// A code that occurs twice, an unknown unit or class, a cycle in the tree.
    pub fn new(stations: Vec<Station>, units: Vec<Unit>, classes: u8) -> Result<Self, ReportError> {
        let classes = classes.max(1);
        for station in &stations {
            if station.unit as usize >= units.len() {
                return Err(ReportError::UnknownUnit(station.unit));
            }
            if station.class >= classes {
                return Err(ReportError::UnknownClass(station.class));
            }
        }
        let depths = depths(&units)?;
        let station_order = CodeOrder::new(stations.iter().map(|s| s.code.as_str()).collect())?;
        let unit_order = CodeOrder::new(units.iter().map(|u| u.code.as_str()).collect())?;
        let class_of = stations.iter().map(|station| station.class).collect();
        Ok(Self { stations, units, classes, class_of, station_order, unit_order, depths })
    }

    /// The stations, by place.
    pub fn stations(&self) -> &[Station] {
        &self.stations
    }

    /// The org units, by place.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// How many comparison classes there are.
    pub fn classes(&self) -> u8 {
        self.classes
    }

    /// How far a unit stands below the top (0 = headquarters); `None` for an unknown unit.
    pub fn depth(&self, unit: u32) -> Option<u8> {
        self.depths.get(unit as usize).copied()
    }

    /// The places of the stations in code order.
    pub fn stations_by_code(&self) -> &[u32] {
        &self.station_order.by_code
    }

    /// For each station the org unit at a depth that it belongs to; `None` where its unit stands higher.
    pub fn units_at(&self, depth: u8) -> Vec<Option<u32>> {
        let above: Vec<Option<u32>> = (0..self.units.len() as u32).map(|unit| self.climb(unit, depth)).collect();
        self.stations.iter().map(|s| above.get(s.unit as usize).copied().flatten()).collect()
    }

    /// Which stations stand under a unit (itself included): a mask for [`Selection::among`](crate::Selection).
    pub fn under(&self, unit: u32) -> Vec<bool> {
        match self.depth(unit) {
            Some(depth) => self.units_at(depth).into_iter().map(|at| at == Some(unit)).collect(),
            None => vec![false; self.stations.len()],
        }
    }

    /// Which of these stations, or of all, stand in a comparison class.
    pub fn of_class(&self, class: u8, among: Option<Vec<bool>>) -> Vec<bool> {
        let is_in = |station: usize| among.as_ref().is_none_or(|among| among.get(station).copied().unwrap_or(false));
        self.class_of.iter().enumerate().map(|(station, of)| *of == class && is_in(station)).collect()
    }

    #[inline]
    pub(crate) fn class_of(&self, station: usize) -> Option<u8> {
        self.class_of.get(station).copied()
    }

    pub(crate) fn station_order(&self) -> &CodeOrder {
        &self.station_order
    }

    pub(crate) fn unit_order(&self) -> &CodeOrder {
        &self.unit_order
    }

    fn climb(&self, unit: u32, depth: u8) -> Option<u32> {
        let mut at = unit;
        while self.depth(at)? > depth {
            at = self.units.get(at as usize)?.parent?;
        }
        (self.depth(at)? == depth).then_some(at)
    }
}

impl CodeOrder {
    fn new(codes: Vec<&str>) -> Result<Self, ReportError> {
        let mut by_code: Vec<u32> = (0..codes.len() as u32).collect();
        by_code.sort_unstable_by_key(|place| codes[*place as usize]);
        if let Some(pair) = by_code.windows(2).find(|pair| codes[pair[0] as usize] == codes[pair[1] as usize]) {
            return Err(ReportError::DuplicateCode(codes[pair[0] as usize].to_owned()));
        }
        let mut order = vec![0; codes.len()];
        for (number, place) in by_code.iter().enumerate() {
            order[*place as usize] = number as u32;
        }
        Ok(Self { by_code, order })
    }
}

/// The depth of each unit below the top; parents may stand anywhere in the list.
fn depths(units: &[Unit]) -> Result<Vec<u8>, ReportError> {
    let mut depths = Vec::with_capacity(units.len());
    for (place, unit) in units.iter().enumerate() {
        let mut depth: u8 = 0;
        let mut above = unit.parent;
        while let Some(at) = above {
            let parent = units.get(at as usize).ok_or(ReportError::UnknownUnit(at))?;
            depth = depth.checked_add(1).ok_or(ReportError::Cycle(place as u32))?;
            above = parent.parent;
        }
        depths.push(depth);
    }
    Ok(depths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(code: &str, parent: Option<u32>) -> Unit {
        Unit { id: Uuid::nil(), code: code.into(), parent }
    }

    fn station(code: &str, unit: u32) -> Station {
        Station { id: Uuid::nil(), code: code.into(), class: 0, unit }
    }

    #[test]
    fn stations_find_their_unit_at_each_depth() {
        // The city stands before its province in the list: order must not matter.
        let units = vec![unit("city", Some(1)), unit("province", Some(2)), unit("hq", None), unit("other", Some(2))];
        let network = Network::new(vec![station("b", 0), station("a", 1), station("c", 3)], units, 1).unwrap();
        assert_eq!(network.units_at(0), [Some(2), Some(2), Some(2)]);
        assert_eq!(network.units_at(1), [Some(1), Some(1), Some(3)]);
        assert_eq!(network.units_at(2), [Some(0), None, None]);
        assert_eq!(network.under(1), [true, true, false]);
        assert_eq!(network.under(9), [false, false, false]);
        assert_eq!(network.stations_by_code(), [1, 0, 2]);
    }

    #[test]
    fn faults_of_the_rows_are_named() {
        let top = || vec![unit("hq", None)];
        let error = |stations, units| Network::new(stations, units, 1).unwrap_err();
        assert_eq!(error(vec![station("a", 1)], top()), ReportError::UnknownUnit(1));
        assert_eq!(error(vec![station("a", 0), station("a", 0)], top()), ReportError::DuplicateCode("a".into()));
        assert_eq!(error(vec![Station { class: 1, ..station("a", 0) }], top()), ReportError::UnknownClass(1));
        assert_eq!(error(vec![], vec![unit("a", Some(1)), unit("b", Some(0))]), ReportError::Cycle(0));
        assert_eq!(error(vec![], vec![unit("a", Some(7))]), ReportError::UnknownUnit(7));
    }

    #[test]
    fn the_class_changes_below_the_limit() {
        assert_eq!(comparison_class(600, 600), CLASS_STANDARD);
        assert_eq!(comparison_class(599, 600), CLASS_SMALL);
    }
}
