import Attendance
import Crypto
import Foundation
import JSON
import TestSupport
import Testing
import Zoom

@Suite("Redaction keeps what attendance rests on")
struct RedactionPropertyTests {
    /// Of each event; the rules are few, the ways to be told or not are many.
    static let cases =
        (ProcessInfo.processInfo.environment["BRIDGE_PROPERTY_CASES"].flatMap { UInt64($0) } ?? 2000) / 50

    /// What Zoom's reports are journaled as.
    static let reports = [
        #"{"event":"report.stay","event_ts":1789513203000,"payload":{"object":{"uuid":"u==","id":"84712639219","#
            + #""participant":{"user_name":"Ana","original_name":"Ana Torres","email":"ana.torres@example.com","#
            + #""user_id":"16778240","participant_uuid":"565EF9A1","registrant_id":"r1","customer_key":"c1","#
            + #""participant_user_id":"z1","phone_number":"15550100199","public_ip":"203.0.113.153","#
            + #""join_time":"2026-09-15T23:00:03Z","leave_time":"2026-09-15T23:50:03Z","breakout_room":true}},"#
            + #""report":{"source":"api","precision_seconds":1}}}"#,
        #"{"event":"report.ended","event_ts":1789513203000,"payload":{"object":{"uuid":"u==","id":"84712639219","#
            + #""end_time":"2026-09-15T23:50:03Z"},"report":{"source":"csv"}}}"#,
    ]

    static func bodies() throws -> [String: [UInt8]] {
        var bodies: [String: [UInt8]] = [:]
        for event in try Samples.events() { bodies[event] = try Samples.event(event) }
        for report in reports { bodies[String(report.prefix(24))] = Array(report.utf8) }
        return bodies
    }

    @Test("same meaning, moment, connection and occurrence; every key its own hash", arguments: try bodies())
    func sameEvent(_ event: String, _ body: [UInt8]) throws {
        let vault = try RedactionTests.vault()
        let whole = try JSON.parse(body)
        for seed in 0..<Self.cases {
            var random = SplitMix64(seed: seed)
            let told = try seed == 0 ? body : retold(whole, using: &random).canonical()
            let redacted = Redaction.redacted(told, hash: vault.hash)
            for output in [redacted, Redaction.masked(told)] {
                let (before, after) = (Delivery(body: told), Delivery(body: output))
                #expect(after.kind == before.kind, "seed \(seed)")
                #expect(after.event == before.event && after.eventTime == before.eventTime, "seed \(seed)")
                #expect(after.meeting == before.meeting && after.occurrence == before.occurrence, "seed \(seed)")
                #expect(after.scheduledMinutes == before.scheduledMinutes, "seed \(seed)")
                #expect(after.meetingType == before.meetingType, "seed \(seed)")
                #expect(after.practiceSession == before.practiceSession && after.topic == nil, "seed \(seed)")
                let (x, y) = (before.meetingEvent, after.meetingEvent)
                #expect(x?.kind == y?.kind && x?.time == y?.time, "seed \(seed)")
                #expect(x?.connection == y?.connection && x?.occurrence == y?.occurrence, "seed \(seed)")
            }
            let before = Delivery(body: told).meetingEvent?.identity.keys ?? []
            let after = Delivery(body: redacted).meetingEvent?.identity.keys ?? []
            // Codes are part of names, and names are read no more.
            #expect(after == before.filter { $0.kind != .code }.map { sealed($0, vault) }, "seed \(seed)")
            #expect(Redaction.redacted(redacted, hash: vault.hash) == redacted, "seed \(seed)")
        }
    }

    @Test(
        "a number reads as the same number, however it was written",
        arguments: [
            "16780288.0", "1.6780288e7", "9007199254740994.0", "-0", "-0.0", "1e400", "1.5", "18446744073709551616",
            "1789513203000.0", "1.789513203e12",
        ])
    func numbers(_ number: String) throws {
        let body =
            #"{"event":"meeting.participant_joined","event_ts":\#(number),"payload":{"object":{"uuid":\#(number),"id":"#
            + #"\#(number),"duration":\#(number),"type":\#(number),"participant":{"user_id":\#(number),"#
            + #""participant_id":"p","join_time":"2026-09-15T23:00:03Z"}}}}"#
        let redacted = Redaction.redacted(Array(body.utf8), hash: try RedactionTests.vault().hash)
        #expect(Delivery(body: redacted) == Delivery(body: Array(body.utf8)))
    }

