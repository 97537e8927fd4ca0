import Attendance
import JSON

extension SettingForm<String?> {
    /// Empty means none.
    static var anyText: Self { text("a text, or empty") { _ in true } }

    /// Empty means none.
    static var timeZone: Self { text("a time zone such as America/New_York, or empty") { LocalClock($0) != nil } }

    /// Empty means never.
    static var timeOfDay: Self { text("a time of day such as 04:00, or empty") { minuteOfDay($0) != nil } }

    private static func text(_ allowed: String, where isAllowed: @escaping @Sendable (String) -> Bool) -> Self {
        Self(allowed: allowed) { given in
            guard let text = given.string?.trimmingBlanks() else { return .none }
            if text.isEmpty { return .some(nil) }
            return isAllowed(text) ? .some(text) : .none
        } write: {
            .string($0 ?? "")
        }
    }
}

/// `04:00` is 240; nil for any other form.
func minuteOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard text.utf8.count == 5, parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy(\.isNumber) }),
        let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
}
