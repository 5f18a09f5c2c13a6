//! Lists of the desks as files: orders, appeals, stations. Each reads through the list's own query, page by page, out of one
//! state of the database.

use std::{collections::HashSet, sync::Arc};

use forecourt_core::{
    appeal::AppealOutcome,
    checklist::Severity,
    export::ExportKind,
    order::OrderState,
    states::Role,
    text::Lang,
    violation::{Code, Violation},
};
use forecourt_render::sheet::{
    Header,
    Kind::{Day, Hundredths, Instant, Int, Text as Words, YesNo},
    Sheet,
};
use forecourt_store::{
    Tx, appeals,
    audits::counting::counting,
    entity::{appeal, rectification, station},
    orders::read as orders,
    stations::{self, StationFilter},
};
use uuid::Uuid;

use super::{
    PAGE, Wish,
    published_rows::{STATION, class, columns, station as place},
    say, scope,
    writer::{self, Stop, Writer, Written},
};
use crate::{
    checklists::Checklists,
    problem::{Problem, Result},
    report_data::{self, Names},
    routes::{
        appeals::list::AppealQuery,
        rectifications::{self, list::OrderQuery},
        stations::StationQuery,
    },
    state::App,
};

const ORDER: Header = Header("整改单", "order", Words);
const ORDER_BEHIND: [Header; 14] = [
    Header("检查项", "item", Words),
    Header("内容", "text", Words),
    Header("严重程度", "severity", Words),
    Header("类别", "class", Words),
    Header("状态", "state", Words),
    Header("检查日", "visit day", Day),
    Header("下达时间", "issued at", Instant),
    Header("期限", "due at", Instant),
    Header("提交时间", "submitted at", Instant),
    Header("关闭时间", "closed at", Instant),
    Header("逾期", "overdue", YesNo),
    Header("按期", "on time", YesNo),
    Header("申诉暂停", "paused", YesNo),
    Header("须查明根因", "root cause needed", YesNo),
];
const APPEAL: Header = Header("申诉", "appeal", Words);
const APPEAL_BEHIND: [Header; 10] = [
    Header("检查", "audit", Words),
    Header("检查项", "item", Words),
    Header("状态", "state", Words),
    Header("提出时间", "filed at", Instant),
    Header("期限", "due at", Instant),
    Header("结果", "outcome", Words),
    Header("原得分", "score before", Hundredths),
    Header("新得分", "score after", Hundredths),
    Header("原名次", "rank before", Int),
    Header("新名次", "rank after", Int),
];
const STATION_BEHIND: [Header; 4] = [
    Header("城市", "city", Words),
    Header("地址", "address", Words),
    Header("可比组", "class", Words),
    Header("英文名称", "name in english", Words),
];
/// Only for the office.
const CLOSED: Header = Header("关闭时间", "closed at", Instant);

/// The query of the list, with who may see what.
enum Query {
    Orders(Box<(orders::Sight, orders::OrderFilter)>),
    Appeals(forecourt_store::access::Scope, appeals::Filter),
    Stations(forecourt_store::access::Scope, StationFilter),
}

fn asked(app: &App, wish: &Wish) -> Result<Query> {
    let now_ms = app.clock.now_ms();
    Ok(match wish.kind {
        ExportKind::Orders => {
            let roles = wish.roles()?;
            let query: OrderQuery = wish.filters()?;
            // An audit that is not published must not be found by its orders.
            if query.audit.is_some() && roles != rectifications::DESK {
                return Err(Problem::invalid(vec![Violation::new("/filter/audit", Code::UnknownField)]));
            }
            {
                let sight = rectifications::sight(&wish.caller, roles)?;
                let filter = query.filter(app, &sight, roles == rectifications::DESK, now_ms)?;
                Query::Orders(Box::new((sight, filter)))
            }
        }
        ExportKind::Appeals => {
            let query: AppealQuery = wish.filters()?;
            Query::Appeals(scope(wish)?, query.filter()?)
        }
        _ => {
            let query: StationQuery = wish.filters()?;
            let text = query.q.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            Query::Stations(scope(wish)?, StationFilter { org_unit: query.org_unit, text, code: query.code })
        }
    })
}

