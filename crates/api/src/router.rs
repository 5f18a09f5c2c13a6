//! The whole API on one page.

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, decompression::RequestDecompressionLayer,
    set_header::SetResponseHeaderLayer,
};
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    client_address, lang, logged,
    metrics::RequestLabels,
    openapi::{self, Frame},
    pace,
    problem::{Kind, Problem},
    queries,
    routes::{self, limits},
    state::App,
};

/// Every documented operation.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Frame::openapi())
        .routes(routes!(routes::sessions::create, routes::sessions::delete_all))
        .routes(routes!(routes::sessions::delete_current))
        .routes(routes!(routes::me::show))
        .routes(routes!(routes::me::put_password))
        .routes(routes!(routes::sync::sync))
        .routes(routes!(routes::submit::put))
        .merge(network())
        .merge(plan())
        .merge(review())
        .merge(appeals())
        .merge(orders())
        .merge(telling())
        .routes(routes!(routes::holdings::post))
        .routes(routes!(routes::drafts::list))
        .routes(routes!(routes::drafts::show, routes::drafts::put, routes::drafts::discard))
        .routes(routes!(routes::hindrances::decline))
        .routes(routes!(routes::hindrances::impossible))
        .routes(routes!(routes::hindrances::recognised))
        .routes(routes!(routes::report_photos::receipt))
        .routes(routes!(routes::report_photos::show))
        .routes(routes!(routes::refused::list))
        .routes(routes!(routes::refused::show))
        .routes(routes!(routes::refused::judge))
        .routes(routes!(routes::submit::lost))
        .routes(routes!(routes::submit::upload))
        .routes(routes!(routes::reports::ranking::show))
        .routes(routes!(routes::reports::items::show))
        .routes(routes!(routes::reports::lenses::show))
        .routes(routes!(routes::reports::touchpoints::show))
        .routes(routes!(routes::reports::trend::show))
        .routes(routes!(routes::reports::coverage::show))
        .routes(routes!(routes::reports::rounds::list))
        .routes(routes!(routes::reports::rectification::show))
        .routes(routes!(routes::reports::bulletin::show))
        .routes(routes!(routes::reports::periods::list))
        .routes(routes!(routes::reports::periods::close))
        .routes(routes!(routes::limits::show))
        .routes(routes!(routes::calendar::show))
        .merge(operations())
        .routes(routes!(routes::health::healthz))
        .routes(routes!(routes::health::readyz))
        .routes(routes!(routes::health::metrics))
}

/// Photos, their storage, files that people ask for, the jobs, and the audit log.
fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(routes::photos::show))
        .routes(routes!(routes::exports::list, routes::exports::create))
        .routes(routes!(routes::exports::show, routes::exports::cancel))
        .routes(routes!(routes::export_file::show))
        .routes(routes!(routes::jobs::list))
        .routes(routes!(routes::jobs::summary))
        .routes(routes!(routes::jobs::retry))
        .routes(routes!(routes::storage_check::show))
        .routes(routes!(routes::storage_fsck::show))
        .routes(routes!(routes::policy::show))
        .routes(routes!(routes::retention::show, routes::retention::put))
        .routes(routes!(routes::audit_log::list))
        .routes(routes!(routes::audit_log::export))
        .routes(routes!(routes::audit_log::heads))
}

/// Org units, stations, people, phones. Import files may be larger than any other request.
fn network() -> OpenApiRouter<App> {
    let imports = OpenApiRouter::new()
        .routes(routes!(routes::org_units::import_file))
        .routes(routes!(routes::station_profiles::import_file))
        .routes(routes!(routes::sign_in_codes::import_file))
        .layer(DefaultBodyLimit::max(limits::IMPORT_BYTES));
    OpenApiRouter::new()
        .routes(routes!(routes::org_units::list, routes::org_units::create))
        .routes(routes!(routes::org_units::show, routes::org_units::patch))
        .routes(routes!(routes::stations::list, routes::stations::create))
        .routes(routes!(routes::stations::show, routes::stations::patch))
        .routes(routes!(routes::station_profiles::put))
        .routes(routes!(routes::station_profiles::list))
        .routes(routes!(routes::people::list, routes::people::create))
        .routes(routes!(routes::people::show, routes::people::patch))
        .routes(routes!(routes::sign_in_codes::create))
        .routes(routes!(routes::devices::list))
        .routes(routes!(routes::devices::summary))
        .merge(imports)
}

