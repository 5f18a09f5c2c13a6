//! What can be had as a file, and how it can be written.

use crate::states::words;
use crate::text::Lang;
use serde::{Deserialize, Serialize};

words! {
    /// What a file holds.
    ExportKind {
        /// The ranking.
        Ranking = "ranking",
        /// Published results, a row an audit.
        Audits = "audits",
        /// Published results, a row an audit and item.
        Items = "items",
        /// Missed items of published audits.
        Findings = "findings",
        /// Rectification orders.
        Orders = "orders",
        /// Stations.
        Stations = "stations",
        /// Appeals.
        Appeals = "appeals",
        /// Coverage of a round.
        Coverage = "coverage",
        /// The printed report of a station.
        StationReport = "station_report",
        /// The printed report of a region.
        RegionReport = "region_report",
        /// The printed report of a month.
        MonthReport = "month_report",
    }
}

words! {
    /// How a file is written.
    ExportFormat {
        /// Text for spreadsheets, with a byte order mark.
        Csv = "csv",
        /// A workbook.
        Xlsx = "xlsx",
        /// Columns for programs.
        Parquet = "parquet",
        /// To be printed.
        Pdf = "pdf",
    }
}

words! {
    /// How far a file is.
    ExportState {
        /// It waits.
        Queued = "queued",
        /// It is being written.
        Running = "running",
        /// It is there.
        Ready = "ready",
        /// It was given up after several attempts.
        Failed = "failed",
        /// Somebody took it back.
        Cancelled = "cancelled",
        /// Its time is over.
        Expired = "expired",
    }
}

impl ExportKind {
    /// Whether it is a report to be printed.
    pub const fn is_printed(self) -> bool {
        matches!(self, Self::StationReport | Self::RegionReport | Self::MonthReport)
    }

    /// Whether it can be written so: reports as PDF, tables as everything else.
    pub const fn can_be(self, format: ExportFormat) -> bool {
        self.is_printed() == matches!(format, ExportFormat::Pdf)
    }

    /// Names of the filters that it takes: those of the list or report that it mirrors.
    pub const fn filters(self) -> &'static [&'static str] {
        match self {
            Self::Ranking => &["period", "round", "org_unit", "level", "depth", "class", "edition"],
            Self::Audits | Self::Items => &["period", "round", "org_unit", "station"],
            Self::Findings => &["period", "round", "org_unit", "station", "thumbnails"],
            Self::Orders => &[
                "state",
                "open",
                "class",
                "item",
                "station",
                "org_unit",
                "audit",
                "project",
                "overdue",
                "paused",
                "due_by",
                "repeat",
                "extension_waiting",
                "closed_from",
                "closed_to",
                "q",
            ],
            Self::Stations => &["org_unit", "q", "code"],
            Self::Appeals => &["state", "station", "org_unit", "audit"],
            Self::Coverage => &["round", "depth", "org_unit"],
            Self::StationReport => &["station", "period"],
            Self::RegionReport | Self::MonthReport => &["org_unit", "period"],
        }
    }

    /// The name for a person.
    pub const fn label(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Ranking => ("排名", "Ranking"),
            Self::Audits => ("检查结果", "Audits"),
            Self::Items => ("检查项明细", "Items"),
            Self::Findings => ("问题项", "Findings"),
            Self::Orders => ("整改单", "Orders"),
            Self::Stations => ("加油站", "Stations"),
            Self::Appeals => ("申诉", "Appeals"),
            Self::Coverage => ("覆盖情况", "Coverage"),
            Self::StationReport => ("加油站报告", "Station report"),
            Self::RegionReport => ("片区报告", "Region report"),
            Self::MonthReport => ("月度报告", "Monthly report"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_printed_and_tables_are_not() {
        for kind in ExportKind::ALL {
            let formats: Vec<_> = ExportFormat::ALL.iter().filter(|format| kind.can_be(**format)).collect();
            assert_eq!(formats.len(), if kind.is_printed() { 1 } else { 3 }, "{kind}");
        }
    }
}
