//! The demo's network: org units, stations and people, and the import files that bring them in.

use std::fmt::Write as _;

use super::{
    places::{PROVINCES, ROADS},
    rng::Rng,
    story::story,
};

/// Shoppers of the demo, five to a province.
pub const SHOPPERS: usize = 40;
/// Reviewers of the demo.
pub const REVIEWERS: usize = 5;
/// Code of the headquarters.
pub const HQ: &str = "HQ";
/// Station flags in the order of the import file.
const FLAGS: [&str; 8] = [
    "st.has_store",
    "st.has_restroom",
    "st.has_car_wash",
    "st.has_air_water",
    "st.has_membership",
    "st.kit_committed",
    "st.is_24h",
    "st.staffed",
];

/// A station.
#[derive(Clone, Debug)]
pub struct Station {
    /// Its code, for example `NJ003`.
    pub code: String,
    /// Index of its province.
    pub province: usize,
    /// Its number within the province, from 0.
    pub number: usize,
    /// Code of the city's org unit.
    pub unit: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// City in Chinese and English.
    pub city: (&'static str, &'static str),
    /// Street address.
    pub address: String,
    /// Latitude, 1e-7 degrees.
    pub lat_e7: i64,
    /// Longitude, 1e-7 degrees.
    pub lon_e7: i64,
    /// Profile flags, `st.*`.
    pub flags: Vec<(&'static str, bool)>,
}

impl Station {
    /// A profile flag.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|(name, value)| *name == flag && *value)
    }
}

/// The 200 stations: 25 in each province.
pub fn stations(seed: u64) -> Vec<Station> {
    let mut all = Vec::with_capacity(200);
    for (province, place) in PROVINCES.iter().enumerate() {
        let mut number = 0;
        for (index, city) in place.cities.iter().enumerate() {
            for nth in 1..=if index == 0 { 7 } else { 6 } {
                let (code, zh, en, lat, lon) = *city;
                let code = format!("{code}{nth:03}");
                let mut rng = Rng::of(seed, &format!("station/{code}"));
                let (road_zh, road_en) = ROADS[(nth * 2 + index + province) % ROADS.len()];
                all.push(Station {
                    province,
                    number,
                    unit: format!("{}-{}", place.code, city.0),
                    name_zh: format!("{zh}{road_zh}加油站"),
                    name_en: format!("{en} {road_en} Station"),
                    city: (zh, en),
                    address: format!("{zh}市{road_zh}{}号", rng.range(1, 680)),
                    lat_e7: lat + rng.range(0, 600_000),
                    lon_e7: lon + rng.range(-500_000, 500_000),
                    flags: flags(&code, &mut rng),
                    code,
                });
                number += 1;
            }
        }
    }
    all
}

fn flags(code: &str, rng: &mut Rng) -> Vec<(&'static str, bool)> {
    let small = rng.chance(50) && !story().needs_all_of(code);
    let full = story().needs_all_of(code);
    // A small site has no attendant and little beside its pumps: it is compared among its like.
    let share = [880, 940, 300, 800, 700, 750, 850, 1000];
    let small_share = [0, 0, 0, 300, 500, 0, 1000, 0];
    FLAGS
        .iter()
        .enumerate()
        .map(|(index, flag)| {
            let drawn = rng.chance(if small { small_share[index] } else { share[index] });
            (*flag, drawn || (full && index < 2))
        })
        .collect()
}

/// Org units: headquarters, provinces, cities.
pub fn units_csv() -> String {
    let mut csv = format!("code,level,name_zh,name_en,parent\n{HQ},0,集团总部,Headquarters,\n");
    for province in &PROVINCES {
        let _ = writeln!(csv, "{},1,{}分公司,{} branch,{HQ}", province.code, province.zh, province.en);
        for city in &province.cities {
            let _ = writeln!(csv, "{0}-{1},2,{2}片区,{3} area,{0}", province.code, city.0, city.1, city.2);
        }
    }
    csv
}

