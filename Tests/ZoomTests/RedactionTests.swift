import Attendance
import Crypto
import JSON
import TestSupport
import Testing
import Zoom

@Suite("Redaction")
struct RedactionTests {
    static func vault() throws -> Vault { try #require(Vault(masterKey: Array(1...32))) }

    static func redacted(_ body: [UInt8]) throws -> [UInt8] {
        Redaction.redacted(body, hash: try vault().hash)
    }

    @Test("a recorded joined keeps when and which connection; who it was becomes hashes; the rest is gone")
    func joined() throws {
        let vault = try Self.vault()
        let json = try JSON.parse(Self.redacted(Samples.event("meeting.participant_put_in_waiting_room")))
        #expect(
            json == [
                "event": "meeting.participant_put_in_waiting_room",
                "event_ts": 1_789_513_171_848,
                "payload": [
                    "object": [
                        "uuid": "uzOypEzkfBQR73LbJ2JRBQ==",
                        "id": "84712639219",
                        "type": 8,
                        "duration": 60,
                        "start_time": "2026-09-15T22:57:10Z",
                        "timezone": "America/New_York",
                        "participant": [
                            "date_time": "2026-09-15T22:59:30Z",
                            "user_id": "16780288",
                            "participant_uuid": "565EF9A1-A550-55D9-91A4-AEEB4555C095",
                            "user_name": .string(vault.hash("name", "ana torres")),
                            "email": .string(vault.hash("email", "ana.torres@example.com")),
                            "registrant_id": .string(vault.hash("registrant", "r7Qk2mXv9LtB4hYp0sZc1a")),
                            "participant_user_id": .string(vault.hash("zoom-user", "aT5rQ1vTR1y6WnXk2bZ0Hb")),
                            "public_ip": .string(vault.hash("public-address", "203.0.113.153")),
                        ],
                    ]
                ],
            ])
    }

    /// Members that hold no word of anybody's, and may stay.
    static let kept: Set<String> = [
        "event", "plainToken", "uuid", "id", "timezone", "start_time", "end_time", "join_time", "leave_time",
        "date_time", "participant_uuid", "user_id", "parent_user_id", "bind_user_id", "bind_participant_uuid",
        "participant_id", "sender_session_id", "old_role", "new_role", "breakout_room_uuid",
    ]

    @Test("no text of any sample survives but what is listed", arguments: try Samples.events())
    func nothingElse(_ event: String) throws {
        let body = try Samples.event(event)
        for output in [try Self.redacted(body), Redaction.masked(body)] {
            let left = texts(in: try JSON.parse(output))
            #expect(left.allSatisfy { Self.kept.contains($0.name) || isReplaced($0.text) })
            let personal = texts(in: try JSON.parse(body)).filter { name, text in
                !text.isEmpty && !Self.kept.contains(name)
            }
            for (name, text) in personal { #expect(!left.contains { $0.text == text }, "\(name): \(text)") }
        }
        // A Zoom user's id has the name of a meeting's.
        let person = try JSON.parse(body)["payload"]?["object"]?["participant"]?["id"]?.string
        if let person, !person.isEmpty {
            #expect(!String(decoding: try Self.redacted(body), as: UTF8.self).contains(person))
        }
    }

    @Test(
        "what is not read for attendance, or not known, keeps the occurrence and the times only",
        arguments: ["meeting.device_tested", "meeting.invitation_accepted", "meeting.from_next_year", ""])
    func nothing(_ event: String) throws {
        let body =
            #"{"event":"\#(event)","event_ts":1789513203000,"who":"x","payload":{"operator":"x","object":{"uuid":"u==","#
            + #""id":84712639219,"start_time":"2026-09-15T23:00:02Z","topic":"x","participant":{"user_name":"x"},"#
            + #""test_result":{"user_name":"x"},"new":{"user_name":"x"}}}}"#
        let json = try JSON.parse(Self.redacted(Array(body.utf8)))
        #expect(
            json == [
                "event": .string(event), "event_ts": 1_789_513_203_000,
                "payload": [
                    "object": ["uuid": "u==", "id": 84_712_639_219, "start_time": "2026-09-15T23:00:02Z"]
                ],
            ])
    }

