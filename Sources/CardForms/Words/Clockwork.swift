internal import Attendance

/// Writes moments as people in one time zone read them.
struct Clockwork {
    let language: FormLanguage
    /// IANA name, or `UTC`.
    let timeZone: String
    private let clock: LocalClock?

    /// - Parameter timeZone: nil, and what this machine does not know, is UTC.
    init(_ timeZone: String?, _ language: FormLanguage) {
        clock = timeZone.flatMap { LocalClock($0) }
        self.timeZone = clock == nil ? "UTC" : timeZone ?? "UTC"
        self.language = language
    }

    var isUTC: Bool { clock == nil || timeZone == "UTC" || timeZone == "GMT" }

    /// `New York`.
    var place: String {
        guard let city = timeZone.split(separator: "/").last, !isUTC else { return "UTC" }
        return city.split(separator: "_").joined(separator: " ")
    }

    /// `Tue 6 Oct 2026`.
    func date(_ moment: Timestamp) -> String { date(self.day(of: moment)) }

    func date(_ date: LocalDate) -> String {
        let parts = date.description.split(separator: "-")
        guard parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]) else { return date.description }
        let words = language.words
        return "\(words.weekdays[date.weekday - 1]) \(day) \(words.months[month - 1]) \(parts[0])"
    }

    /// `7:00 pm`.
    func time(_ moment: Timestamp) -> String { time(secondOfDay: second(of: moment), withSeconds: false) }

    /// `7:00:05 pm`.
    func timeWithSeconds(_ moment: Timestamp) -> String { time(secondOfDay: second(of: moment), withSeconds: true) }

    /// `7:00 – 8:00 pm`; with the second date where it is another one.
    func span(_ start: Timestamp, _ end: Timestamp, withSeconds: Bool = false) -> String {
        let write = withSeconds ? timeWithSeconds : time
        let (first, last) = (write(start), write(end))
        if day(of: start) != day(of: end) { return "\(first) – \(last), \(date(end))" }
        let suffix = suffix(secondOfDay: second(of: end))
        guard suffix == self.suffix(secondOfDay: second(of: start)) else { return "\(first) – \(last)" }
        return "\(first.dropLast(suffix.count)) – \(last)"
    }

    /// `Tue 6 Oct 2026, 7:00 pm`.
    func moment(_ moment: Timestamp) -> String { "\(date(moment)), \(time(moment))" }

    /// `UTC−4`, with a minus sign: lines are broken behind a hyphen.
    func offset(at moment: Timestamp) -> String {
        let wall = day(of: moment).day * 86_400 + Int64(second(of: moment))
        let minutes = (wall - (moment.milliseconds - moment.milliseconds % 1000) / 1000) / 60
        guard minutes != 0 else { return "UTC" }
        let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
        return "UTC\(minutes < 0 ? "\u{2212}" : "+")\(hours)" + (rest == 0 ? "" : ":" + String(100 + rest).dropFirst())
    }

    func day(of moment: Timestamp) -> LocalDate {
        clock?.date(of: moment) ?? LocalDate(day: (moment.milliseconds - mod(moment, 86_400_000)) / 86_400_000)
    }

    /// What the clock on the wall shows, since midnight.
    func millisecondsOfDay(_ moment: Timestamp) -> Int64 {
        Int64(second(of: moment)) * 1000 + mod(moment, 1000)
    }

    private func second(of moment: Timestamp) -> Int {
        clock?.secondOfDay(moment) ?? Int(mod(moment, 86_400_000) / 1000)
    }

    private func mod(_ moment: Timestamp, _ divisor: Int64) -> Int64 {
        let rest = moment.milliseconds % divisor
        return rest < 0 ? rest + divisor : rest
    }

    private func suffix(secondOfDay: Int) -> String {
        secondOfDay < 43_200 ? language.words.beforeNoon : language.words.afterNoon
    }

    private func time(secondOfDay: Int, withSeconds: Bool) -> String {
        let (hour, minute) = (secondOfDay / 3600, secondOfDay / 60 % 60)
        let seconds = withSeconds ? ":" + String(100 + secondOfDay % 60).dropFirst() : ""
        let minutes = String(100 + minute).dropFirst()
        return "\(hour % 12 == 0 ? 12 : hour % 12):\(minutes)\(seconds)" + suffix(secondOfDay: secondOfDay)
    }
}

extension Timestamp {
    /// `2026-10-06 23:00:05`, in UTC.
    var plainUTC: String { rfc3339.prefix(10) + " " + rfc3339.dropFirst(11).prefix(8) }

    /// `23:00:05`, in UTC.
    var timeUTC: String { String(rfc3339.dropFirst(11).prefix(8)) }
}

extension Span {
    /// `52 min 05 s`, cut off at whole seconds.
    var minutesAndSeconds: String {
        let seconds = milliseconds / 1000
        return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
    }
}
