import Attendance
import CourtCard
import Crypto
import JSON
import Testing

@Suite("Verifying a card's file")
struct CardVerificationTests {
    typealias Subject = CardVerification.Subject

    private func verify(_ file: CardFile, keys: KeySet? = nil) throws -> CardVerification {
        CardVerification(of: try file.encoded(), keys: try keys ?? ExampleLedger().keys())
    }

    private func failed(_ verification: CardVerification) -> [Subject] {
        verification.checks.filter(\.isFailed).map(\.subject)
    }

    @Test("a card as it was issued passes every check", arguments: [0, 1, 2, 3, 6, 7, 8, 100])
    func authentic(_ others: Int) throws {
        let file = try ExampleLedger.file(after: others)
        let verification = try verify(file)
        #expect(verification.checks.map(\.subject) == Subject.allCases)
        #expect(verification.checks.allSatisfy { $0.isPassed }, "\(verification.checks)")
        #expect(verification.isAuthentic)
        #expect(verification.content == file.card.content)
        #expect(verification.hash == file.card.hash)
        #expect(verification.proof == file.proof)
        #expect(try CardVerification(of: file.encoded() + [10], keys: ExampleLedger().keys()).isAuthentic)
    }

    @Test("erased values are told of and are no fault")
    func erased() throws {
        var file = try ExampleLedger.file()
        var disclosed = file.card.disclosed
        disclosed.byPath["participant.name"] = nil
        file.card = try Card(verifying: file.card.canonical, disclosed: disclosed)
        let verification = try verify(file)
        #expect(verification.isAuthentic)
        #expect(
            verification[.personalValues]
                == .passed("1 of 2 are here, as they were when the card was issued; 1 was erased or left out."))
        #expect(verification.content?.isErased == true)
    }

    @Test("a card of a time before cards were signed is vouched for by the ledger", arguments: ["1", "2"])
    func unsigned(_ form: String) throws {
        let card = try Card(verifying: OlderCardTests.document("court-card-\(form)"))
        let file = try ExampleLedger.file(of: card, isSigned: false)
        let verification = try verify(file)
        #expect(verification.isAuthentic)
        let notMade = verification.checks.filter { !$0.isPassed }.map(\.subject)
        #expect(notMade == [.key, .signature])
        // Nobody could say who may sign it.
        let signed = try verify(ExampleLedger.file(of: card))
        #expect(failed(signed) == [.key])
        #expect(!signed.isAuthentic)
    }

    @Test("each altered part fails its own check, and the others are made all the same")
    func alteredParts() throws {
        let file = try ExampleLedger.file()
        let text = String(decoding: try file.encoded(), as: UTF8.self)
        func json(_ change: (inout CardFile) -> Void) throws -> String {
            var other = file
            change(&other)
            return String(decoding: try other.encoded(), as: UTF8.self)
        }
        let other = try ExampleLedger(key: SigningKey.generate())
        let cases: [([Subject], String)] = [
            ([.form], try JSON.parse(Array(text.utf8)).pretty()),
            ([.form], text.replacing(#","hash""#, with: #","extra":1,"hash""#)),
            ([.personalValues], text.replacing("Ana Torres", with: "Eva Torres")),
            ([.hash], text.replacing(#""hash":"\#(file.card.hash.hex)""#, with: #""hash":"x""#)),
            // The document itself.
            ([.hash, .signature, .place], text.replacing("Tuesday", with: "Wednesday")),
            (
                [.content, .hash, .signature, .place],
                text.replacing(#""totalMs":3120000"#, with: #""totalMs":3600000"#)
            ),
            ([.content, .hash, .signature, .place], text.replacing("court-card/3", with: "court-card/9")),
            ([.hash, .key, .signature, .place], text.replacing(#""issuedAt":"2026-"#, with: #""issuedAt":"2025-"#)),
            // What proves it.
            ([.key], try json { $0.proof.signature?.keyID = other.key.verificationKey.id }),
            ([.key], try json { $0.proof.signature = nil }),
            ([.signature], try json { $0.proof.signature?.bytes[7] ^= 1 }),
            ([.place], try json { $0.proof.ledger.path[0] = Example.digest("x") }),
            ([.place], try json { $0.proof.ledger.index -= 1 }),
            ([.place], try json { $0.proof.ledger.path.removeLast() }),
            ([.place, .head], try json { $0.proof.ledger.size += 1 }),
            ([.place, .head], try json { $0.proof.ledger.root = Example.digest("x") }),
            ([.head], try json { $0.proof.ledger.origin = "example.org" }),
            ([.head], try json { $0.proof.ledger.signature.bytes[63] ^= 1 }),
            ([.head], try json { $0.proof.ledger.signature.keyID = other.key.verificationKey.id }),
        ]
        for (index, (subjects, altered)) in cases.enumerated() {
            #expect(altered != text, "case \(index)")
            let verification = CardVerification(of: Array(altered.utf8), keys: try ExampleLedger().keys())
            #expect(failed(verification) == subjects, "case \(index): \(verification.checks)")
            #expect(!verification.isAuthentic, "case \(index)")
        }
    }

    @Test("what is no card file fails at its form, and nothing else is looked at")
    func nothing() throws {
        for text in ["", "x", "[]", "{}", #"{"card":1}"#, "{\"card\":{}", "\n"] {
            let verification = CardVerification(of: Array(text.utf8), keys: try ExampleLedger().keys())
            #expect(verification.checks.map(\.subject) == Subject.allCases)
            #expect(failed(verification) == [.form])
            #expect(verification.checks.allSatisfy { !$0.isPassed })
            #expect(!verification.isAuthentic)
        }
        #expect(try !CardVerification(of: Array(#"{"card":{}}"#.utf8), keys: ExampleLedger().keys()).isAuthentic)
    }

    @Test("another card's proof, signature or personal values are found")
    func otherCard() throws {
        var ledger = try ExampleLedger()
        let first = try ledger.issue(Example.card())
        var facts = Example.facts
        facts.participant.name = "Eva Torres"
        let second = try ledger.issue(Example.card(2, after: first.card, facts: facts))
        var file = first
        file.proof = second.proof
        #expect(try failed(verify(file)) == [.signature, .place])
        file = first
        file.proof.signature = second.proof.signature
        #expect(try failed(verify(file)) == [.signature])
        file = first
        file.proof.ledger = second.proof.ledger
        #expect(try failed(verify(file)) == [.place])

        var members = try #require(JSON.parse(first.encoded()).object)
        members["disclosed"] = second.card.disclosed.json
        let bytes = try JSON.object(members).canonical()
        #expect(try failed(CardVerification(of: bytes, keys: ledger.keys())) == [.personalValues])
    }

    @Test("the key must have been in use when the card was issued: from its first moment on, and before its last")
    func validity() throws {
        let file = try ExampleLedger.file()
        let key = try ExampleLedger.signingKey().verificationKey
        let issuedAt = file.card.content.issuedAt
        func failed(_ from: Int64, _ until: Int64?) throws -> [Subject] {
            let published = PublishedKey(
                key, validFrom: issuedAt + Span(milliseconds: from),
                validUntil: until.map { issuedAt + Span(milliseconds: $0) })
            let keys = try KeySet([published])
            return self.failed(try verify(file, keys: keys))
        }
        #expect(try failed(0, nil) == [])
        #expect(try failed(-9, 1) == [])
        #expect(try failed(1, nil) == [.key])
        // Nor can it have signed a ledger with the card in it.
        #expect(try failed(-9, 0) == [.key, .head])
    }

    @Test("a key that came into use later may sign the ledger, and not the card")
    func laterKey() throws {
        var ledger = try ExampleLedger()
        var file = try ledger.issue(Example.card())
        let new = SigningKey.generate()
        let place = file.proof.ledger
        let checkpoint = try #require(Checkpoint(origin: place.origin, size: place.size, root: place.root))
        file.proof.ledger.signature = .init(
            keyID: new.verificationKey.id, bytes: new.sign(Array(checkpoint.body.utf8)))
        let later = file.card.content.issuedAt + .minutes(1)
        let keys = try KeySet(ledger.keys().keys + [PublishedKey(new.verificationKey, validFrom: later)])
        #expect(try verify(file, keys: keys).isAuthentic)
        file.proof.signature = .init(keyID: new.verificationKey.id, bytes: new.sign(file.card.canonical))
        #expect(try failed(verify(file, keys: keys)) == [.key])
    }

    @Test("a published key that the card does not name does not make it authentic")
    func otherIssuer() throws {
        let other = try ExampleLedger(key: SigningKey.generate())
        var file = try ExampleLedger.file()
        file.proof.signature = .init(
            keyID: other.key.verificationKey.id, bytes: other.key.sign(file.card.canonical))
        let keys = try KeySet(ExampleLedger().keys().keys + other.keys().keys)
        #expect(try failed(verify(file, keys: keys)) == [.key])
    }

    @Test("without keys nothing is authentic")
    func noKeys() throws {
        let verification = try verify(ExampleLedger.file(), keys: KeySet([] as [PublishedKey]))
        #expect(failed(verification) == [.key, .head])
        #expect(verification[.signature] == .notMade("Its key is not known."))
    }
}