    @Test("attendees and their presence are the same", arguments: try Scenario.all())
    func samePresence(_ scenario: Scenario) throws {
        let vault = try RedactionTests.vault()
        let redacted = scenario.bodies.compactMap {
            Delivery(body: Redaction.redacted($0, hash: vault.hash)).meetingEvent
        }
        func attendance(_ events: [MeetingEvent], _ name: (ConnectionKey) -> ConnectionKey) -> [OccurrenceID: Set<
            [String]
        >] {
            Dictionary(grouping: events, by: \.occurrence).mapValues { events in
                let timeline = Timeline(events)
                return Set(
                    timeline.attendees.map { attendee in
                        ["\(timeline.presence(of: attendee).summary) \(timeline.start as Any) \(timeline.end as Any)"]
                            + attendee.connections.map { "\(name($0))" }.sorted()
                    })
            }
        }
        let before = attendance(scenario.events) {
            if case .unnamed(let key) = $0 { .unnamed(sealed(key, vault)) } else { $0 }
        }
        #expect(attendance(redacted) { $0 } == before)
    }

    @Test("a body damaged anywhere never gives a name away, nor ends anything")
    func damaged() throws {
        let vault = try RedactionTests.vault()
        let body = try Samples.event("meeting.participant_role_changed")
        for seed in UInt64(0)..<2000 {
            var random = SplitMix64(seed: seed)
            var other = body
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                let index = Int.random(in: other.indices, using: &random)
                if Bool.random(using: &random) {
                    other[index] = UInt8.random(in: 0...255, using: &random)
                } else {
                    other.remove(at: index)
                }
            }
            let text = String(decoding: Redaction.redacted(other, hash: vault.hash), as: UTF8.self)
            for name in ["Ana", "Torres", "example.com", "203.0", "r7Qk", "evening", "Zk9m", "qTn3"] {
                #expect(!text.contains(name), "seed \(seed)")
            }
        }
    }
}

private func sealed(_ key: IdentityKey, _ vault: Vault) -> IdentityKey {
    key.isSealed ? key : IdentityKey(stored: key.kind, value: vault.hash(key.kind.rawValue, key.value))
}

extension Presence {
    fileprivate var summary: String {
        "\(proven.intervals) \(inferred.intervals) \(waiting.intervals) \(presentSince as Any) \(possiblyUntil as Any) "
            + "\(firstSeen as Any) \(lastSeen as Any) \(connectionCount) \(attended) \(flags.map(\.rawValue).sorted())"
    }
}

/// The same body with some members told otherwise, not at all, or in a shape nobody expects.
private func retold(_ json: JSON, using random: inout SplitMix64) -> JSON {
    switch json {
    case .object(let members):
        var others: [String: JSON] = [:]
        for name in members.keys.sorted() {
            let value = retold(members[name] ?? .null, using: &random)
            if Int.random(in: 0..<12, using: &random) > 0 { others[name] = value }
            if Int.random(in: 0..<8, using: &random) == 0 { others[name] = oddValues.randomElement(using: &random) }
        }
        if others["user_id"] != nil || others["sender_session_id"] != nil || others["participant_id"] != nil {
            for name in personal where Int.random(in: 0..<4, using: &random) == 0 {
                others[name] = oddValues.randomElement(using: &random)
            }
        }
        return .object(others)
    case .array(let elements): return .array(elements.map { retold($0, using: &random) })
    default: return json
    }
}

private let personal = [
    "user_name", "sender_name", "original_name", "email", "sender_email", "participant_user_id", "id", "registrant_id",
    "customer_key", "phone_number", "public_ip",
]

private let oddValues: [JSON] = [
    "", " ", "\u{200E}", "-", "Jane Doe", "jane  DOE", "José #K7QN", "Jose\u{301} #K7QN", "jane@example.com",
    " Jane@Example.com", "ab@c@d", "+1 555 010 0199", "15550100199", "0", "203.0.113.7", "2001:DB8::1", .null,
    15_550_100_199, 84_712_639_219, 1.5, 1e3, 9_007_199_254_740_994.0, 1e300, true, [], ["Jane"], [:],
    ["user_name": "Jane", "date_time": "2026-09-15T23:11:00Z", "user_id": "1"], "2026-09-15T23:11:00Z",
    "sealed:0123456789abcdef0123456789abcdef", "SEALED:0123456789abcdef0123456789abcdef",
]