/// Stations with their profiles.
pub fn stations_csv(stations: &[Station]) -> String {
    let mut csv = format!("code,org_unit,name_zh,name_en,city_zh,city_en,address,lat,lon,{}\n", FLAGS.join(","));
    for station in stations {
        let Station { code, unit, name_zh, name_en, city, address, .. } = station;
        let (lat, lon) = (degrees(station.lat_e7), degrees(station.lon_e7));
        let _ = write!(csv, "{code},{unit},{name_zh},{name_en},{}市,{},{address},{lat},{lon}", city.0, city.1);
        for (_, value) in &station.flags {
            let _ = write!(csv, ",{}", if *value { "yes" } else { "no" });
        }
        csv.push('\n');
    }
    csv
}

fn degrees(e7: i64) -> String {
    format!("{}.{:07}", e7 / 10_000_000, e7 % 10_000_000)
}

/// User name of a shopper, from 0.
pub fn shopper(index: usize) -> String {
    format!("shopper-{:02}", index + 1)
}

/// User name of a reviewer, from 0.
pub fn reviewer(index: usize) -> String {
    format!("reviewer-{:02}", index + 1)
}

/// User name of the office of a province.
pub fn region(index: usize) -> String {
    format!("region-{:02}", index + 1)
}

/// People in every role, the administrator excepted.
pub fn people_csv(stations: &[Station]) -> String {
    const FAMILY: [&str; 10] = ["王", "李", "张", "刘", "陈", "杨", "赵", "周", "吴", "徐"];
    const GIVEN: [&str; 8] = ["晓明", "建国", "丽华", "志强", "海燕", "文静", "国庆", "秀英"];
    let name = |n: usize| format!("{}{}", FAMILY[n % FAMILY.len()], GIVEN[(n / 3 + n) % GIVEN.len()]);
    let mut csv = String::from("username,display_name,roles\n");
    let mut add = |username: &str, display: &str, roles: &str| {
        let _ = writeln!(csv, "{username},{display},{roles}");
    };
    add("hq", "总部 质量部", "hq");
    add("planner", "计划员 周敏", "planner");
    add("auditor", "审计 何平", "auditor");
    add("panel-1", "一级申诉 林涛", "appeal_l1");
    add("panel-2", "二级申诉 高洁", "appeal_l2");
    for index in 0..REVIEWERS {
        add(&reviewer(index), &format!("审核员 {}", name(index + 7)), "reviewer");
    }
    for index in 0..SHOPPERS {
        let province = PROVINCES[index * PROVINCES.len() / SHOPPERS].code;
        add(&shopper(index), &name(index + 20), &format!("shopper@{province}"));
    }
    for (index, province) in PROVINCES.iter().enumerate() {
        let username = region(index);
        add(&username, &format!("{}分公司", province.zh), &format!("region@{}", province.code));
    }
    for (index, station) in stations.iter().enumerate() {
        let username = format!("manager-{}", station.code);
        add(&username, &format!("站长 {}", name(index)), &format!("station@{}", station.code));
    }
    csv
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn two_hundred_stations_with_codes_of_their_own() {
        let all = stations(1);
        let codes: HashSet<&str> = all.iter().map(|station| station.code.as_str()).collect();
        assert_eq!((all.len(), codes.len()), (200, 200));
        let names: HashSet<&str> = all.iter().map(|station| station.name_zh.as_str()).collect();
        assert_eq!(names.len(), 200);
        for code in story().bad_restrooms.iter().chain(story().red_lines.iter().map(|line| &line.station)) {
            let station = all.iter().find(|station| station.code == *code).unwrap();
            assert!(station.has("st.has_restroom") && station.has("st.has_store"), "{code}");
        }
        assert!(story().repeats.iter().all(|(code, _)| codes.contains(code)));
        assert!(all.iter().any(|station| !station.has("st.staffed")));
    }
}
