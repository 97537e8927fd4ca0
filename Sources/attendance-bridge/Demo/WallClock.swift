import Attendance
import FoundationEssentials
// Knows the time zones; FoundationEssentials alone knows only GMT.
import FoundationInternationalization

/// Times as a person reads them: “7:04 pm”, “Tue 15 Sep, 7:04 pm (New York)”.
struct WallClock {
    private let calendar: Calendar
    private let place: String

    /// Nil when the time zone is unknown.
    init?(_ timeZone: String) {
        guard let zone = TimeZone(identifier: timeZone) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
        place = timeZone.split(separator: "/").last.map { String($0).replacing("_", with: " ") } ?? timeZone
    }

    func time(_ moment: Timestamp) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: date(moment))
        let hour = parts.hour ?? 0
        let minute = parts.minute ?? 0
        return "\(hour % 12 == 0 ? 12 : hour % 12):\(minute < 10 ? "0" : "")\(minute) \(hour < 12 ? "am" : "pm")"
    }

    func dayAndTime(_ moment: Timestamp) -> String {
        let parts = calendar.dateComponents([.weekday, .day, .month], from: date(moment))
        let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day =
            "\(weekdays[((parts.weekday ?? 1) - 1) % 7]) \(parts.day ?? 0) \(months[((parts.month ?? 1) - 1) % 12])"
        return "\(day), \(time(moment)) (\(place))"
    }

    private func date(_ moment: Timestamp) -> Date {
        Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    }
}
