//! The closed vocabularies of a checklist, with their names for people.

/// A closed list of words, as [`words!`](words) defines it.
pub(crate) trait Word: Copy + 'static {
    /// The words of the list.
    const WORDS: &'static [&'static str];

    /// The value of a word.
    fn from_word(word: &str) -> Option<Self>;
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal, $zh:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[doc = $en] #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word used in files and in the API.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The name for a person.
            pub fn label(self, lang: crate::text::Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, crate::text::Lang::Zh) => $zh, (Self::$variant, crate::text::Lang::En) => $en,)*
                }
            }

            /// The value of a word; `None` if it is not on the closed list.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl crate::checklist::Word for $name {
            const WORDS: &'static [&'static str] = &[$($word,)*];

            fn from_word(word: &str) -> Option<Self> {
                Self::parse(word)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// How bad a miss is (§2.1); `bonus` items cannot be missed.
    Severity {
        Critical = "critical", "红线", "red line";
        Major = "major", "重要", "major";
        Minor = "minor", "一般", "minor";
        Bonus = "bonus", "加分", "bonus";
    }
}
words! {
    /// When an item asks for a photo or document (§2.1).
    PhotoRule {
        Always = "always", "必拍", "always";
        OnFail = "on_fail", "不达标时拍", "on a miss";
        Never = "never", "不要求", "never";
    }
}
words! {
    /// The deadline classes of rectification orders (§5.1).
    DeadlineClass {
        T0 = "T0", "立即", "at once";
        T1 = "T1", "24小时", "24 hours";
        T3 = "T3", "3个工作日", "3 working days";
        T7 = "T7", "7个工作日", "7 working days";
        T30 = "T30", "30天", "30 days";
    }
}
words! {
    /// The five SERVQUAL dimensions.
    Servqual {
        Tangibles = "tangibles", "有形性", "tangibles";
        Reliability = "reliability", "可靠性", "reliability";
        Responsiveness = "responsiveness", "响应性", "responsiveness";
        Assurance = "assurance", "保证性", "assurance";
        Empathy = "empathy", "移情性", "empathy";
    }
}
words! {
    /// The six characteristics of service quality.
    Characteristic {
        Functionality = "functionality", "功能性", "functionality";
        Economy = "economy", "经济性", "economy";
        Safety = "safety", "安全性", "safety";
        Time = "time", "时间性", "time";
        Comfort = "comfort", "舒适性", "comfort";
        Civility = "civility", "文明性", "civility";
    }
}
words! {
    /// The Kano class of an item.
    Kano {
        MustBe = "must_be", "当然质量", "must-be";
        OneDimensional = "one_dimensional", "一元质量", "one-dimensional";
        Attractive = "attractive", "魅力质量", "attractive";
    }
}
words! {
    /// The grade of an audit or touchpoint (§3.3), best first.
    Grade {
        Exemplary = "exemplary", "标杆", "exemplary";
        Excellent = "excellent", "优秀", "excellent";
        Good = "good", "良好", "good";
        Pass = "pass", "合格", "pass";
        Fail = "fail", "不合格", "fail";
    }
}
