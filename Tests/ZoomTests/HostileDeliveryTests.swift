import Attendance
import TestSupport
import Testing
import Zoom

@Suite("Deliveries nobody expects")
struct HostileDeliveryTests {
    static func read(_ body: String) -> Delivery { Delivery(body: Array(body.utf8)) }

    /// A joined with the given fields; nil leaves one out.
    static func joined(
        event: String = "meeting.participant_joined", ts: String? = "1789513203000", uuid: String? = #""u==""#,
        id: String? = #""84712639219""#, object: String = "",
        participant: String? = #"{"user_id":"1","join_time":"2026-09-15T23:00:02Z"}"#
    ) -> Delivery {
        let fields = [("uuid", uuid), ("id", id), ("participant", participant)]
            .compactMap { name, value in value.map { #""\#(name)":\#($0)"# } }
        let time = ts.map { #","event_ts":\#($0)"# } ?? ""
        return read(
            #"{"event":"\#(event)","payload":{"object":{\#(fields.joined(separator: ","))\#(object)}}\#(time)}"#)
    }

    @Test(
        "what is no JSON, or has no event, is unreadable",
        arguments: [
            "", " ", "x", "[]", "{}", "null", "12", #""event""#, #"{"event":null}"#, #"{"event":""}"#, #"{"event":12}"#,
            #"{"event":["meeting.started"]}"#, #"{"event":"meeting.started""#, "a=b&c=d", "<xml/>",
            #"{"event":"meeting.started"}{"event":"meeting.ended"}"#,
        ])
    func unreadable(_ body: String) {
        let delivery = Self.read(body)
        #expect(delivery.kind == .unreadable)
        #expect(delivery.event == nil)
        #expect(delivery.meetingEvent == nil)
    }

    @Test("100,000 levels, a mebibyte, and random bytes are no more than unreadable")
    func large() {
        for opening in ["[", #"{"event":"#, #"{"event":"meeting.started","payload":{"object":"#] {
            #expect(Self.read(String(repeating: opening, count: 100_000)).kind == .unreadable)
        }
        #expect(Delivery(body: [UInt8](repeating: 0, count: 1 << 20)).kind == .unreadable)
        #expect(Delivery(body: [UInt8](repeating: UInt8(ascii: "\""), count: 1 << 20)).kind == .unreadable)
        for seed in UInt64(0)..<200 {
            var random = SplitMix64(seed: seed)
            let body = (0..<Int.random(in: 0..<500, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(Delivery(body: body).kind == .unreadable, "seed \(seed)")
        }
    }

    @Test("a sample damaged anywhere never does more than lose what was damaged")
    func damaged() throws {
        let body = try Samples.event("meeting.participant_left")
        for seed in UInt64(0)..<2000 {
            var random = SplitMix64(seed: seed)
            var other = body
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                let index = Int.random(in: other.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: other[index] = UInt8.random(in: 0...255, using: &random)
                case 1: other.remove(at: index)
                default: other.insert(other[Int.random(in: other.indices, using: &random)], at: index)
                }
            }
            let delivery = Delivery(body: other)
            #expect((delivery.event == nil) == (delivery.kind == .unreadable), "seed \(seed)")
            #expect(delivery.meetingEvent == nil || delivery.kind == .known, "seed \(seed)")
        }
    }

    @Test("an event nobody knows keeps what can be known")
    func unknown() {
        let delivery = Self.joined(event: "meeting.participant_data_connection_established")
        #expect(delivery.kind == .unknown)
        #expect(delivery.event == "meeting.participant_data_connection_established")
        #expect(delivery.meeting == MeetingNumber("84712639219"))
        #expect(delivery.occurrence == OccurrenceID("u=="))
        #expect(delivery.eventTime == Timestamp(milliseconds: 1_789_513_203_000))
        #expect(delivery.meetingEvent == nil)
    }

    @Test("a joined without occurrence, connection or any time is not understood, and not lost")
    func incomplete() {
        for delivery in [
            Self.joined(uuid: nil), Self.joined(uuid: #""""#), Self.joined(uuid: "null"), Self.joined(uuid: "{}"),
            Self.joined(participant: nil), Self.joined(participant: "{}"), Self.joined(participant: "[]"),
            Self.joined(participant: #"{"user_id":"","participant_uuid":""}"#),
            Self.joined(ts: nil, participant: #"{"user_id":"1"}"#),
            Self.joined(ts: #""soon""#, participant: #"{"user_id":"1","join_time":"yesterday"}"#),
        ] {
            #expect(delivery.kind == .unknown)
            #expect(delivery.event == "meeting.participant_joined")
            #expect(delivery.meetingEvent == nil)
        }
    }

    @Test(
        "without a time of its own an event happened at event_ts, in milliseconds or seconds, number or text",
        arguments: ["1789513203000", #""1789513203000""#, "1789513203", "1789513203000.0"])
    func fallback(_ ts: String) {
        let delivery = Self.joined(ts: ts, participant: #"{"user_id":"1","join_time":""}"#)
        #expect(delivery.meetingEvent?.time == Timestamp(seconds: 1_789_513_203))
    }

    @Test(
        "an event_ts that is no moment is none",
        arguments: ["0", "-5", "9223372036854775807", "1e300", "1e999", "true", "[1]", #""x""#, "99999999999999999999"])
    func noMoment(_ ts: String) {
        let delivery = Self.joined(ts: ts)
        #expect(delivery.eventTime == nil)
        #expect(delivery.kind == .known)
        #expect(delivery.meetingEvent?.time == Timestamp(rfc3339: "2026-09-15T23:00:02Z"))
    }

    @Test(
        "a meeting number is its digits, as text or number",
        arguments: [
            (#""84712639219""#, "84712639219"), ("84712639219", "84712639219"), ("84712639219.0", "84712639219"),
            (#""847 1263 9219""#, "84712639219"), (#""847-1263-9219""#, "84712639219"), ("0", "0"),
            (#""""#, nil), (#""abc""#, nil), ("-5", nil), ("1.5", nil), ("null", nil), ("[]", nil), ("1e300", nil),
            (#""123456789012345678901""#, nil), (#""８４７""#, nil),
        ] as [(String, String?)])
    func number(_ id: String, _ digits: String?) {
        #expect(Self.joined(id: id).meeting == digits.map { MeetingNumber($0) })
        #expect(Self.joined(id: id).meetingEvent != nil, "the number is not what attendance hangs on")
    }

    @Test(
        "a duration no meeting has is none",
        arguments: ["0", "-1", "44641", "9223372036854775807", "1.5", #""an hour""#, "null"])
    func duration(_ text: String) {
        #expect(Self.joined(object: #","duration":\#(text)"#).scheduledMinutes == nil)
        #expect(Self.joined(object: #","duration":"60""#).scheduledMinutes == 60)
    }

    @Test("the last of duplicate members counts")
    func duplicates() {
        let delivery = Self.read(
            #"{"event":"x","event":"meeting.started","payload":{},"payload":{"object":{"uuid":"a","uuid":"b"}},"event_ts":1789513203000}"#
        )
        #expect(delivery.meetingEvent?.occurrence == OccurrenceID("b"))
    }

    @Test("a name cut off in an emoji, NUL, broken UTF-8 and huge numbers cost only themselves")
    func mended() {
        let participant =
            #"{"user_id":"1","join_time":"2026-09-15T23:00:02Z","user_name":"Ana \ud83d","x":1e999,"y":123456789012345678901,"\u0000":0}"#
        let delivery = Self.joined(participant: participant)
        #expect(delivery.meetingEvent?.identity.displayName == "Ana \u{FFFD}")
        #expect(delivery.meetingEvent?.kind == .joined)
        let name = Self.joined(
            participant: #"{"user_id":"1","join_time":"2026-09-15T23:00:02Z","user_name":"a\u0000b"}"#)
        #expect(name.meetingEvent?.identity.displayName == "a\u{0}b")
        var body = Array(
            #"{"event":"meeting.started","event_ts":1789513203000,"payload":{"object":{"uuid":"u","topic":""#.utf8)
        body += [0xC3, 0x28] + Array(#""}}}"#.utf8)
        #expect(Delivery(body: body).kind == .known)
        #expect(Delivery(body: body).topic == "\u{FFFD}(")
    }

    @Test("fields of the wrong kind are missing fields")
    func wrongKinds() {
        let delivery = Self.joined(
            object: #","topic":{},"type":"two","practice_session":"yes","duration":[]"#,
            participant:
                #"{"user_id":16778240,"participant_uuid":null,"email":false,"user_name":["x"],"join_time":12,"phone_number":12025550143}"#
        )
        #expect(delivery.topic == nil)
        #expect(delivery.meetingType == nil)
        #expect(!delivery.practiceSession)
        #expect(delivery.meetingEvent?.connection == MeetingEvent.Connection(userID: "16778240"))
        #expect(delivery.meetingEvent?.identity == ObservedIdentity(phoneNumber: "12025550143"))
        #expect(delivery.meetingEvent?.time == Timestamp(milliseconds: 1_789_513_203_000))
    }

    @Test("a practice session begins and ends no meeting", arguments: ["started", "ended"])
    func practice(_ what: String) {
        let delivery = Self.joined(event: "webinar." + what, object: #","practice_session":true"#)
        #expect(delivery.practiceSession)
        #expect(delivery.meetingEvent?.kind == (what == "ended" ? .practiceEnded : .noted))
    }

    @Test("a bind that names nobody, and proof of nobody, only say that something was")
    func nobody() {
        #expect(Self.joined(event: "meeting.participant_bind").meetingEvent?.kind == .noted)
        #expect(
            Self.joined(event: "meeting.participant_role_changed", participant: #"{"user_name":"Ana"}"#)
                .meetingEvent?.kind == .noted)
    }
}
