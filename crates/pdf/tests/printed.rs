//! Reports are read back by a reader of somebody else.

use forecourt_core::text::Lang;
use forecourt_pdf::{Photo, network::NetworkReport, station::StationReport};
use lopdf::{Document, Object};

mod samples;

/// The text of all pages, without blanks and line breaks.
fn text(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).expect("text").split_whitespace().collect()
}

fn count(document: &Document, has: impl Fn(&lopdf::Dictionary) -> bool) -> usize {
    let dictionary = |object: &Object| match object {
        Object::Dictionary(dictionary) => Some(dictionary.clone()),
        Object::Stream(stream) => Some(stream.dict.clone()),
        _ => None,
    };
    document.objects.values().filter_map(dictionary).filter(|dictionary| has(dictionary)).count()
}

fn embedded_fonts(document: &Document) -> usize {
    count(document, |dictionary| dictionary.has(b"FontFile2"))
}

fn pictures(document: &Document) -> usize {
    count(document, |dictionary| {
        dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
    })
}

#[test]
fn a_station_report_says_everything_in_both_languages() {
    for (lang, words) in [
        (
            Lang::Zh,
            [
                samples::MARK_ZH,
                "86.84",
                "触点得分",
                "失分项",
                "洗手台有水渍",
                "整改单",
                "另有2项未列出",
                "第1页",
                "整改中17逾期8",
                "已取消",
                "另有23项未列出",
                "其中证据造假1",
            ],
        ),
        (
            Lang::En,
            [
                "YubeiXingaiRoadstation",
                "86.84",
                "Touchpoints",
                "Whatcostpoints",
                "Wateronthebasin",
                "Rectificationorders",
                "2morearenotlisted",
                "page1of",
                "Openorders178overdue",
                "cancelled",
                "23morearenotlisted",
                "falseevidence:1",
            ],
        ),
    ] {
        let bytes = samples::station(lang).pdf(lang).expect("a report");
        assert!(bytes.len() < 400_000, "{} bytes: the font is embedded as far as it is used", bytes.len());
        let document = Document::load_mem(&bytes).expect("a PDF");
        let text = text(&document);
        for word in words {
            assert!(text.contains(word), "{lang:?} lacks {word}: {text}");
        }
        assert_eq!(embedded_fonts(&document), 2);
        // Pictures that are the same bytes are stored once.
        assert_eq!(pictures(&document), 4);
    }
}

#[test]
fn reports_of_region_and_month_say_everything_in_both_languages() {
    for region in [true, false] {
        for (lang, words) in [
            (
                Lang::Zh,
                ["85.71", "得分分布", "排名", "薄弱项", "整改闭环", "渝北二组", "另有3行未列出", "其中证据造假2"],
            ),
            (
                Lang::En,
                [
                    "85.71",
                    "Distributionofscores",
                    "Ranking",
                    "Weakitems",
                    "Closingoforders",
                    "Yubei2",
                    "3morerows",
                    "falseevidence:2",
                ],
            ),
        ] {
            let bytes = samples::network(lang, region).pdf(lang).expect("a report");
            let document = Document::load_mem(&bytes).expect("a PDF");
            let text = text(&document);
            for word in words {
                assert!(text.contains(word), "{lang:?} lacks {word}: {text}");
            }
            assert!(document.get_pages().len() >= 3);
        }
    }
}

#[test]
fn a_report_of_an_edition_says_what_is_not_of_it() {
    let live = |lang, closed| {
        let report = NetworkReport { closed, ..samples::network(lang, false) };
        let document = Document::load_mem(&report.pdf(lang).expect("a report")).expect("a PDF");
        text(&document).contains(if lang == Lang::Zh { "2026-11-26的实时数据" } else { "live,asof2026-11-26" })
    };
    for lang in [Lang::Zh, Lang::En] {
        assert!(live(lang, true) && !live(lang, false), "{lang:?}");
    }
    let station = StationReport { closed: true, made: "2026-11-26".into(), ..StationReport::default() };
    let station = Document::load_mem(&station.pdf(Lang::Zh).expect("a report")).expect("a PDF");
    assert!(text(&station).contains("2026-11-26的实时数据"));
}

#[test]
fn a_report_of_nothing_says_so() {
    let station = Document::load_mem(&StationReport::default().pdf(Lang::Zh).expect("a report")).expect("a PDF");
    assert!(text(&station).contains("本期没有失分项") && text(&station).contains("本期没有整改单"));
    let network = Document::load_mem(&NetworkReport::default().pdf(Lang::En).expect("a report")).expect("a PDF");
    assert!(text(&network).contains("Nopublishedaudits"));
    assert_eq!(network.get_pages().len(), 1);
}

#[test]
fn a_table_goes_on_over_pages_with_its_head() {
    let mut report = samples::network(Lang::En, true);
    let rows = report.ranking.clone();
    report.ranking = std::iter::repeat_with(|| rows.clone()).take(5).flatten().collect();
    let document = Document::load_mem(&report.pdf(Lang::En).expect("a report")).expect("a PDF");
    let pages = document.get_pages().len();
    assert!(pages > 8, "{pages}");
    assert!(text(&document).matches("RankName").count() >= pages - 3);
}

#[test]
fn what_is_no_jpeg_is_no_photo() {
    assert!(Photo::new(b"not a picture".to_vec(), String::new()).is_none());
}
