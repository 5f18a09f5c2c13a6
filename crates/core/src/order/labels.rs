//! The names of states, verbs and reasons for people.

use super::table::{CancelReason, OrderState, OrderVerb};
use crate::text::Lang;

/// Picks the side of a language.
const fn side(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

impl OrderState {
    /// The name for a person.
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Draft => side(lang, "草稿", "draft"),
            Self::Issued => side(lang, "已下达", "issued"),
            Self::Acknowledged => side(lang, "已签收", "acknowledged"),
            Self::Submitted => side(lang, "待验收", "waiting for verification"),
            Self::Verified => side(lang, "待现场复核", "waiting for the check on site"),
            Self::Closed => side(lang, "已销号", "closed"),
            Self::Cancelled => side(lang, "已取消", "cancelled"),
        }
    }
}

impl OrderVerb {
    /// The name for a person.
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Issue => side(lang, "下达", "issue"),
            Self::Acknowledge => side(lang, "签收", "acknowledge"),
            Self::Contain => side(lang, "控制险情", "contain"),
            Self::Plan => side(lang, "提交整改计划", "give a plan"),
            Self::Submit => side(lang, "提交整改", "submit"),
            Self::Verify => side(lang, "验收", "verify"),
            Self::Close => side(lang, "现场复核通过", "close after the check on site"),
            Self::Reject => side(lang, "退回", "reject"),
            Self::AskExtension => side(lang, "申请延期", "ask for an extension"),
            Self::GrantExtension => side(lang, "批准延期", "grant the extension"),
            Self::RefuseExtension => side(lang, "驳回延期", "refuse the extension"),
            Self::Pause => side(lang, "暂停计时", "pause the clock"),
            Self::Resume => side(lang, "恢复计时", "resume the clock"),
            Self::Cancel => side(lang, "取消", "cancel"),
        }
    }
}

impl CancelReason {
    /// The name for a person.
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Appeal => side(lang, "申诉成立", "the appeal was upheld"),
            Self::NotProven => side(lang, "证据不足", "not proven"),
            Self::AuditVoid => side(lang, "检查作废", "the audit is void"),
            Self::IssuedInError => side(lang, "下达有误", "issued in error"),
            Self::StationClosed => side(lang, "加油站已关闭", "the station is closed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_orders_are_in_their_language_and_unique() {
        for lang in [Lang::Zh, Lang::En] {
            let states = OrderState::ALL.iter().map(|state| state.label(lang));
            let verbs = OrderVerb::ALL.iter().map(|verb| verb.label(lang));
            let reasons = CancelReason::ALL.iter().map(|reason| reason.label(lang));
            for group in [states.collect::<Vec<_>>(), verbs.collect(), reasons.collect()] {
                for (index, label) in group.iter().enumerate() {
                    assert_eq!(label.is_ascii(), lang == Lang::En, "{label}");
                    assert!(!group[index + 1..].contains(label), "{label} twice");
                }
            }
        }
    }
}
