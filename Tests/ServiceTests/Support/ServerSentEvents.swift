/// One event as a browser would hand it out (WHATWG HTML §9.2.6).
struct ServerSentEvent: Sendable, Equatable {
    var name = "message"
    /// As it was last told; nil before the first.
    var lastID: String?
    var data: String
}

/// Reads an event stream piece by piece, however it is cut. Knows nothing of HTTP.
struct ServerSentEvents {
    private var rest: [UInt8] = []
    private var name: String?
    private var data: [String] = []
    private(set) var lastID: String?
    /// In milliseconds, as the stream last said.
    private(set) var retry: Int?
    /// Lines that begin with a colon.
    private(set) var comments = 0

    /// The events that are complete with these bytes.
    mutating func read(_ bytes: some Collection<UInt8>) -> [ServerSentEvent] {
        rest += bytes
        var events: [ServerSentEvent] = []
        var start = 0
        while let end = rest[start...].firstIndex(of: 10) {
            if let event = readLine(String(decoding: rest[start..<end], as: UTF8.self)) { events.append(event) }
            start = end + 1
        }
        rest.removeFirst(start)
        return events
    }

    private mutating func readLine(_ line: String) -> ServerSentEvent? {
        if line.isEmpty {
            defer { (name, data) = (nil, []) }
            guard !data.isEmpty else { return nil }
            return ServerSentEvent(name: name ?? "message", lastID: lastID, data: data.joined(separator: "\n"))
        }
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count < 2 ? "" : String(parts[1].hasPrefix(" ") ? parts[1].dropFirst() : parts[1])
        switch parts[0] {
        case "": comments += 1
        case "event": name = value
        case "data": data.append(value)
        case "id": lastID = value
        case "retry": retry = Int(value)
        default: break
        }
        return nil
    }
}

/// Takes the chunks off a body (RFC 9112 §7.1), piece by piece.
struct ChunkedBody {
    private var rest: [UInt8] = []
    /// What is left of the chunk that was begun, with its line break.
    private var owed = 0
    /// The last chunk was read.
    private(set) var isAtEnd = false
    /// What was read is no chunked body.
    private(set) var isBroken = false

    mutating func read(_ bytes: some Collection<UInt8>) -> [UInt8] {
        rest += bytes
        var out: [UInt8] = []
        var at = 0
        while at < rest.count, !isAtEnd, !isBroken {
            if owed > 0 {
                let count = min(owed, rest.count - at)
                let content = max(0, min(count, owed - 2))
                out += rest[at..<at + content]
                owed -= count
                at += count
                continue
            }
            guard let end = rest[at...].firstIndex(of: 10) else { break }
            let size = String(decoding: rest[at..<end], as: UTF8.self).prefix { $0.isHexDigit }
            at = end + 1
            guard let count = Int(size, radix: 16) else {
                isBroken = true
                break
            }
            if count == 0 { isAtEnd = true } else { owed = count + 2 }
        }
        rest.removeFirst(at)
        return out
    }
}
