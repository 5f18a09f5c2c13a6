//! `forecourt serve` and `forecourt migrate`.

use forecourt_store::{Pool, Store, meta};

use crate::{
    clock::Clock,
    config::Settings,
    jobs, serve,
    state::{App, StartError},
};

/// Serves until a signal to stop. Refuses a data folder that `demo` made (decision 35).
pub async fn serve(settings: Settings) -> Result<(), StartError> {
    let app = App::open(settings, Clock::default()).await?;
    if meta::get(app.store.read(), meta::MADE_BY_DEMO).await?.is_some() {
        let text = "this data folder was made by `forecourt demo`; choose another with FORECOURT_DATA_DIR";
        return Err(StartError::Settings(text.into()));
    }
    super::storage::check_behind(&app);
    let jobs = jobs::start(&app);
    let running = serve::start(app.clone()).await?;
    tracing::info!(address = %running.address, settings = ?app.settings, "listening");
    running.until_stopped().await?;
    jobs.stop().await;
    Ok(())
}

/// Brings the schema up to date and ends.
pub async fn migrate(settings: Settings) -> Result<(), StartError> {
    let dir = &settings.data_dir;
    std::fs::create_dir_all(dir).map_err(|error| StartError::Io(dir.display().to_string(), error))?;
    Store::connect(&settings.database(), Pool::default()).await?.migrate().await?;
    println!("the schema is up to date");
    Ok(())
}
