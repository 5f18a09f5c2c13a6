//! What became of a try: delivered, to be tried again, or never.

use crate::kind::words;
use crate::texts::Texts;
use forecourt_core::text::Lang;
use serde::{Deserialize, Serialize};

words! {
    /// Why a try failed; a closed list, so that a delivery log can be counted and told in both languages.
    ReasonCode {
        /// No whole answer within the time limit.
        TimedOut = "timed_out",
        /// No connection, or it broke.
        Unreachable = "unreachable",
        /// The address is private, or of the machine itself, and no setting allows it.
        AddressRefused = "address_refused",
        /// The address is not one that is sent to.
        BadAddress = "bad_address",
        /// It answered with a redirect, which is not followed.
        Redirect = "redirect",
        /// It answered with a status that is no success.
        Status = "status",
        /// It asks for fewer messages.
        TooFast = "too_fast",
        /// It no longer wants any.
        Gone = "gone",
        /// Its answer cannot be read.
        BadAnswer = "bad_answer",
        /// It refuses this message.
        MessageRefused = "message_refused",
        /// It refuses our signature, keyword, network or token.
        SetupRefused = "setup_refused",
        /// The mailbox does not exist or takes nothing.
        BadRecipient = "bad_recipient",
        /// The mail server refuses our sign-in or our TLS.
        MailServerSetup = "mail_server_setup",
        /// No mail server is set up.
        NoMailServer = "no_mail_server",
    }
}

impl ReasonCode {
    /// What it says to people.
    pub fn text(self, lang: Lang) -> String {
        Texts::of(lang).word(&format!("reason.{self}")).to_owned()
    }
}

/// Letters of the detail of a reason at most.
const DETAIL_LETTERS: usize = 300;

/// Why a try failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub code: ReasonCode,
    /// What the other side said, cut to 300 letters, without addresses and secrets of ours.
    pub detail: String,
}

impl Reason {
    pub(crate) fn new(code: ReasonCode, detail: impl AsRef<str>) -> Self {
        let letters = detail.as_ref().chars().map(|letter| if letter.is_control() { ' ' } else { letter });
        Self { code, detail: letters.take(DETAIL_LETTERS).collect::<String>().trim().to_owned() }
    }
}

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The other side has it.
    Delivered,
    /// It may be taken later.
    TryAgain {
        reason: Reason,
        /// How long the other side asks to be left alone, ms.
        after_ms: Option<i64>,
    },
    /// It will not be taken, however often.
    Never {
        reason: Reason,
        /// Nothing will be, until somebody corrects the destination.
        destination: bool,
    },
}

impl Outcome {
    pub(crate) fn again(code: ReasonCode, detail: impl AsRef<str>) -> Self {
        Self::TryAgain { reason: Reason::new(code, detail), after_ms: None }
    }

    pub(crate) fn again_after(code: ReasonCode, detail: impl AsRef<str>, after_ms: i64) -> Self {
        Self::TryAgain { reason: Reason::new(code, detail), after_ms: Some(after_ms) }
    }

    pub(crate) fn never(code: ReasonCode, detail: impl AsRef<str>) -> Self {
        Self::Never { reason: Reason::new(code, detail), destination: false }
    }

    pub(crate) fn never_there(code: ReasonCode, detail: impl AsRef<str>) -> Self {
        Self::Never { reason: Reason::new(code, detail), destination: true }
    }

    /// The reason of a failure.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Delivered => None,
            Self::TryAgain { reason, .. } | Self::Never { reason, .. } => Some(reason),
        }
    }
}
