//! `forecourt demo`: a server with a believable network, filled through the public API on a simulated clock
//! (decision 36). Only business time is simulated.

mod answers;
mod client;
mod dispute;
mod drive;
pub mod lan;
mod network;
mod office;
mod phone;
mod places;
mod plan;
mod progress;
mod proof;
mod reached;
mod rectify;
mod review;
mod rng;
mod story;
mod visit;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use forecourt_core::day::{DAY_MS, SHANGHAI_OFFSET_MS};
use forecourt_photo::draw;
use forecourt_store::{
    access::Scope,
    meta,
    people::{self, PersonFilter, Sight},
};

pub use story::{RedLineStory, Story, story};
pub use visit::Pen;

use crate::{
    clock::Clock,
    commands,
    config::Settings,
    jobs, serve,
    state::{App, StartError},
};

/// Everybody's password in the demo; a real installation never has one by default.
pub const PASSWORD: &str = "forecourt-demo";
/// Fact: where all chance comes from.
const SEED_FACT: &str = "demo_seed";
/// Fact: first simulated day, days since 1970-01-01.
const EPOCH_FACT: &str = "demo_epoch_day";
/// The seed of a new demo.
const SEED: u64 = 20_260_912;

/// How a demo is played. The tests play it on fixed days and with pictures that cost little.
#[derive(Clone, Copy, Debug)]
pub struct Play {
    /// The first simulated day of a new demo, days since 1970-01-01; none: six weeks before today.
    pub first_day: Option<i64>,
    /// What makes the JPEG of a scene.
    pub pen: Pen,
}

impl Default for Play {
    fn default() -> Self {
        Self { first_day: None, pen: draw::draw }
    }
}

/// Serves the demo until a signal to stop; fills it meanwhile.
pub async fn run(settings: Settings, for_lan: bool) -> Result<(), StartError> {
    play(settings, for_lan, Play::default()).await
}

/// The same, played in another way.
pub async fn play(mut settings: Settings, for_lan: bool, play: Play) -> Result<(), StartError> {
    // Everybody's password stands in the documentation: other machines get in only when that was asked for.
    if !for_lan && !settings.listen.ip().is_loopback() {
        let text = format!("demo listens on this machine only, not on {}; for phones: demo --lan", settings.listen);
        return Err(StartError::Settings(text));
    }
    settings.duty_phone.get_or_insert_with(|| "400-000-0069".to_owned());
    // Each connection to SQLite has a cache of its own; a demo on a laptop gets by with few.
    settings.database_connections = settings.database_connections.min(4);
    let lan = if for_lan { Some(lan::prepare(&mut settings)?) } else { None };
    let clock = Clock::default();
    let today = (clock.real_ms() + SHANGHAI_OFFSET_MS).div_euclid(DAY_MS);
    let first_day = play.first_day.unwrap_or(today - plan::DAYS);
    clock.simulate(plan::midnight(first_day, 0));
    let app = App::open(settings, clock).await?;
    let (seed, epoch_day) = facts(&app, first_day).await?;
    app.lots.repeat(seed);
    app.clock.go_real();
    commands::storage::check_behind(&app);
    let running = serve::start(app.clone()).await?;
    let doors = lan.as_ref().map(|lan| lan.open(running.address)).transpose()?;
    let scheme = if lan.is_some() { "https" } else { "http" };
    let inside = SocketAddr::new(inside(running.address.ip()), running.address.port());
    let public = doors.as_ref().map_or_else(|| format!("http://{inside}"), |doors| doors.address.clone());
    let authority = lan.as_ref().map(|lan| lan.authority.as_str());
    let failed = |error: client::DemoError| StartError::Settings(format!("demo: {error}"));
    let client = client::Client::new(&format!("{scheme}://{inside}"), authority, seed).map_err(failed)?;
    let checklist = forecourt_core::registry::builtin().get("station-69", 1).cloned();
    let checklist = checklist.ok_or_else(|| StartError::Settings("checklist station-69 v1 is missing".into()))?;
    let hint = doors.as_ref().map(lan::Doors::hint).unwrap_or_default();
    let welcome = welcome(&public, &hint);
    let demo = drive::Demo { app: app.clone(), client, seed, epoch_day, checklist, pen: play.pen, welcome };
    let filling = tokio::spawn(async move { fill(&demo).await });
    running.until_stopped().await?;
    filling.abort();
    Ok(())
}