/// Refuses what could not be written.
pub fn check(app: &App, wish: &Wish) -> Result<()> {
    asked(app, wish).map(drop)
}

/// What rows need beside themselves.
struct Around {
    names: Arc<Names>,
    checklists: Checklists,
    lang: Lang,
    office: bool,
}

/// Writes the table.
pub async fn write(app: &App, id: Uuid, wish: &Wish) -> std::result::Result<Written, Stop> {
    let query = asked(app, wish)?;
    let office = wish.roles()?.iter().any(|role| !matches!(role, Role::Station | Role::Region));
    let names = report_data::names(app).await?;
    let around = Arc::new(Around { names, checklists: app.checklists.clone(), lang: wish.lang, office });
    let tx = app.store.snapshot("export_rows").await?;
    let written = match &query {
        Query::Orders(asked) => {
            let (sight, filter) = &**asked;
            let total = orders::count(&*tx, sight, filter).await?;
            let mut writer =
                Writer::begin(app, id, wish, columns(&[&[ORDER], &STATION, &ORDER_BEHIND], wish.lang), total).await?;
            all_orders(&tx, (sight, filter), &around, &mut writer).await?;
            writer.finish().await?
        }
        Query::Appeals(scope, filter) => {
            let total = appeals::count_listed(&*tx, scope, filter).await?;
            let mut writer =
                Writer::begin(app, id, wish, columns(&[&[APPEAL], &STATION, &APPEAL_BEHIND], wish.lang), total).await?;
            all_appeals(&tx, (scope, filter), &around, &mut writer).await?;
            writer.finish().await?
        }
        Query::Stations(scope, filter) => {
            let total = stations::count(&*tx, scope, filter).await?;
            let closed: &[Header] = if office { &[CLOSED] } else { &[] };
            let headers = columns(&[&STATION, &STATION_BEHIND, closed], wish.lang);
            let mut writer = Writer::begin(app, id, wish, headers, total).await?;
            all_stations(&tx, (scope, filter), &around, &mut writer).await?;
            writer.finish().await?
        }
    };
    tx.rollback().await?;
    Ok(written)
}

