public import Attendance

/// One row of the feed: something that one person is told.
public struct FeedMessage: Hashable, Sendable {
    public var position: Position
    /// Who is told. The only one who ever sees it.
    public var person: PersonID
    public var at: Timestamp
    /// For instance `participant-joined`.
    public var event: String
    /// JSON text in UTF-8, as it was stored; empty stands for `null`.
    public var data: [UInt8]

    public init(position: Position, person: PersonID, at: Timestamp, event: String, data: [UInt8]) {
        self.position = position
        self.person = person
        self.at = at
        self.event = event
        self.data = data
    }
}

extension FeedMessage {
    /// What a client receives: `{"event","data","id","at"}` in UTF-8; `id` is the position, to be sent back as `since`.
    public func envelope() -> [UInt8] {
        Self.envelope(event: event, data: data, id: position, at: at)
    }

    /// An envelope for what is in no row of the feed, such as `connected`.
    ///
    /// - Parameter id: the position from which the client goes on when it resumes.
    public static func envelope(event: String, data: [UInt8], id: Position, at: Timestamp) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(data.count + event.utf8.count + 96)
        out += #"{"event":""#.utf8
        appendEscaped(event, to: &out)
        out += #"","data":"#.utf8
        if data.isEmpty { out += "null".utf8 } else { out += data }
        out += #","id":"#.utf8
        appendDecimal(id.rawValue, to: &out)
        out += #","at":""#.utf8
        out += at.rfc3339.utf8
        out += #""}"#.utf8
        return out
    }
}

/// RFC 8259 §7: what must be escaped, and no more.
private func appendEscaped(_ text: String, to out: inout [UInt8]) {
    for byte in text.utf8 {
        switch byte {
        case 0x22, 0x5C:
            out.append(0x5C)
            out.append(byte)
        case 0..<0x20:
            let hex = Array("0123456789abcdef".utf8)
            out += "\\u00".utf8
            out.append(hex[Int(byte >> 4)])
            out.append(hex[Int(byte & 15)])
        default:
            out.append(byte)
        }
    }
}

private func appendDecimal(_ value: Int64, to out: inout [UInt8]) {
    if value < 0 { out.append(0x2D) }
    var rest = value.magnitude
    let first = out.count
    repeat {
        out.append(48 + UInt8(rest % 10))
        rest /= 10
    } while rest > 0
    out[first...].reverse()
}
