internal import Attendance
internal import Crypto
internal import JSON
internal import Store

/// What a subscriber is told: an event in the envelope of CloudEvents 1.0, structured as JSON.
///
/// The id names the fact, not the attempt: whoever sees it again has had it before.
struct OutboundEvent {
    let id: String
    private let source: String
    private let type: String
    private let subject: String?
    private let time: Timestamp?
    /// JSON.
    private let data: [UInt8]

    static let contentType = "application/cloudevents+json"
    /// Told whatever was asked for: what is known of somebody must go elsewhere, too.
    static let always: Set<String> = [Erasing.event]
    /// What happened is no longer kept: everything is to be loaded again.
    static let resync = "resync"

    /// - Parameters:
    ///   - database: tells the positions of one database from those of another.
    ///   - source: where the bridge is reached.
    init(_ row: FeedRow, database: String, source: String) {
        id = "\(database)-\(row.position)"
        self.source = source
        type = Self.type(row.event)
        subject = row.person.rawValue
        time = row.at
        data = row.data
    }

    /// That what came after a position is no longer kept.
    init(resyncAfter position: Store.Position, database: String, source: String) {
        id = "\(database)-\(position)-\(Self.resync)"
        self.source = source
        type = Self.type(Self.resync)
        subject = nil
        time = nil
        var json = JSONWriter()
        json.object { $0.member("since", position) }
        data = json.bytes
    }

    private static func type(_ event: String) -> String { "org.attendance-bridge.\(event).v1" }

    var body: [UInt8] {
        var json = JSONWriter(reservingCapacity: data.count + 512)
        json.object {
            $0.member("specversion", "1.0")
            $0.member("id", id)
            $0.member("source", source)
            $0.member("type", type)
            if let subject { $0.member("subject", subject) }
            if let time { $0.member("time", time.rfc3339) }
            $0.member("datacontenttype", "application/json")
            $0.member("data") { $0.raw(data) }
        }
        return json.bytes
    }

    /// All attempts are of one trace, and each is a span of its own (W3C Trace Context).
    func traceparent(span: String) -> String {
        let trace = SHA256.hash(Array("outbound \(id)".utf8)).hex.prefix(32)
        return "00-\(trace)-\(span)-01"
    }
}

extension FeedRow {
    /// Whether it tells a participant of themself: every fact is in exactly one such row, whoever else is told of it.
    var isOfItsPerson: Bool {
        guard let participant = try? JSONView.parse(data)["participant"]?.string else { return false }
        return participant == person.rawValue
    }
}
