public import Attendance

/// When a server wants to be asked again (RFC 9110 §10.2.3): seconds or an HTTP date; Zoom also writes RFC 3339.
public struct RetryAfter: Hashable, Sendable {
    let moment: Timestamp
    /// Never negative.
    public let delay: Span

    /// Nil where the answer does not say, or not so that it can be read.
    init?(_ answer: APIAnswer, now: Timestamp) {
        guard let text = answer.headers["retry-after"] else { return nil }
        self.init(text, now: now)
    }

    /// Nil for what cannot be read.
    public init?(_ text: String, now: Timestamp) {
        if let seconds = Int64(text) {
            guard (0...31_536_000).contains(seconds) else { return nil }
            moment = now + .seconds(seconds)
        } else if let said = Timestamp(rfc3339: text) ?? Self.httpDate(text) {
            moment = said
        } else {
            return nil
        }
        delay = max(.zero, moment - now)
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    private static func httpDate(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])) else {
            return nil
        }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp(rfc3339: "\(words[3])-\(number)-\(words[1])T\(words[4])Z")
    }
}
