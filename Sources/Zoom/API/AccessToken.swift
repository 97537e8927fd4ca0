internal import Attendance
internal import JSON

/// What lets the app read for about an hour.
struct AccessToken: Hashable, Sendable {
    let value: String
    private let expires: Timestamp

    /// So long before its end a token is not used any more: a request may take that long.
    private static let reserve = Span.minutes(2)

    init?(_ document: JSONView, now: Timestamp) {
        guard let value = document["access_token"]?.string, !value.isEmpty,
            value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        self.value = value
        let seconds = document["expires_in"]?.whole ?? 3600
        expires = now + .seconds(min(max(0, seconds), 86_400))
    }

    func isGood(at moment: Timestamp) -> Bool { moment + Self.reserve < expires }
}

extension AccessToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "AccessToken(redacted)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
