//! Reports with something in every part.

use forecourt_core::registry::builtin;
use forecourt_core::text::Lang;
use forecourt_pdf::{
    Photo,
    network::{Band, ClosingLine, NetworkReport, RankLine, WeakLine},
    station::{Lost, OrderLine, StationReport, Touchpoint},
};

pub const MARK_ZH: &str = "渝北新溉路加油站";
pub const MARK_EN: &str = "Yubei Xingai Road station";

fn jpeg(red: u8) -> Vec<u8> {
    let (width, height) = (160_u16, 120_u16);
    let pixels: Vec<u8> =
        (0..u32::from(width) * u32::from(height)).flat_map(|at| [red, (at % 160) as u8, 90]).collect();
    let mut out = Vec::new();
    jpeg_encoder::Encoder::new(&mut out, 80)
        .encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .expect("a picture");
    out
}

fn touchpoints(lang: Lang) -> Vec<Touchpoint> {
    let checklist = builtin().get("station-69", 1).expect("built in");
    let scores = [9412, 8800, 10_000, 7350, 6120, 8843, 9011, 5600, 9700, 8210];
    checklist
        .touchpoints
        .iter()
        .zip(scores)
        .enumerate()
        .map(|(place, (touchpoint, bp))| Touchpoint {
            name: touchpoint.text.get(lang).to_owned(),
            bp: (place != 6).then_some(bp),
            network_bp: Some(8700),
        })
        .collect()
}

pub fn station(lang: Lang) -> StationReport {
    let checklist = builtin().get("station-69", 1).expect("built in");
    let zh = lang == Lang::Zh;
    let lost = checklist.items.iter().skip(20).take(9).enumerate().map(|(place, item)| Lost {
        number: item.n,
        text: item.text.get(lang).to_owned(),
        touchpoint: checklist.touchpoints[item.touchpoint].text.get(lang).to_owned(),
        severity: item.severity.label(lang).to_owned(),
        critical: place == 0,
        points: 24 - place as i32,
        visit_day: "2026-11-18".into(),
        note: (place % 2 == 0).then(|| {
            if zh { "洗手台有水渍，镜面未擦。" } else { "Water on the basin, the mirror was not wiped." }.to_owned()
        }),
        photos: (0..if place == 1 { 4 } else { place % 3 })
            .map(|number| Photo::new(jpeg(60 * number as u8), format!("2026-11-18 #{}", number + 1)).expect("a JPEG"))
            .collect(),
    });
    // The last one was cancelled: nobody closed it, and it is not open.
    let order = |place: usize| OrderLine {
        item: checklist.items[place + 30].text.get(lang).to_owned(),
        class: ["T0", "T3", "T7", "T30"][place % 4].into(),
        state: match (place, zh) {
            (4, true) => "已取消",
            (4, false) => "cancelled",
            (_, true) => "已下达",
            (_, false) => "issued",
        }
        .into(),
        issued: "2026-11-20".into(),
        due: "2026-11-25 18:00".into(),
        closed: if place.is_multiple_of(3) { "2026-11-24".into() } else { String::new() },
        overdue: place == 1,
    };
    StationReport {
        code: "CQ0001".into(),
        name: if zh { MARK_ZH } else { MARK_EN }.into(),
        unit: if zh { "渝北片区" } else { "Yubei district" }.into(),
        period: "2026-11".into(),
        made: "2026-11-26".into(),
        provisional: true,
        closed: false,
        score_bp: Some(8684),
        grade: Some(if zh { "良好" } else { "good" }.into()),
        stars: Some(3),
        rank: Some((812, 30_000)),
        class: if zh { "常规站" } else { "full stations" }.into(),
        audits: 3,
        minimum_audits: 1,
        red_lines: 1,
        false_evidence: 1,
        touchpoints: touchpoints(lang),
        lost: lost.collect(),
        more_lost: 2,
        open: 17,
        overdue: 8,
        orders: (0..5).map(order).collect(),
        more_orders: 23,
    }
}

pub fn network(lang: Lang, region: bool) -> NetworkReport {
    let checklist = builtin().get("station-69", 1).expect("built in");
    let zh = lang == Lang::Zh;
    let line = |place: u32| RankLine {
        rank: (place < 58).then_some(place + 1),
        class: if zh { "常规站" } else { "full stations" }.into(),
        class_size: 30_000,
        code: format!("CQ{:04}", place + 1),
        name: if zh {
            format!("{}{}号加油站", ["江北红旗河沟", "渝北新溉路", "沙坪坝三峡广场"][place as usize % 3], place)
        } else {
            format!("{} station {place}", ["Hongqihegou", "Xingai Road", "Sanxia Square"][place as usize % 3])
        },
        score_bp: 9900 - place as u16 * 60,
        movement: [Some(3), Some(-12), Some(0), None][place as usize % 4],
        audits: 3,
        red_lines: u32::from(place % 9 == 8),
        overdue: u32::from(place % 7 == 5),
    };
    let weak = checklist.items.iter().skip(40).take(12).map(|item| WeakLine {
        number: item.n,
        text: item.text.get(lang).to_owned(),
        touchpoint: checklist.touchpoints[item.touchpoint].text.get(lang).to_owned(),
        pass_bp: Some(5210 + item.n as u16 * 10),
        network_bp: Some(8110),
        missed: 40,
    });
    let closing = ["渝北片区", "渝北一组", "渝北二组"].iter().zip(["Yubei", "Yubei 1", "Yubei 2"]).map(|(name, en)| {
        ClosingLine {
            name: if zh { (*name).into() } else { en.into() },
            issued: 120,
            due: 110,
            closing_bp: Some(9450),
            on_time_bp: Some(9120),
            open_late: 4,
            repeat_bp: Some(310),
        }
    });
    let bands = ["≥ 95", "90–95", "80–90", "70–80", "< 70"].iter().zip([4, 20, 31, 9, 1]);
    NetworkReport {
        region,
        name: match (region, zh) {
            (true, true) => "渝北片区".into(),
            (true, false) => "Yubei district".into(),
            (false, true) => "全网".into(),
            (false, false) => "Whole network".into(),
        },
        period: "2026-11".into(),
        made: "2026-11-26".into(),
        provisional: false,
        closed: true,
        score_bp: Some(8571),
        stations: 65,
        not_covered: Some(7),
        audits: 190,
        red_lines: 6,
        false_evidence: 2,
        touchpoints: touchpoints(lang),
        bands: bands.map(|(name, stations)| Band { name: (*name).into(), stations }).collect(),
        ranking: (0..64).map(line).collect(),
        more_ranked: 3,
        weak: weak.collect(),
        closing: closing.collect(),
    }
}
