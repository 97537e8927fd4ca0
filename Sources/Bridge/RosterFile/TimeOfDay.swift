import Attendance

/// Hours and minutes on the 24-hour clock, as people write them.
enum TimeOfDay {
    /// - Parameter text: `7:05`, `19:00`. Nil for any other form.
    static func minute(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.joined().utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    static func text(_ minute: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return two(minute / 60) + ":" + two(minute % 60)
    }
}

/// A single date of a schedule: `2026-12-24 18:00`, and perhaps how long it lasts: `2026-12-24 18:00 90min`.
enum DateAndTime {
    static func read(_ text: String) -> (date: LocalDate, minute: Int, duration: Int?)? {
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard (2...4).contains(parts.count), let date = LocalDate(parts[0]), let minute = TimeOfDay.minute(parts[1])
        else { return nil }
        if parts.count == 2 { return (date, minute, nil) }
        let length = parts[2...].joined().lowercased()
        guard length.hasSuffix("min"), let duration = Int(length.dropLast(3)), (1...1440).contains(duration) else {
            return nil
        }
        return (date, minute, duration)
    }

    /// - Parameter ownDuration: nil: the one of the schedule.
    static func text(_ once: Schedule.Once, ownDuration: Int?) -> String {
        "\(once.date) \(TimeOfDay.text(once.startMinute))" + (ownDuration.map { " \($0)min" } ?? "")
    }
}
