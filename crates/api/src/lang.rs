//! The language of an answer: Chinese unless `Accept-Language` prefers English.

use axum::{extract::Request, http::HeaderMap, http::header::ACCEPT_LANGUAGE, middleware::Next, response::Response};
use forecourt_core::text::{Lang, Text};

tokio::task_local! {
    static LANG: Lang;
}

/// The language of the request that is being answered; Chinese outside of a request.
pub fn current() -> Lang {
    LANG.try_with(|lang| *lang).unwrap_or(Lang::Zh)
}

/// Does something in a language, outside of a request.
pub async fn within<F: Future>(lang: Lang, work: F) -> F::Output {
    LANG.scope(lang, work).await
}

/// The text in the language of the request.
pub fn tell(text: &Text) -> &str {
    text.get(current())
}

/// Middleware: fixes the language for everything below.
pub async fn layer(request: Request, next: Next) -> Response {
    LANG.scope(of(request.headers()), next.run(request)).await
}

/// `Accept-Language` by its weights; the first of equal weights wins.
pub fn of(headers: &HeaderMap) -> Lang {
    let Some(header) = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()) else { return Lang::Zh };
    let mut best = (Lang::Zh, 0);
    for part in header.split(',') {
        let mut pieces = part.split(';');
        let tag = pieces.next().unwrap_or("").trim().to_ascii_lowercase();
        let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=").map(thousandths)).unwrap_or(1000);
        let lang = match tag.split('-').next() {
            Some("zh") => Lang::Zh,
            Some("en") => Lang::En,
            _ => continue,
        };
        if weight > best.1 {
            best = (lang, weight);
        }
    }
    best.0
}

/// A weight such as `0.8` in thousandths; what cannot be read counts as 0.
fn thousandths(text: &str) -> u32 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), digits.parse::<u32>()) {
        (Ok(whole), Ok(part)) => whole.min(1) * 1000 + part,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(header: &str) -> Lang {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, header.parse().unwrap());
        of(&headers)
    }

    #[test]
    fn the_heavier_language_wins() {
        assert_eq!(of(&HeaderMap::new()), Lang::Zh);
        assert_eq!(lang("en"), Lang::En);
        assert_eq!(lang("en-GB;q=0.8, zh-CN;q=0.9"), Lang::Zh);
        assert_eq!(lang("fr, en;q=0.3, zh;q=0.2"), Lang::En);
        assert_eq!(lang("zh;q=0, en;q=0"), Lang::Zh);
        assert_eq!(lang(";;q=x,,"), Lang::Zh);
    }
}