/// Audits as the desks read and review them, and their publication.
fn review() -> OpenApiRouter<App> {
    use routes::audits;
    OpenApiRouter::new()
        .routes(routes!(audits::list::list))
        .routes(routes!(audits::show::show))
        .routes(routes!(audits::score::score))
        .routes(routes!(audits::revisions::revisions))
        .routes(routes!(audits::revisions::refused))
        .routes(routes!(audits::claim::claim))
        .routes(routes!(audits::release::release))
        .routes(routes!(audits::accept::accept))
        .routes(routes!(audits::returns::send_back))
        .routes(routes!(audits::correct::correct))
        .routes(routes!(audits::void::make_void))
        .routes(routes!(audits::close_upload::close_upload))
        .routes(routes!(audits::reopen::reopen))
        .routes(routes!(audits::red_lines::confirm))
        .routes(routes!(audits::red_lines::refute))
        .routes(routes!(audits::flags::clear))
        .routes(routes!(audits::proposals::confirm))
        .routes(routes!(audits::proposals::dismiss))
        .routes(routes!(routes::publications::list, routes::publications::create))
}

/// What stations dispute, and what panels decide.
fn appeals() -> OpenApiRouter<App> {
    use routes::appeals;
    OpenApiRouter::new()
        .routes(routes!(appeals::list::list))
        .routes(routes!(appeals::list::show, appeals::file::put))
        .routes(routes!(appeals::decide::decide))
        .routes(routes!(appeals::second_level::go_on))
        .routes(routes!(appeals::footage::ask))
        .routes(routes!(appeals::footage::give))
}

/// Rectification orders, their evidence, and what people are told of them.
fn orders() -> OpenApiRouter<App> {
    use routes::rectifications::{bulk, calls, extensions, list, show, timeline, verbs};
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(bulk::bulk))
        .routes(routes!(show::show))
        .routes(routes!(timeline::timeline))
        .routes(routes!(verbs::issue))
        .routes(routes!(verbs::acknowledge))
        .routes(routes!(verbs::contain))
        .routes(routes!(verbs::plan))
        .routes(routes!(verbs::submit))
        .routes(routes!(verbs::verify))
        .routes(routes!(verbs::close))
        .routes(routes!(verbs::reject))
        .routes(routes!(verbs::cancel))
        .routes(routes!(calls::list, calls::record))
        .routes(routes!(extensions::ask))
        .routes(routes!(extensions::decide))
        .routes(routes!(routes::evidence::put, routes::evidence::show))
        .routes(routes!(routes::contacts::show, routes::contacts::put))
        .merge(projects())
        .routes(routes!(routes::inbox::list))
        .routes(routes!(routes::inbox::read))
        .routes(routes!(routes::events::stream))
}

/// Projects of regions and stations, with the record of what is done about them.
fn projects() -> OpenApiRouter<App> {
    use routes::regional_projects::{list, show, verbs};
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(show::show))
        .routes(routes!(verbs::plan))
        .routes(routes!(verbs::action))
        .routes(routes!(verbs::act))
}

/// How people and programs are told outside of the app.
fn telling() -> OpenApiRouter<App> {
    use routes::{deliveries, notifications, webhooks};
    OpenApiRouter::new()
        .routes(routes!(notifications::show, notifications::put))
        .routes(routes!(webhooks::list, webhooks::create))
        .routes(routes!(webhooks::show, webhooks::patch, webhooks::remove))
        .routes(routes!(webhooks::secret))
        .routes(routes!(webhooks::deliveries::list))
        .routes(routes!(webhooks::deliveries::replay))
        .routes(routes!(webhooks::deliveries::test))
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::replay))
}

