//! Every report as CSV, in both languages, against the exact text.

use forecourt_core::checklist::{Checklist, Grade};
use forecourt_core::registry::builtin;
use forecourt_core::text::{Lang, Text};
use forecourt_render::csv::{Edition, Names, RankingCsv, coverage, touchpoints, trend, weak_items};
use forecourt_reports::coverage::{CoverageRow, StageCounts};
use forecourt_reports::items::{ItemCounts, ItemRow};
use forecourt_reports::ranking::Certainty;
use forecourt_reports::touchpoints::TouchpointRow;
use forecourt_reports::trend::TrendPoint;
use forecourt_reports::{FiveNumbers, Level, RankRow, TouchScores, Window};

fn station_69() -> &'static Checklist {
    builtin().get("station-69", 1).expect("built in")
}

fn names(place: u32) -> Names<'static> {
    match place {
        0 => Names { code: "CQ0001", name: "渝北新溉路站", unit: "渝北片区" },
        _ => Names { code: "-2", name: "=cmd|' /C calc'!A1", unit: "@x" },
    }
}

/// The lines below the byte order mark.
fn lines(file: Vec<u8>) -> Vec<String> {
    let text = String::from_utf8(file).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark").to_owned();
    assert!(text.ends_with("\r\n"));
    text.trim_end().split("\r\n").map(str::to_owned).collect()
}

fn rank_row() -> RankRow {
    RankRow {
        subject: 0,
        class: 0,
        rank: Some(812),
        class_size: 30_000,
        quartile: Some(1),
        score_bp: 8684,
        audits: 3,
        stations: 1,
        not_covered: 4,
        critical_misses: 0,
        false_evidence: 0,
        no_stars_until: None,
        open_overdue: 2,
        restroom_bp: Some(8605),
        na_bp: 700,
        touchpoints: TouchScores::new(&[Some(10_000), None]).expect("scores"),
        grade: Some(Grade::Good),
        stars: Some(3),
        capped: false,
        previous_rank: Some(810),
        movement: Some(-2),
        certainty: Certainty { margin_bp: Some(226), ranks: Some((500, 2000)), differs_from_next: Some(false) },
    }
}

fn csv<'a>(lang: Lang, level: Level, texts: &'a [Text]) -> RankingCsv<'a> {
    RankingCsv { lang, level, touchpoints: texts, classes: &texts[..1], station_side: false, edition: Edition::Live }
}

#[test]
fn a_ranking_of_stations() {
    let texts = [Text::new("进站前", "Approach"), Text::new("加油", "Fuelling")];
    let unranked = RankRow {
        subject: 1,
        class: 1,
        rank: None,
        quartile: None,
        restroom_bp: None,
        previous_rank: None,
        movement: None,
        certainty: Certainty::default(),
        grade: Some(Grade::Pass),
        stars: Some(0),
        capped: true,
        critical_misses: 1,
        false_evidence: 1,
        no_stars_until: Some(20_694),
        ..rank_row()
    };
    let mut file = Vec::new();
    let count = RankingCsv { edition: Edition::Closed(2), ..csv(Lang::En, Level::Station, &texts) }
        .write(&mut file, &[rank_row(), unranked], names)
        .unwrap();
    assert_eq!(count, 2);
    let lines = lines(file);
    assert!(lines[0].starts_with("class,rank,class size,code,name,org unit,score,audits,grade,stars,"), "{}", lines[0]);
    assert!(lines[0].ends_with(",restroom score,ranked,edition,Approach,Fuelling"), "{}", lines[0]);
    assert_eq!(
        lines[1],
        "Approach,812,30000,CQ0001,渝北新溉路站,渝北片区,86.84,3,good,3,no,0,,0,2,7.00,810,-2,1,2.26,500,2000,no,86.05,yes,2,100.00,"
    );
    assert_eq!(
        lines[2],
        "1,,30000,'-2,'=cmd|' /C calc'!A1,'@x,86.84,3,pass,0,yes,1,2026-08-29,1,2,7.00,,,,,,,,,no,2,100.00,"
    );
}

#[test]
fn a_ranking_of_units_hides_coverage_from_station_roles() {
    let texts = [Text::new("全部", "All")];
    let row = RankRow { grade: None, stars: None, stations: 26, ..rank_row() };
    let write = |station_side| {
        let mut file = Vec::new();
        let csv = RankingCsv { station_side, ..csv(Lang::Zh, Level::Unit { depth: 1 }, &texts) };
        csv.write(&mut file, [&row], names).unwrap();
        lines(file)
    };
    let (open, walled) = (write(false), write(true));
    assert!(open[0].contains("有分加油站数,未覆盖加油站数,红线次数"));
    assert!(open[1].contains(",86.84,3,26,4,0,2,") && open[1].contains(",是,实时,"), "{}", open[1]);
    assert!(!walled[0].contains("覆盖"));
    assert!(walled[1].contains(",86.84,3,26,0,2,"));
}

