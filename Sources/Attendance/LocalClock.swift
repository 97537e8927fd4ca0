import FoundationEssentials
// Knows the time zones; FoundationEssentials alone knows only GMT.
import FoundationInternationalization

/// The clock on the wall in a time zone, right across daylight-saving changes.
public struct LocalClock: Sendable {
    /// Nil: UTC, for which no table of time zones is loaded (2 MiB).
    private let zone: TimeZone?

    /// - Parameter timeZone: an IANA name. Nil when it is unknown.
    public init?(_ timeZone: String) {
        if timeZone == "UTC" {
            zone = nil
            return
        }
        guard let zone = TimeZone(identifier: timeZone) else { return nil }
        self.zone = zone
    }

    /// Days since 1970-01-01 of the date on the wall.
    public func day(of moment: Timestamp) -> Int64 { wall(moment).flooredDivision(by: 86_400_000) }

    /// The date on the wall.
    public func date(of moment: Timestamp) -> LocalDate { LocalDate(day: day(of: moment)) }

    /// Whole minutes the hands show since midnight, 0..<1440, whatever the clock did meanwhile.
    public func minuteOfDay(_ moment: Timestamp) -> Int { secondOfDay(moment) / 60 }

    /// Whole seconds the hands show since midnight, 0..<86400, whatever the clock did meanwhile.
    public func secondOfDay(_ moment: Timestamp) -> Int {
        let wall = wall(moment)
        return Int((wall - wall.flooredDivision(by: 86_400_000) * 86_400_000) / 1000)
    }

    /// The moment a date and minute of the day are on the wall. One that does not exist moves forward by the time the
    /// clock leaps over; of one that exists twice it is the first.
    public func moment(day: Int64, minute: Int) -> Timestamp { moment(day: day, second: minute * 60) }

    /// As `moment(day:minute:)`, to the second.
    public func moment(day: Int64, second: Int) -> Timestamp {
        let wall = day * 86_400_000 + Int64(second) * 1000
        let (before, after) = offsets(near: wall)
        return moments(wall, before, after).first ?? Timestamp(milliseconds: wall - before)
    }

    /// All moments a date and second of the day are on the wall, in order: none when the clock leaps over them, two when
    /// it is set back to before them.
    public func moments(day: Int64, second: Int) -> [Timestamp] {
        let wall = day * 86_400_000 + Int64(second) * 1000
        let (before, after) = offsets(near: wall)
        return moments(wall, before, after)
    }

    /// ISO 8601: 1 is Monday, 7 is Sunday.
    static func weekday(of day: Int64) -> Int {
        // 1970-01-01 was a Thursday.
        let sinceMonday = day + 3
        return Int(sinceMonday - sinceMonday.flooredDivision(by: 7) * 7) + 1
    }

    /// Zones change their offset weeks apart, so a day before and after hold the only two candidates.
    private func offsets(near wall: Int64) -> (before: Int64, after: Int64) {
        (offset(at: wall - 86_400_000), offset(at: wall + 86_400_000))
    }

    private func moments(_ wall: Int64, _ before: Int64, _ after: Int64) -> [Timestamp] {
        // The greater offset gives the earlier moment.
        let candidates = before == after ? [before] : [max(before, after), min(before, after)]
        return candidates.filter { offset(at: wall - $0) == $0 }.map { Timestamp(milliseconds: wall - $0) }
    }

    private func wall(_ moment: Timestamp) -> Int64 { moment.milliseconds + offset(at: moment.milliseconds) }

    /// Milliseconds the wall is ahead of UTC.
    private func offset(at milliseconds: Int64) -> Int64 {
        guard let zone else { return 0 }
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000))) * 1000
    }
}
