//! What is really going on in the demo's network: the hidden effects that rankings, trends and weak items must bring to
//! light. README names them; a test finds them again through the API.

/// A red line that was crossed on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RedLineStory {
    /// Code of the station.
    pub station: &'static str,
    /// In which round: 0 or 1.
    pub round: usize,
    /// The item.
    pub item: &'static str,
    /// Whether both reviewers confirm it; else it ends as not proven.
    pub proven: bool,
}

/// The truth behind the demo.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    /// Code of the province in which much goes wrong.
    pub weak_province: &'static str,
    /// Code of the province that is much better in the second round.
    pub improving_province: &'static str,
    /// User name of the shopper who grades harder than everybody else.
    pub harsh_shopper: &'static str,
    /// Stations with a bad restroom.
    pub bad_restrooms: &'static [&'static str],
    /// Items that go wrong in a bad restroom.
    pub restroom_items: &'static [&'static str],
    /// (station, item) that is missed at every visit.
    pub repeats: &'static [(&'static str, &'static str)],
    /// The item that the whole network is worst at.
    pub weak_item: &'static str,
    /// Items that suffer at night: lamps that are out.
    pub night_items: &'static [&'static str],
    /// Red lines.
    pub red_lines: &'static [RedLineStory],
    /// The red line of the last day, on which nobody has spoken yet.
    pub open_red_line: RedLineStory,
}

const STORY: Story = Story {
    weak_province: "LN",
    improving_province: "SC",
    harsh_shopper: "shopper-07",
    bad_restrooms: &["NJ003", "GZ005", "CD002", "WH004", "XA006", "JN001"],
    restroom_items: &[
        "restroom.clean_surfaces",
        "restroom.no_odor",
        "restroom.supplies_stocked",
        "restroom.fixtures_working",
        "restroom.sign_and_cleaning_log",
    ],
    repeats: &[
        ("HZ002", "safety.extinguisher_ready"),
        ("SUZ004", "payment.receipt_complete"),
        ("QD003", "approach.price_board_matches_pump"),
        ("MY001", "entry.lane_unobstructed"),
    ],
    weak_item: "fueling.zero_reset_shown",
    night_items: &["approach.night_sign_lit", "approach.night_canopy_lit"],
    red_lines: &[
        RedLineStory { station: "FS002", round: 0, item: "payment.official_payee_only", proven: true },
        RedLineStory { station: "WX003", round: 0, item: "store.no_expired_goods", proven: true },
        RedLineStory { station: "DL001", round: 1, item: "safety.no_smoking_or_flame", proven: true },
        RedLineStory { station: "XY002", round: 1, item: "safety.engine_off_enforced", proven: false },
    ],
    open_red_line: RedLineStory { station: "HZ005", round: 1, item: "safety.no_smoking_or_flame", proven: true },
};

/// The truth behind the demo, whatever its seed.
pub fn story() -> Story {
    STORY
}

impl Story {
    /// The red line crossed at a station in a round.
    pub fn red_line(&self, station: &str, round: usize) -> Option<RedLineStory> {
        self.red_lines
            .iter()
            .chain([&self.open_red_line])
            .copied()
            .find(|line| line.station == station && line.round == round)
    }

    /// Whether something about this station needs a store and a restroom.
    pub fn needs_all_of(&self, station: &str) -> bool {
        self.bad_restrooms.contains(&station)
            || self.repeats.iter().any(|(code, _)| *code == station)
            || self.red_lines.iter().chain([&self.open_red_line]).any(|line| line.station == station)
    }
}
