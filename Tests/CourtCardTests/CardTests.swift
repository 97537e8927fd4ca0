import Attendance
import CourtCard
import Crypto
import JSON
import Testing

@Suite("A card")
struct CardTests {
    @Test("comes back from its bytes as it was")
    func roundTrip() throws {
        let first = try Example.card()
        var facts = Example.facts
        facts.scheduled = nil
        facts.actual = .init(start: nil, end: nil)
        facts.meeting.program = nil
        facts.participant.name = "A\u{301}na \"T\" \u{1F642}\n"
        let second = try Example.card(2, after: first, superseding: first, facts: facts)
        for card in [first, second] {
            let read = try Card(verifying: card.canonical, disclosed: card.disclosed, hash: card.hash)
            #expect(read == card)
            #expect(SHA256.hash(card.canonical) == card.hash)
        }
    }

    @Test("the same facts make the same bytes, and these do not change between versions of the service")
    func golden() throws {
        let card = try Example.card()
        #expect(try Example.card() == card)
        let text = String(decoding: card.canonical, as: UTF8.self)
        #expect(
            text.hasPrefix(#"{"actual":{"end":"2026-10-07T00:01:00Z","start":"2026-10-06T22:58:00Z"},"completion":"#))
        #expect(text.contains(#""presence":{"connections":2,"corrected":{"intervals":[],"totalMs":0},"inferred":"#))
        #expect(text.contains(#""numberLast4":"9219""#))
        #expect(text.hasSuffix(#""schema":"court-card/3","supersedes":null,"verdict":"passed"}"#))
        #expect(card.hash.hex == "5a8b589e7f3a2bac6f14991aaddf51109c02a081b2bb3b7647c7bdd0b7bbb339")
    }

    @Test("any changed bit is found")
    func bitFlips() throws {
        let card = try Example.card()
        for index in card.canonical.indices {
            for bit in 0..<8 {
                var bytes = card.canonical
                bytes[index] ^= 1 << bit
                #expect(throws: CardError.self) {
                    try Card(verifying: bytes, disclosed: card.disclosed, hash: card.hash)
                }
            }
        }
    }

