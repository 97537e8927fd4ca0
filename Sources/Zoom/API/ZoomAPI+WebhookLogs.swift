public import Attendance
internal import JSON

extension ZoomAPI {
    /// The deliveries that Zoom could not hand over, each body once, the oldest first as far as Zoom says when.
    ///
    /// Zoom keeps them for 7 days: what is asked for beyond is left out. Questions for the endpoint's secret are left out
    /// too, for their time is over.
    public func webhookLogs(app: String, from: Timestamp, to: Timestamp) async throws -> WebhookLog {
        let now = moment
        // A minute less than Zoom keeps: it refuses a window that begins before.
        let start = max(from, now - .hours(7 * 24) + .minutes(1))
        let end = min(to, now)
        guard start < end else { return WebhookLog() }
        let list = try await self.list(
            "webhook_logs", at: "/marketplace/apps/\(percentEncoded(app))/webhook_logs",
            [("type", "2"), ("from", wholeSeconds(start)), ("to", wholeSeconds(end))])
        var log = WebhookLog()
        for row in list?.rows ?? [] { log.add(row) }
        log.sort()
        return log
    }

    private func wholeSeconds(_ moment: Timestamp) -> String {
        Timestamp(seconds: moment.milliseconds / 1000).rfc3339
    }
}

/// Deliveries that failed.
public struct WebhookLog: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        /// As Zoom sent it, or tried to.
        public let body: [UInt8]
        /// When Zoom logged it.
        public let loggedAt: Timestamp?
    }

    public private(set) var entries: [Entry] = []
    /// How many rows hold no body that can be read.
    public private(set) var unreadable = 0
    private var seen: Set<[UInt8]> = []

    mutating func add(_ row: JSONView) {
        guard row["event"]?.string != "endpoint.url_validation" else { return }
        guard let body = row["request_body"].flatMap({ Self.body($0) }) else {
            unreadable += 1
            return
        }
        // One delivery is logged for each attempt.
        guard seen.insert(body).inserted else { return }
        entries.append(Entry(body: body, loggedAt: row["date_time"]?.moment))
    }

    /// What has no time comes last, in Zoom's order.
    mutating func sort() {
        let indexed = entries.enumerated().sorted { a, b in
            let (x, y) = (a.element.loggedAt ?? .distantFuture, b.element.loggedAt ?? .distantFuture)
            return (x, a.offset) < (y, b.offset)
        }
        entries = indexed.map(\.element)
    }

    /// Zoom documents a string that holds the body. Bodies quoted once more, and objects, are understood as well.
    private static func body(_ value: JSONView) -> [UInt8]? {
        if value.kind == .object {
            var writer = JSONWriter()
            writer.value(value.value)
            return writer.bytes
        }
        guard let text = value.string else { return nil }
        if isBody(text) { return Array(text.utf8) }
        guard let unquoted = (try? JSONView.parse(Array("\"\(text)\"".utf8)))?.string, isBody(unquoted) else {
            return nil
        }
        return Array(unquoted.utf8)
    }

    private static func isBody(_ text: String) -> Bool {
        (try? JSONView.parseTolerantly(Array(text.utf8)))?.kind == .object
    }
}