/// Checklists, rounds, assignments. A bulk request may be larger than any other.
fn plan() -> OpenApiRouter<App> {
    let bulk = OpenApiRouter::new()
        .routes(routes!(routes::assignments::bulk::bulk))
        .layer(DefaultBodyLimit::max(limits::BULK_BYTES));
    OpenApiRouter::new()
        .routes(routes!(routes::checklists::list))
        .routes(routes!(routes::checklists::show))
        .routes(routes!(routes::checklists::withdraw))
        .routes(routes!(routes::rounds::list, routes::rounds::create))
        .routes(routes!(routes::rounds::show, routes::rounds::patch))
        .routes(routes!(routes::rounds::open))
        .routes(routes!(routes::rounds::close))
        .routes(routes!(routes::coverage::show))
        .routes(routes!(routes::follow_ups::list))
        .routes(routes!(routes::follow_ups::done))
        .routes(routes!(routes::cadence::list))
        .routes(routes!(routes::revisits::list))
        .routes(routes!(routes::revisits::show))
        .routes(routes!(routes::revisits::end))
        .routes(routes!(routes::assignments::list))
        .routes(routes!(routes::assignments::show))
        .routes(routes!(routes::assignments::verbs::reassign))
        .routes(routes!(routes::assignments::verbs::withdraw))
        .routes(routes!(routes::assignments::verbs::issue_again))
        .merge(bulk)
}

/// The OpenAPI document.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = api().into_openapi();
    openapi::complete(&mut document);
    document
}

/// The application as it is served: API, pages, documentation, embedded photo store.
pub fn router(app: App) -> Router {
    let (api, mut document) = api().split_for_parts();
    openapi::complete(&mut document);
    let known = queries::Known::of(&mut document);
    let api = api
        .layer(middleware::from_fn_with_state(known, queries::check))
        .layer(middleware::from_fn_with_state(app.clone(), logged::layer))
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES))
        .route("/problems/{slug}", get(routes::pages::problem))
        .merge(crate::docs::router(&document))
        .fallback(routes::web::serve)
        .method_not_allowed_fallback(routes::pages::method_not_allowed)
        .layer(RequestDecompressionLayer::new().gzip(true).zstd(true))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(lang::layer))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
        .layer(fixed(header::X_FRAME_OPTIONS, "DENY"))
        .layer(middleware::from_fn_with_state(app.clone(), admit));
    // The photo store keeps its own rules: no compression, no body limit of the API, no cookies.
    crate::storage::mount(api, &app)
        .layer(middleware::from_fn_with_state(app.clone(), measure))
        .layer(middleware::map_request(client_address::with_host))
        .with_state(app)
}

fn fixed(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Problem::internal(format!("panic: {text}")).into_response()
}

/// Sheds load before memory or the database pool run dry, and does not wait for clients that never finish. Who watches
/// the server hears from it when it is full.
async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    let places = match request.uri().path() {
        "/healthz" => return next.run(request).await,
        "/readyz" | "/metrics" => &app.watchers,
        _ => &app.places,
    };
    let Ok(_place) = places.try_acquire() else {
        return Problem::new(Kind::Overloaded).retry_after(2).into_response();
    };
    let (head, body) = request.into_parts();
    let (body, slow) = pace::paced(body, pace::PACE);
    tokio::select! {
        response = next.run(Request::from_parts(head, Body::new(body))) => response,
        () = slow.notified() => Problem::new(Kind::TooSlow).into_response(),
    }
}

/// Counts requests by route template: a path would hold ids.
async fn measure(State(app): State<App>, matched: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let method = request.method().to_string();
    let route = matched.map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let start = app.clock.real_ms();
    let response = next.run(request).await;
    let status = format!("{}xx", response.status().as_u16() / 100);
    let labels = RequestLabels { method, route, status };
    app.metrics.requests.get_or_create(&labels).inc();
    let ms = app.clock.real_ms() - start;
    app.metrics.seconds.get_or_create(&labels).observe(f64::from(i32::try_from(ms).unwrap_or(i32::MAX)) / 1000.0);
    response
}
