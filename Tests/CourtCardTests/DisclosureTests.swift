import Attendance
import CourtCard
import Crypto
import JSON
import Testing

@Suite("Personal values beside a card's document")
struct DisclosureTests {
    /// One that has all of them.
    private func card() throws -> Card {
        var facts = Example.facts
        facts.decisions = [Example.decision(CardFacts.Decision.excuse), Example.decision("correction-add")]
        facts.decisions[1].reason = "The telephone line was cut."
        let first = try Example.card()
        return try Example.card(2, after: first, superseding: first, facts: facts)
    }

    static let paths = [
        "decisions[0].reason", "decisions[1].reason", "participant.caseNumber", "participant.name",
        "supersedes.changes", "supersedes.reason",
    ]

    @Test("all of them stand beside the document, and none in it")
    func apart() throws {
        let card = try card()
        #expect(card.disclosed.byPath.keys.sorted() == Self.paths)
        let document = String(decoding: card.canonical, as: UTF8.self)
        for personal in ["Ana Torres", "CR-2026-00123", "computer failed", "line was cut", "Zoom told us more"] {
            #expect(!document.contains(personal), "\(personal)")
        }
        #expect(!card.content.isErased)
        #expect(try Card(verifying: card.canonical, disclosed: card.disclosed) == card)
    }

    @Test("a digest is what anybody can work out with sha256sum")
    func digest() throws {
        let name = Disclosure(salt: "00112233445566778899aabbccddeeff", value: "Ana Torres")
        // printf '["00112233445566778899aabbccddeeff","participant.name","Ana Torres"]' | sha256sum
        let expected = "ecf588ffc421091c495d1bfc50c6d027ecd50e665ae98181a8e13e1cdca63fb0"
        #expect(try name.digest(at: "participant.name").hex == expected)
    }

    @Test("each can be erased alone: it reads as empty, and document and hash are as they were", arguments: paths)
    func erased(_ path: String) throws {
        let card = try card()
        var disclosed = card.disclosed
        disclosed.byPath[path] = nil
        let read = try Card(verifying: card.canonical, disclosed: disclosed, hash: card.hash)
        #expect(read.content.isErased)
        var expected = card.content
        switch path {
        case "participant.name": expected.facts.participant.name = ""
        case "participant.caseNumber": expected.facts.participant.caseNumber = ""
        case "decisions[0].reason": expected.facts.decisions[0].reason = ""
        case "decisions[1].reason": expected.facts.decisions[1].reason = ""
        case "supersedes.reason": expected.supersedes?.reason = ""
        default: expected.supersedes?.changes = []
        }
        expected.isErased = true
        #expect(read.content == expected)
    }

    @Test("a changed value is found and named", arguments: paths)
    func changedValue(_ path: String) throws {
        let card = try card()
        var disclosed = card.disclosed
        disclosed.byPath[path]?.value = path == "supersedes.changes" ? [] : "Eva Torres"
        #expect(throws: CardError.otherValue(path)) { try Card(verifying: card.canonical, disclosed: disclosed) }
    }

    @Test("a changed salt is found", arguments: paths)
    func changedSalt(_ path: String) throws {
        let card = try card()
        var disclosed = card.disclosed
        disclosed.byPath[path]?.salt = Example.salt("another")
        #expect(throws: CardError.otherValue(path)) { try Card(verifying: card.canonical, disclosed: disclosed) }
    }

    @Test("a value with its salt does not hold in another place")
    func swapped() throws {
        let card = try card()
        var disclosed = card.disclosed
        (disclosed.byPath["decisions[0].reason"], disclosed.byPath["decisions[1].reason"]) =
            (disclosed.byPath["decisions[1].reason"], disclosed.byPath["decisions[0].reason"])
        #expect(throws: CardError.self) { try Card(verifying: card.canonical, disclosed: disclosed) }
    }

    @Test("a value that the document does not name is refused", arguments: ["decisions[2].reason", "meeting.name", ""])
    func undisclosed(_ path: String) throws {
        let card = try card()
        var disclosed = card.disclosed
        disclosed.byPath[path] = Disclosure(salt: Example.salt("x"), value: "x")
        #expect(throws: CardError.undisclosed(path)) { try Card(verifying: card.canonical, disclosed: disclosed) }
    }

    @Test("a document that holds a value itself is refused, and so is one that names too few or too many")
    func documents() throws {
        let card = try card()
        let refused: [(inout [String: JSON]) -> Void] = [
            { $0["participant"] = $0["participant"]?.setting("name", to: "Eva Torres") },
            { $0["disclosures"] = $0["disclosures"]?.setting("participant.name", to: nil) },
            { $0["disclosures"] = $0["disclosures"]?.setting("meeting.name", to: .string(Example.digest("x").hex)) },
            { $0["disclosures"] = $0["disclosures"]?.setting("participant.name", to: "x") },
            { $0["disclosures"] = nil },
        ]
        for (index, change) in refused.enumerated() {
            var document = try #require(JSON.parse(card.canonical).object)
            change(&document)
            let bytes = try JSON.object(document).canonical()
            #expect(throws: CardError.self, "change \(index)") { try Card(verifying: bytes) }
        }
    }

    @Test("are written and read back, and a salt is 32 lower-case digits")
    func encoding() throws {
        let disclosed = try card().disclosed
        #expect(try Disclosures(decoding: disclosed.encoded()) == disclosed)
        let salt = Example.salt("x")
        for text in [
            "[]", #"{"a":"b"}"#, #"{"a":["\#(salt)"]}"#, #"{"a":["\#(salt)",1,2]}"#, #"{"a":["\#(salt)0",1]}"#,
            #"{"a":["\#(salt.uppercased())",1]}"#, #"{"a":["",1]}"#,
        ] {
            #expect(throws: CardError.self, "\(text)") { try Disclosures(decoding: Array(text.utf8)) }
        }
    }
}

extension JSON {
    fileprivate func setting(_ key: String, to value: JSON?) -> JSON {
        var members = object ?? [:]
        members[key] = value
        return .object(members)
    }
}
