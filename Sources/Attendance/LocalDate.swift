/// A date on a calendar on the wall, without a time zone.
public struct LocalDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public var day: Int64

    public init(day: Int64) { self.day = day }

    /// - Parameter text: `2026-12-24`. Nil for any other form, and for a date that no calendar has.
    public init?(_ iso8601: some StringProtocol) {
        guard iso8601.utf8.count == 10, let midnight = Timestamp(rfc3339: iso8601 + "T00:00:00Z") else { return nil }
        self.init(day: midnight.milliseconds.flooredDivision(by: 86_400_000))
    }

    /// Of the Gregorian calendar, years 0 to 9999. Nil for a date that it does not have.
    public init?(year: Int, month: Int, day: Int) {
        let (year, month, day) = (Int64(year), Int64(month), Int64(day))
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1, day <= daysIn(month: month, year: year)
        else { return nil }
        self.init(day: daysSince1970(year: year, month: month, day: day))
    }

    /// ISO 8601: 1 is Monday, 7 is Sunday.
    public var weekday: Int { LocalClock.weekday(of: day) }

    /// - Parameter days: negative for dates before this one.
    public func adding(days: Int64) -> Self { Self(day: day + days) }

    /// ISO 8601: `2026-12-24`.
    public var description: String { String(Timestamp(seconds: day * 86_400).rfc3339.prefix(10)) }

    public static func < (a: Self, b: Self) -> Bool { a.day < b.day }
}
