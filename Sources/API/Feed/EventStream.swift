internal import JSON
internal import Live
internal import Server

/// The feed as Server-Sent Events (WHATWG HTML §9.2): each message an event of its name, whose data is the whole envelope.
enum EventStream {
    static let contentType = "text/event-stream"

    /// A comment, which no client sees: it keeps what stands between awake, and finds out who is gone.
    static let heartbeat = StreamChunk(":\n\n")

    /// - Parameters:
    ///   - id: what the browser sends as `Last-Event-ID` when it comes again; nil: what it had before.
    ///   - retry: how long to wait before coming again, in milliseconds; nil: as it was.
    static func event(_ name: String, id: Position?, data: [UInt8], retry: Int? = nil) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(data.count + name.utf8.count + 64)
        if let retry { out += "retry: \(retry)\n".utf8 }
        if let id { out += "id: \(id)\n".utf8 }
        out += "event: ".utf8
        out += name.utf8.lazy.map { isLineEnd($0) ? 0x20 : $0 }
        // A line break ends a field: between two of JSON's tokens it may stand, and is told as another line of data.
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: isLineEnd) {
            out += "\ndata: ".utf8
            out += line
        }
        out += "\n\n".utf8
        return out
    }

    /// The last event, where a WebSocket would be closed with a code. Has no id: a client resumes from the last message.
    static func farewell(_ reason: CloseReason, at now: String) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("event", "closed")
            $0.member("data") {
                $0.object {
                    $0.member("code", Int(reason.webSocketCode))
                    $0.member("reason", reason.rawValue)
                }
            }
            $0.member("at", now)
        }
        return event("closed", id: nil, data: json.bytes, retry: reason.comeAgainAfter)
    }

    /// Some come sooner and some later, so that not all are back at once after a restart.
    static var patience: Int { Int.random(in: 1000...4000) }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension CloseReason {
    /// In milliseconds, for browsers, which come again by themselves; nil: as the stream said when it began. Whoever may not
    /// listen any more is answered 401 then, and stays away.
    fileprivate var comeAgainAfter: Int? {
        switch self {
        // Over an event stream nobody can ask for anything.
        case .goingAway, .tooSlow, .expired, .accessChanged, .revoked, .notText, .tooManyRequests: nil
        case .backlogUnavailable: 10_000
        // Another tab would be closed in its place.
        case .tooManyConnections: 300_000
        }
    }
}