async fn all_orders(
    tx: &Tx,
    (sight, filter): (&orders::Sight, &orders::OrderFilter),
    around: &Arc<Around>,
    writer: &mut Writer,
) -> std::result::Result<(), Stop> {
    let mut before = None;
    loop {
        let page = orders::list(&**tx, sight, filter, before, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some((last.opened_at, last.id));
        let around = around.clone();
        writer.page(move |sheet: &mut writer::Rows| page.iter().try_for_each(|row| around.order(sheet, row))).await?;
    }
}

async fn all_appeals(
    tx: &Tx,
    (scope, filter): (&forecourt_store::access::Scope, &appeals::Filter),
    around: &Arc<Around>,
    writer: &mut Writer,
) -> std::result::Result<(), Stop> {
    let mut before = None;
    loop {
        let page = appeals::list(&**tx, scope, filter, before, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some((last.filed_at, last.id));
        let counts = counting(&**tx, page.iter().map(|row| row.audit_id)).await?;
        let around = around.clone();
        let fill = move |sheet: &mut writer::Rows| page.iter().try_for_each(|row| around.appeal(sheet, row, &counts));
        writer.page(fill).await?;
    }
}

async fn all_stations(
    tx: &Tx,
    (scope, filter): (&forecourt_store::access::Scope, &StationFilter),
    around: &Arc<Around>,
    writer: &mut Writer,
) -> std::result::Result<(), Stop> {
    let mut after = None;
    loop {
        let page = stations::list(&**tx, scope, filter, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.code.clone());
        let around = around.clone();
        writer.page(move |sheet: &mut writer::Rows| page.iter().try_for_each(|row| around.station(sheet, row))).await?;
    }
}

impl Around {
    fn order<S: Sheet>(&self, sheet: &mut S, order: &rectification::Model) -> std::io::Result<()> {
        let lang = self.lang;
        let published = self.checklists.get(&order.checklist_id, u32::try_from(order.checklist_version).unwrap_or(0));
        let text = published.as_ref().and_then(|published| {
            published.checklist.items.iter().find(|item| item.id == order.item).map(|item| item.text.get(lang))
        });
        let mut row = sheet.row();
        row.text(&order.id.to_string());
        place(&mut row, &self.names, lang, order.station_id);
        row.text(&order.item).text_or_empty(text);
        row.text_or_empty(Severity::parse(&order.severity).map(|severity| severity.label(lang)));
        row.text(&order.class).text_or_empty(OrderState::parse(&order.state).map(|state| state.label(lang)));
        row.day(order.visit_day).instant_or_empty(order.issued_at).instant_or_empty(order.due_at);
        row.instant_or_empty(order.submitted_at).instant_or_empty(order.closed_at);
        row.yes_no(lang, order.overdue).yes_no_or_empty(lang, order.on_time).yes_no(lang, order.paused);
        row.yes_no(lang, order.root_cause);
        row.end()
    }

    fn appeal<S: Sheet>(&self, sheet: &mut S, appeal: &appeal::Model, counting: &HashSet<Uuid>) -> std::io::Result<()> {
        let lang = self.lang;
        let done = appeals::effect(appeal, counting);
        let (before_bp, after_bp) = done.map(|done| done.bp).unwrap_or_default();
        let (rank_before, rank_after) = done.and_then(|done| done.rank).unwrap_or_default();
        // An audit that counts no longer is in no file; what became of its appeal is.
        let audit = counting.contains(&appeal.audit_id).then(|| appeal.audit_id.to_string());
        let outcome =
            appeal.outcome.as_deref().and_then(AppealOutcome::parse).map(|outcome| outcome_told(outcome, lang));
        let mut row = sheet.row();
        row.text(&appeal.id.to_string());
        place(&mut row, &self.names, lang, appeal.station_id);
        row.text_or_empty(audit.as_deref()).text(&appeal.item).text(state_told(&appeal.state, lang));
        row.instant_or_empty(Some(appeal.filed_at)).instant_or_empty(appeal.due_at).text_or_empty(outcome);
        row.bp_or_empty(before_bp).bp_or_empty(after_bp).int_or_empty(rank_before).int_or_empty(rank_after);
        row.end()
    }

    fn station<S: Sheet>(&self, sheet: &mut S, station: &station::Model) -> std::io::Result<()> {
        let at = self.names.station_place.get(&station.id).map(|place| *place as usize);
        let known = at.and_then(|at| self.names.network.stations().get(at));
        let unit = self.names.unit_place.get(&station.org_unit_id).and_then(|at| self.names.units.get(*at as usize));
        let (name, city) = match self.lang {
            Lang::Zh => (&station.name_zh, &station.city_zh),
            Lang::En => (&station.name_en, &station.city_en),
        };
        let class = known.and_then(|known| class(usize::from(known.class), self.lang));
        let mut row = sheet.row();
        row.text(&station.code).text(name).text_or_empty(unit.map(|unit| unit.get(self.lang)));
        row.text(city).text(&station.address).text_or_empty(class).text(&station.name_en);
        if self.office {
            row.instant_or_empty(station.closed_at);
        }
        row.end()
    }
}

fn outcome_told(outcome: AppealOutcome, lang: Lang) -> &'static str {
    let (zh, en) = match outcome {
        AppealOutcome::Upheld => ("申诉成立", "upheld"),
        AppealOutcome::NotApplicable => ("不适用", "not applicable"),
        AppealOutcome::NotObserved => ("未观察到", "not observed"),
        AppealOutcome::Rejected => ("驳回", "rejected"),
        AppealOutcome::Withdrawn => ("检查不再计入", "the audit counts no longer"),
    };
    say(lang, zh, en)
}

fn state_told(state: &str, lang: Lang) -> &str {
    let zh = match state {
        "level_1" => "一级评审中",
        "level_1_decided" => "一级已裁定",
        "level_2" => "二级评审中",
        "closed" => "已结束",
        other => other,
    };
    if lang == Lang::Zh { zh } else { state }
}
