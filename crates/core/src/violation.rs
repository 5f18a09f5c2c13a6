//! What is wrong with something that came in: a pointer into it, a code of a closed list, a message in both languages.

use crate::text::Lang;
use serde::{Serialize, Serializer};

/// One fault of an input; inputs are always answered with all their violations at once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// RFC 6901 pointer into the input; empty for the whole document.
    pub pointer: String,
    pub code: Code,
}

impl Violation {
    /// A violation at a pointer that is already escaped (see [`push_token`]).
    pub fn new(pointer: impl Into<String>, code: Code) -> Self {
        Self { pointer: pointer.into(), code }
    }

    /// The message of its code.
    pub fn message(&self, lang: Lang) -> &'static str {
        self.code.message(lang)
    }
}

/// Appends `/` and the escaped token to an RFC 6901 pointer (`~` → `~0`, `/` → `~1`).
pub fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for c in token.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// The pointer made of these tokens, each escaped.
pub fn pointer(tokens: &[&str]) -> String {
    let mut out = String::new();
    for token in tokens {
        push_token(&mut out, token);
    }
    out
}

macro_rules! codes {
    ($($variant:ident $name:literal $zh:literal $en:literal)*) => {
        /// The closed list of violation codes; the text form is part of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $en] $variant,)* }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code as it stands in answers, for example `out_of_range`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The code of this name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == name)
            }

            /// The code's message for a person.
            pub fn message(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Code::$variant, Lang::Zh) => $zh, (Code::$variant, Lang::En) => $en,)* }
            }
        }
    };
}

codes! {
    InvalidJson "invalid_json" "不是有效的 JSON" "This is not valid JSON"
    DuplicateKey "duplicate_key" "同一对象中重复的键" "The same key stands twice in one object"
    FloatNotAllowed "float_not_allowed" "不允许使用小数" "Numbers with a fraction or exponent are not allowed"
    Missing "missing" "缺少必填内容" "A required value is missing"
    UnknownField "unknown_field" "未知字段" "This field is not known"
    WrongType "wrong_type" "类型不正确" "The value has the wrong type"
    OutOfRange "out_of_range" "数值超出允许范围" "The value is outside the allowed range"
    TooLong "too_long" "内容过长" "The text is too long"
    TooMany "too_many" "数量过多" "There are too many entries"
    Duplicate "duplicate" "重复的条目" "This entry stands there twice"
    NotAUuid "not_a_uuid" "不是有效的 UUID" "This is not a UUID"
    BadHash "bad_hash" "不是有效的 SHA-256（64 位小写十六进制）" "This is not a SHA-256 in 64 lower-case hexadecimal digits"
    BadValue "bad_value" "不在允许的取值之内" "The value is not one of the allowed ones"
    UnknownItem "unknown_item" "检查表中没有此检查项" "The checklist has no such item"
    UnknownFlag "unknown_flag" "检查表中没有此标志" "The checklist has no such flag"
    UnknownPhoto "unknown_photo" "照片清单中没有此照片" "The list of photos has no such photo"
    UnknownChecklist "unknown_checklist" "没有此检查表或版本" "There is no such checklist or version"
    UnknownProfile "unknown_profile" "没有此加油站档案版本" "There is no such revision of the station profile"
    UnknownAssignment "unknown_assignment" "没有此任务" "There is no such assignment"
    PhotoConflict "photo_conflict" "同一照片编号对应不同的内容" "The photo id already belongs to other content"
    RevisionGap "revision_gap" "修订号不连续" "A revision in between is missing"
    WeightsIncomplete "weights_incomplete" "权重未覆盖全部触点" "The weights do not name every touchpoint"
    WeightsSum "weights_sum" "权重之和与检查表声明的总和不符" "The weights do not add up to the total of the checklist"
    CauseOpen "cause_open" "作为其原因的检查尚未终结，仍可申诉" "The audit that is its cause is not final: it may still be appealed"
    WrongChecklist "wrong_checklist" "与任务要求的检查表不一致" "The assignment asks for another checklist"
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_escaped() {
        assert_eq!(pointer(&["answers", "a/b~c", "0"]), "/answers/a~1b~0c/0");
        assert_eq!(pointer(&[]), "");
    }

    #[test]
    fn codes_are_unique_and_have_both_texts() {
        let mut names: Vec<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.message(Lang::En).is_ascii());
            assert!(!code.message(Lang::Zh).is_ascii());
        }
    }
}
