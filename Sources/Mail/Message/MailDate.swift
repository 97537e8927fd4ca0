/// Moments as headers write them (RFC 5322 §3.3).
enum MailDate {
    /// `Sat, 21 Nov 2026 17:09:59 +0000`
    /// - Parameter seconds: since 1970 in UTC; not negative.
    static func text(_ seconds: Int64) -> String {
        let seconds = max(0, seconds)
        let (days, time) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = civil(days)
        func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
        // 1970-01-01 was a Thursday.
        let weekday = weekdays[Int((days + 3) % 7)]
        return "\(weekday), \(two(date.day)) \(months[Int(date.month) - 1]) \(date.year) "
            + "\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60)) +0000"
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        var (year, rest) = (Int64(1970), days)
        while rest >= length(ofYear: year) {
            rest -= length(ofYear: year)
            year += 1
        }
        var month: Int64 = 1
        while rest >= length(ofMonth: month, in: year) {
            rest -= length(ofMonth: month, in: year)
            month += 1
        }
        return (year, month, rest + 1)
    }

    private static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    private static func length(ofYear year: Int64) -> Int64 { isLeap(year) ? 366 : 365 }

    private static func length(ofMonth month: Int64, in year: Int64) -> Int64 {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