    @Test("the wrong hash is named")
    func wrongHash() throws {
        let card = try Example.card()
        let other = Example.digest("another")
        #expect(throws: CardError.wrongHash(expected: other, found: card.hash)) {
            try Card(verifying: card.canonical, hash: other)
        }
    }

    @Test("another layout of the same content is refused: the hash would not be over the content")
    func notCanonical() throws {
        let card = try Example.card()
        let spaced = [UInt8(ascii: " ")] + card.canonical
        let reordered = try Array(JSON.parse(card.canonical).pretty().utf8)
        #expect(throws: CardError.notCanonical) { try Card(verifying: spaced) }
        #expect(throws: CardError.notCanonical) { try Card(verifying: reordered) }
    }

    @Test("what is not JSON is refused with its place")
    func notJSON() {
        #expect(throws: CardError.self) { try Card(verifying: Array("{\"schema\":".utf8)) }
        #expect(throws: CardError.self) { try Card(verifying: []) }
    }

    static let faults: [(String, JSON?, CardError)] = [
        ("schema", "court-card/4", .unknownSchema("court-card/4")),
        ("schema", nil, .unknownSchema(nil)),
        ("number", "CC-1", .field("number", expected: "CC-<year>-<case digits>-<sequence>")),
        ("issuedAt", "yesterday", .field("issuedAt", expected: "a time in UTC as RFC 3339 writes it")),
        (
            "issuedAt", "2026-10-06T23:00:00+02:00",
            .field("issuedAt", expected: "a time in UTC as RFC 3339 writes it")
        ),
        ("participant", nil, .inconsistent("disclosures", "there are more than the document has places for")),
        ("meeting", nil, .field("meeting", expected: "an object")),
        ("issuer", ["software": "4"], .field("issuer.keyID", expected: "a text")),
        ("obligation", ["meetingsPerWeek": "3"], .field("obligation.meetingsPerWeek", expected: "a whole number")),
        ("notices", ["identity"], .field("notices[0]", expected: "an object")),
        ("verdict", "excused", .field("verdict", expected: "one of passed, failed, needs-review")),
        ("rules", ["late"], .field("rules[0]", expected: "an object")),
        ("flags", .object([:]), .field("flags", expected: "a list")),
        ("previous", "ABC", .field("previous", expected: "a SHA-256 in lower-case hex")),
        ("policy", ["name": "standard"], .field("policy.version", expected: "a text")),
        (
            "evidence", ["deliveries": -1, "digest": ""],
            .field("evidence.deliveries", expected: "0 or more")
        ),
    ]

    @Test("a field that is missing or wrong is named", arguments: faults.indices)
    func fields(_ index: Int) throws {
        let (key, value, expected) = Self.faults[index]
        var fields = try #require(JSON.parse(Example.card().canonical).object)
        fields[key] = value
        let bytes = try JSON.object(fields).canonical()
        #expect(throws: expected) { try Card(verifying: bytes) }
    }

    @Test("totals that do not add up and overlapping kinds of time are found")
    func inconsistent() throws {
        let text = String(decoding: try Example.card().canonical, as: UTF8.self)
        let wrongTotal = text.replacing(#""totalMs":3120000"#, with: #""totalMs":3600000"#)
        #expect(wrongTotal != text)
        #expect(
            throws: CardError.inconsistent("presence.proven.totalMs", "it is not the sum of the intervals")
        ) { try Card(verifying: Array(wrongTotal.utf8)) }

        var facts = Example.facts
        facts.presence.inferred = Example.stays((57, 60))
        let overlapping = try Example.card(facts: facts)
        #expect(
            throws: CardError.inconsistent("presence", "proven, inferred, corrected and removed time overlap")
        ) { try Card(verifying: overlapping.canonical) }
    }

    @Test("a key that this version does not know is no fault, and is covered by the hash")
    func unknownKey() throws {
        var fields = try #require(JSON.parse(Example.card().canonical).object)
        fields["later"] = ["x": 1]
        let card = try Card(verifying: try JSON.object(fields).canonical())
        #expect(try card.hash != Example.card().hash)
    }

    @Test("what a card says of being void follows from its decisions")
    func void() throws {
        var facts = Example.facts
        facts.decisions = [Example.decision(CardFacts.Decision.void)]
        let card = try Example.card(facts: facts)
        #expect(try Card(verifying: card.canonical).content.facts.isVoid)
        var fields = try #require(JSON.parse(card.canonical).object)
        fields["isVoid"] = .bool(false)
        let forged = try JSON.object(fields).canonical()
        #expect(throws: CardError.self) { try Card(verifying: forged) }
    }

    @Test("evidence is the same however it is listed")
    func evidence() {
        func item(_ source: String, minute: Int64) -> CardFacts.Evidence.Item {
            .init(source: source, receivedAt: Example.start + .minutes(minute))
        }
        let bodies = ["c", "a", "b"].map(Example.digest)
        let evidence = CardFacts.Evidence(
            bodies: [
                bodies[0]: item("webhook", minute: 5), bodies[1]: item("report-csv", minute: 90),
                bodies[2]: item("webhook", minute: 1),
            ])
        let fewer = [bodies[0]: item("webhook", minute: 5), bodies[1]: item("report-csv", minute: 90)]
        #expect(evidence != CardFacts.Evidence(bodies: fewer))
        #expect(evidence.first == Example.start + .minutes(1))
        #expect(evidence.last == Example.start + .minutes(90))
        #expect(evidence.deliveries == 3)
        #expect(evidence.sources == ["webhook": 2, "report-csv": 1])
        // printf c|sha256sum, and so on for a and b, | cut -c-64 | sort -u | sha256sum
        #expect(evidence.digest.hex == "a8a97548991324f0f374f85a5c9ec0d73518791961724892bb71c886efdd5458")
    }
}