#[test]
fn weak_items_name_the_item() {
    let counts = ItemCounts { met: 1, partial: 1, full: 2, implied: 3, not_observed: 1, na: 4, not_proven: 0 };
    let item = station_69().item_index("restroom.no_odor").unwrap() as u32;
    let row = ItemRow {
        item,
        counts,
        pass_rate_bp: counts.pass_rate_bp(),
        na_share_bp: counts.na_share_bp(),
        network_rate_bp: Some(9000),
        gap_bp: Some(2500 - 9000),
        enough: true,
    };
    let nowhere = ItemRow { item: 4000, ..row };
    let mut file = Vec::new();
    let items: Vec<_> = station_69().items.iter().map(|item| (station_69(), item)).collect();
    assert_eq!(weak_items(&mut file, Lang::Zh, &items, &[row, nowhere]).unwrap(), 1);
    let lines = lines(file);
    assert!(lines[0].starts_with("序号,检查项,内容,触点,严重程度,卡诺分类,作答数,"));
    assert!(lines[1].starts_with("55,restroom.no_odor,"), "{}", lines[1]);
    assert!(lines[1].ends_with(",4,1,1,2,25.00,90.00,-65.00,33.33,3,是"), "{}", lines[1]);
}

#[test]
fn touchpoints_of_the_network_and_of_a_unit() {
    let spread = FiveNumbers { least: 0, lower: 1, median: 50, upper: 9999, greatest: 10_000 };
    let row =
        TouchpointRow { subject: None, touchpoint: 0, observations: 3, mean_bp: 5000, spread, network_mean_bp: None };
    let unit = TouchpointRow { subject: Some(0), touchpoint: 9, network_mean_bp: Some(1), ..row };
    let mut file = Vec::new();
    let texts = [Text::new("进站前", "Approach")];
    assert_eq!(touchpoints(&mut file, Lang::En, &texts, &[row, unit], names).unwrap(), 2);
    let lines = lines(file);
    assert_eq!(lines[1], ",network,Approach,3,50.00,0.00,0.01,0.50,99.99,100.00,");
    assert_eq!(lines[2], "CQ0001,渝北新溉路站,9,3,50.00,0.00,0.01,0.50,99.99,100.00,0.01");
}

#[test]
fn coverage_says_how_many_are_missing() {
    let reached = StageCounts { planned: 30, assigned: 29, submitted: 25, approved: 24, published: 23 };
    let nights = StageCounts { planned: 5, ..StageCounts::default() };
    let row = CoverageRow { round: 2, unit: None, stations: 30, reached, visits: reached, nights, dropped: 1 };
    let mut file = Vec::new();
    assert_eq!(coverage(&mut file, Lang::En, [&row], |_| "2026-11-A", names).unwrap(), 1);
    let lines = lines(file);
    assert_eq!(lines[0].split(',').count(), lines[1].split(',').count());
    assert_eq!(lines[1], "2026-11-A,,network,30,7,23,25,30,29,25,24,23,5,0,0,0,0,1,76.67");
}

#[test]
fn a_trend_leaves_gaps_empty() {
    let point = TrendPoint {
        window: Window::Round(0),
        audits: 2,
        stations: 1,
        score_bp: Some(7000),
        pass_rate_bp: Some(5000),
        critical_misses: 1,
        touchpoints: TouchScores::new(&[Some(1)]).unwrap(),
    };
    let gap = TrendPoint {
        audits: 0,
        stations: 0,
        score_bp: None,
        pass_rate_bp: None,
        critical_misses: 0,
        touchpoints: TouchScores::EMPTY,
        ..point
    };
    let texts = [Text::new("进站前", "Approach")];
    let mut file = Vec::new();
    trend(&mut file, Lang::Zh, &texts, [("2026-10", &point), ("2026-11", &gap)]).unwrap();
    assert_eq!(
        lines(file),
        [
            "期间,检查次数,加油站数,平均得分,合格率,红线次数,进站前",
            "2026-10,2,1,70.00,50.00,1,0.01",
            "2026-11,0,0,,,0,"
        ]
    );
}

#[test]
fn many_rows_are_all_written() {
    let texts = [Text::new("甲", "A")];
    let row = rank_row();
    let mut counter = Counter(0);
    let rows = std::iter::repeat_n(&row, 70_000);
    assert_eq!(csv(Lang::Zh, Level::Station, &texts).write(&mut counter, rows, names).unwrap(), 70_000);
    assert_eq!(counter.0, 70_001, "a line each, the header included");
}

/// Counts lines and keeps nothing.
struct Counter(u64);

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
