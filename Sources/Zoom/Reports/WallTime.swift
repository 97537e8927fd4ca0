internal import Attendance

/// What a clock on the wall showed, as a report writes it. Which of two numbers is the month may be open.
struct WallTime: Hashable {
    enum Date: Hashable {
        /// Three numbers in the order written.
        case numbers(Int, Int, Int)
        /// The month is written as a word.
        case named(year: Int, month: Int, day: Int)
    }

    let date: Date
    /// Since midnight.
    let second: Int
    let hasSeconds: Bool
    /// Separated by dots, as is written only where the day comes first.
    let isDotted: Bool

    /// Days since 1970 of the date, read in `order`; nil when that is no date. A year of two digits is of this century.
    ///
    /// Wherever people write a year of four digits first, the month follows: `order` is not asked then.
    func day(in order: DateOrder) -> Int64? {
        switch (date, order) {
        case (.named(let year, let month, let day), _): Self.day(year, month, day)
        case (.numbers(let year, let month, let day), _) where year >= 1000: Self.day(year, month, day)
        case (.numbers(let month, let day, let year), .monthFirst): Self.day(year, month, day)
        case (.numbers(let day, let month, let year), .dayFirst): Self.day(year, month, day)
        case (.numbers(let year, let month, let day), .yearFirst): Self.day(year, month, day)
        }
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
        let year = year < 100 ? year + 2000 : year
        // There was no Zoom before 2011; a year from long ago or far away is something else in the wrong place.
        guard (2011...2999).contains(year) else { return nil }
        return LocalDate(year: year, month: month, day: day)?.day
    }
}
