//! The closed list of flags, with their names for people.

use crate::text::Lang;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How much a flag weighs (decision 11): neither voids anything by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FlagSeverity {
    /// Proposes the outcome void; a reviewer decides.
    Hard,
    /// Asks for a second review.
    Soft,
}

/// One doubt about one audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    pub code: FlagCode,
    pub severity: FlagSeverity,
    /// RFC 6901 pointer into the submission; `null` when the visit as a whole is meant.
    pub pointer: Option<String>,
    /// A small object of whole numbers and words that says what was seen; its keys stand at each flag.
    pub data: Value,
}

impl Flag {
    /// A flag with the severity its code usually has.
    pub fn new(code: FlagCode, pointer: Option<String>, data: Value) -> Self {
        Self { code, severity: code.severity(), pointer, data }
    }
}

macro_rules! codes {
    ($($variant:ident $word:literal $severity:ident $zh:literal $en:literal)*) => {
        /// The closed list of flags; the text form is part of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum FlagCode { $(#[doc = $en] #[serde(rename = $word)] $variant,)* }

        impl FlagCode {
            /// Every code, automatic ones first.
            pub const ALL: &'static [FlagCode] = &[$(FlagCode::$variant,)*];

            /// The code as it stands in answers, for example `place_far`.
            pub const fn as_str(self) -> &'static str {
                match self { $(FlagCode::$variant => $word,)* }
            }

            /// The code of a word; `None` when the list does not have it.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(FlagCode::$variant),)* _ => None }
            }

            /// The severity it has unless the rule says otherwise (only `late_report` has two).
            pub const fn severity(self) -> FlagSeverity {
                match self { $(FlagCode::$variant => FlagSeverity::$severity,)* }
            }

            /// The name for a person.
            pub const fn label(self, lang: Lang) -> &'static str {
                match (self, lang) { $((FlagCode::$variant, Lang::Zh) => $zh, (FlagCode::$variant, Lang::En) => $en,)* }
            }
        }
    };
}

codes! {
    Place "place" Hard "签到或签退位置不在加油站" "Checked in or out away from the station"
    PlaceFar "place_far" Soft "签到或签退位置偏远" "Checked in or out at some distance from the station"
    NoFix "no_fix" Soft "没有可用的签到或签退定位" "No usable position at check-in or check-out"
    MockedFix "mocked_fix" Soft "手机报告定位为模拟位置" "The phone says that the position is a mock"
    Slot "slot" Hard "到站或离站时间不在规定时段内" "Began or ended outside the time slot"
    VisitTooShort "visit_too_short" Hard "到访时间过短" "The visit was far too short"
    VisitShort "visit_short" Soft "到访时间偏短" "The visit was short"
    VisitLong "visit_long" Soft "到访时间偏长" "The visit was long"
    ReceiptMissing "receipt_missing" Hard "缺少加油小票" "There is no fuel receipt"
    ReceiptTime "receipt_time" Hard "小票时间不在到访时间内" "A receipt is from outside the visit"
    ReceiptStation "receipt_station" Hard "小票来自其他加油站" "A receipt is from another station"
    PhotoTime "photo_time" Soft "照片拍摄时间不在到访时间内" "A photo is from outside the visit"
    PhotoReused "photo_reused" Hard "照片与其他检查记录完全相同" "A photo is identical to one of another audit"
    PhotoSimilar "photo_similar" Soft "照片与其他检查记录相似" "A photo looks like one of another audit"
    TimingsExceedVisit "timings_exceed_visit" Soft "计时合计超过到访时长" "The timings add up to more than the visit"
    StraightLining "straight_lining" Soft "同类检查项答案完全一致且非最优" "All items of a kind have the same answer, not the best one"
    NarrativeCopied "narrative_copied" Soft "文字描述与其他检查记录相同" "The narrative is the same as in another audit"
    ClockTampered "clock_tampered" Soft "手机时钟可能被改动" "The phone's clock may have been changed"
    LateReport "late_report" Soft "报告提交过晚" "The report came late"
    AssignmentChanged "assignment_changed" Soft "任务已变更、撤回或轮次已关闭" "The assignment was changed or withdrawn, or its round closed"
    ProfileChanged "profile_changed" Soft "填写时的加油站档案版本已失效" "The station profile it was filled with is no longer in force"
    ChecklistChanged "checklist_changed" Soft "填写时的检查表版本与轮次要求不同" "It was filled with another version of the checklist than its round asks for"
    AnsweredLate "answered_late" Soft "退回后超过期限才重新提交" "The return was answered after its deadline"
    Restored "restored" Soft "服务器恢复后由手机重新送达" "Sent again by the phone after the server was restored"
    LateAnswer "late_answer" Soft "审核通过后又收到新的提交" "A further submission came after approval"
    NightMismatch "night_mismatch" Soft "夜间标志与任务不一致" "The night flag differs from the assignment"
    SelfServiceMismatch "self_service_mismatch" Soft "自助加油标志与任务不一致" "The self-service flag differs from the assignment"
    StoreClosed "store_closed" Soft "便利店未营业" "The store was closed"
    PhotoReason "photo_reason" Soft "以说明代替照片" "A reason stands in place of a photo"
    CriticalWithoutPhoto "critical_without_photo" Soft "红线项合格但缺少照片" "A red line was passed without its photo"
    VisitNaOverLimit "visit_na_over_limit" Soft "到访原因导致的不适用分值超限" "Too many points are N/A because of the visit"
    PhotoLost "photo_lost" Hard "照片已丢失" "A photo is lost"
    PhotoUnusable "photo_unusable" Hard "照片无法使用" "A photo cannot be used"
    PhotoLate "photo_late" Soft "审核通过后才收到照片" "A photo arrived after approval"
    NaRequest "na_request" Soft "申请将检查项设为不适用" "An N/A is asked for"
    ProfileDispute "profile_dispute" Soft "对加油站档案标志有异议" "The station profile is disputed"
    Recognised "recognised" Hard "神秘顾客身份被识破" "The shopper was recognised"
}