    @Test(
        "what is no JSON, or no object, becomes a note",
        arguments: ["", "Jane Doe", #"["Jane Doe"]"#, #""Jane""#, "1", "{"])
    func unreadable(_ body: String) throws {
        for output in [try Self.redacted(Array(body.utf8)), Redaction.masked(Array(body.utf8))] {
            #expect(try JSON.parse(output).object?.keys.sorted() == ["note"])
            #expect(!String(decoding: output, as: UTF8.self).contains("Jane"))
            #expect(Delivery(body: output).kind == .unreadable)
        }
    }

    @Test("spellings of one name get one hash, as they make one key; others get others")
    func spellings() throws {
        func name(_ text: String) throws -> String? {
            let body: JSON = [
                "event": "meeting.participant_joined",
                "payload": ["object": ["uuid": "u", "participant": ["user_id": "1", "user_name": .string(text)]]],
            ]
            let json = try JSON.parse(Self.redacted(body.canonical()))
            return json["payload"]?["object"]?["participant"]?["user_name"]?.string
        }
        #expect(try name("José  Straße") == name("JOSE\u{301} STRASSE "))
        #expect(try name("iPhone") != name("iPhone 2"))
        #expect(try name(" \u{200E}") == nil)
    }

    @Test("what a report says stays, who it says it of does not")
    func report() throws {
        let body =
            #"{"event":"report.started","event_ts":1,"payload":{"object":{"uuid":"u","id":"1"},"#
            + #""report":{"source":"csv","precision_seconds":60,"file":"Jane.csv"}}}"#
        let json = try JSON.parse(Self.redacted(Array(body.utf8)))
        #expect(json["payload"]?["report"] == ["source": "csv", "precision_seconds": 60])
    }

    @Test("for display every field of a person reads the same, also one that is a hash already")
    func masked() throws {
        for body in [
            try Samples.event("meeting.participant_joined"),
            try Self.redacted(Samples.event("meeting.participant_joined")),
        ] {
            let masked = Redaction.masked(body)
            let person = try JSON.parse(masked)["payload"]?["object"]?["participant"]
            #expect(person?["user_name"] == "(hidden)")
            #expect(person?["public_ip"] == "(hidden)")
            #expect(person?["user_id"] == "16780288")
            #expect(!String(decoding: masked, as: UTF8.self).contains("sealed:"))
        }
    }

    @Test("only beginning and end of an occurrence concern nobody")
    func nobody() throws {
        let events = try Samples.events().filter { Redaction.concernsNobody(try Samples.event($0)) }
        #expect(events == ["meeting.ended", "meeting.started", "webinar.ended", "webinar.started"])
    }

    @Test(
        "a beginning that may tell more is not sure to concern nobody",
        arguments: [
            #"{"event":"meeting.started","event_ts":1,"payload":{"object":{"uuid":"u","participant":{}}}}"#,
            #"{"event":"meeting.started","event_ts":1,"payload":{"object":{"uuid":"u","host_email":"x"}}}"#,
            #"{"event":"meeting.started","event_ts":1,"payload":{"operator":"x","object":{"uuid":"u"}}}"#,
            #"{"event":"meeting.started","event_ts":1,"who":"x","payload":{"object":{"uuid":"u"}}}"#,
            #"{"event":"meeting.started","event_ts":1,"payload":{"object":{"uuid":"u","topic":{"who":"x"}}}}"#,
            #"{"event":"meeting.started","event_ts":1,"payload":{"object":{"uuid":"u","topic":["x"]}}}"#,
            #"{"event":"meeting.started","event_ts":1,"payload":{"object":{"who":"x"},"object":{"uuid":"u"}}}"#,
            #"{"event":"meeting.started","event_ts":1,"payload":{"object":{"id":"1"}}}"#,
            #"{"event":"meeting.from_next_year","event_ts":1,"payload":{"object":{"uuid":"u"}}}"#,
            "", "[]", "{}",
        ])
    func doubtful(_ body: String) {
        #expect(!Redaction.concernsNobody(Array(body.utf8)))
    }
}

private func isReplaced(_ text: String) -> Bool { IdentityKey.isSealed(text) || text == Redaction.hidden }

private func texts(in json: JSON) -> [(name: String, text: String)] {
    switch json {
    case .object(let members):
        members.flatMap { name, value in value.string.map { [(name, $0)] } ?? texts(in: value) }
    case .array(let elements): elements.flatMap { $0.string.map { [("", $0)] } ?? texts(in: $0) }
    default: []
    }
}
