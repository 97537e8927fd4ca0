import FoundationEssentials
// Knows the time zones; FoundationEssentials alone knows only GMT.
import FoundationInternationalization

/// The clock on the wall in a time zone, right across daylight-saving changes.
public struct LocalClock: Sendable {
    private let zone: TimeZone

    /// - Parameter timeZone: an IANA name. Nil when it is unknown.
    public init?(_ timeZone: String) {
        guard let zone = TimeZone(identifier: timeZone) else { return nil }
        self.zone = zone
    }

    /// Days since 1970-01-01 of the date on the wall.
    func day(of moment: Timestamp) -> Int64 {
        (moment.milliseconds + offset(at: moment.milliseconds)).flooredDivision(by: 86_400_000)
    }

    /// The moment a date and minute of the day are on the wall. One that does not exist moves forward by the time the
    /// clock leaps over; of one that exists twice it is the first.
    func moment(day: Int64, minute: Int) -> Timestamp {
        let wall = day * 86_400_000 + Int64(minute) * 60_000
        // Zones change their offset months apart, so a day before and after hold the only two candidates.
        let before = wall - offset(at: wall - 86_400_000)
        let after = wall - offset(at: wall + 86_400_000)
        let candidates = [before, after].filter { $0 + offset(at: $0) == wall }
        return Timestamp(milliseconds: candidates.min() ?? before)
    }

    /// ISO 8601: 1 is Monday, 7 is Sunday.
    static func weekday(of day: Int64) -> Int {
        // 1970-01-01 was a Thursday.
        let sinceMonday = day + 3
        return Int(sinceMonday - sinceMonday.flooredDivision(by: 7) * 7) + 1
    }

    /// Milliseconds the wall is ahead of UTC.
    private func offset(at milliseconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000))) * 1000
    }
}