async fn fill(demo: &drive::Demo) {
    let filled = async {
        if demo.is_complete().await? {
            jobs::start(&demo.app);
            println!("{}", demo.welcome);
            return Ok(());
        }
        // The clock is set back to where an interrupted run was before anything looks at it, and what that run had in its
        // hands is free again: nobody else works on this folder.
        demo.app.clock.simulate(demo.goes_on_at().await?);
        demo.app.store.end_leases().await.map_err(|error| client::DemoError::Other(error.to_string()))?;
        jobs::start(&demo.app);
        demo.run().await
    };
    if let Err(error) = filled.await {
        demo.app.clock.go_real();
        eprintln!("demo: stopped filling: {error}\ndemo: start it again to go on; what is there is served meanwhile");
    }
}

/// Seed and first day of this data folder; refuses one that holds other data.
async fn facts(app: &App, first_day: i64) -> Result<(u64, i64), StartError> {
    let tx = app.store.begin("demo").await?;
    let ours = meta::get(&*tx, meta::MADE_BY_DEMO).await?.is_some();
    let everyone = Sight { everyone: Some(Scope::everything()), shoppers: None };
    let used = !people::list(&*tx, &everyone, &PersonFilter::default(), None, 1).await?.is_empty();
    if !ours && used {
        let text = "this data folder holds data that is not a demo's; choose another with FORECOURT_DATA_DIR";
        return Err(StartError::Settings(text.into()));
    }
    meta::set(&*tx, meta::MADE_BY_DEMO, "1").await?;
    let seed = meta::get_or_make(&*tx, SEED_FACT, || SEED.to_string()).await?;
    let day = meta::get_or_make(&*tx, EPOCH_FACT, || first_day.to_string()).await?;
    tx.commit().await?;
    let broken = |_| StartError::Settings("the facts of the demo in this data folder cannot be read".into());
    Ok((seed.parse().map_err(broken)?, day.parse().map_err(broken)?))
}

/// The address under which this process reaches its own server.
fn inside(listening: IpAddr) -> IpAddr {
    if listening.is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { listening }
}

fn welcome(address: &str, hint: &str) -> String {
    format!(
        "\nForecourt demo 演示：  {address}\n\
         \n\
         Sign in as 用户名                      what 角色\n\
         \x20 hq                                 head office 总部\n\
         \x20 planner                            plan of rounds 计划员\n\
         \x20 reviewer-01 … reviewer-05          review 审核员\n\
         \x20 region-01 … region-08              provincial office 省分公司\n\
         \x20 manager-NJ001 (station code)       station manager 站长\n\
         \x20 shopper-01 … shopper-40            mystery shopper 神秘顾客\n\
         \x20 admin, auditor, panel-1, panel-2   administration, audit, appeals 管理、审计、申诉\n\
         Password 密码: {PASSWORD}   (demo data only 仅限演示)\n\
         API documentation 接口文档: {address}/docs\n{hint}\
         Stop with Ctrl-C; a second start finds the data again. 按 Ctrl-C 停止。\n"
    )
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Flags {
        #[command(flatten)]
        settings: Settings,
    }

    #[tokio::test]
    async fn other_machines_get_in_only_when_asked_for() {
        let data = tempfile::tempdir().unwrap();
        for listen in ["0.0.0.0:0", "[::]:0", "192.0.2.7:0"] {
            let dir = format!("--data-dir={}", data.path().display());
            let flags = Flags::parse_from(["forecourt", &dir, &format!("--listen={listen}")]);
            let refused = run(flags.settings, false).await.unwrap_err().to_string();
            assert!(refused.contains("demo --lan"), "{refused}");
        }
        assert!(std::fs::read_dir(data.path()).unwrap().next().is_none(), "nothing was begun");
    }
}
