import TestSupport
import Testing

@testable import Attendance

@Suite struct SuggestionTests {
    private func person(_ id: String, _ name: String, _ code: String = "K7QN", phone: String? = nil) throws
        -> Participant
    {
        let phones = phone.flatMap { IdentityKey(.phone, $0) }
        return Participant(
            id: PersonID(id), name: name, caseNumber: "1", courtRep: PersonID("rep"), timeZone: "UTC",
            joinCode: try #require(JoinCode(parsing: code)), identities: Set([phones].compactMap(\.self)))
    }

    private func reasons(_ shown: ObservedIdentity, _ participants: Participant...) -> [String: Suggestion.Reason] {
        Dictionary(
            uniqueKeysWithValues: suggestions(for: [shown], among: participants).map {
                ($0.participant.rawValue, $0.reason)
            })
    }

    @Test("plain names are taken apart as all others are")
    func plainNames() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                UInt8.random(in: 0..<0x80, using: &random)
            }
            let name = String(decoding: bytes, as: UTF8.self)
            guard let plain = NameWords.plainWords(of: name) else { continue }
            #expect(plain == NameWords.foldedWords(of: name), "\(bytes)")
        }
        #expect(NameWords.plainWords(of: "Ana Torres") == ["ana", "torres"])
        #expect(NameWords.plainWords(of: "Ana #K7QN") == nil)
        #expect(NameWords.plainWords(of: "José") == nil)
    }

    @Test(
        "the same name, whatever its case, accents, order and device",
        arguments: ["Ana Núñez", "ana nunez", "NUÑEZ, Ana", "Ana Nunez's iPhone", "Ana Núñez #XXXX", "Ａｎａ Nunez"])
    func sameName(_ shown: String) throws {
        let found = reasons(ObservedIdentity(displayName: shown), try person("ana", "Ana Núñez"))
        #expect(found == ["ana": .sameName])
        let renamed = ObservedIdentity(displayName: "Nobody", originalName: shown)
        #expect(reasons(renamed, try person("ana", "Ana Núñez")) == ["ana": .sameName])
    }

    @Test(
        "a part of the name, an initial or a slip is similar",
        arguments: ["Jane", "Jane D.", "Jnae Doe", "Jane Maria Doe"])
    func similarName(_ shown: String) throws {
        #expect(reasons(ObservedIdentity(displayName: shown), try person("jane", "Jane Doe")) == ["jane": .similarName])
    }

    @Test(
        "what says nothing suggests nobody",
        arguments: ["iPhone", "J", "J D", "Jim Doe", "Guest", "Zoom user", "", "#"])
    func nobody(_ shown: String) throws {
        #expect(reasons(ObservedIdentity(displayName: shown), try person("jane", "Jane Doe")).isEmpty)
    }

    @Test(
        "a code with one wrong, missing, additional or swapped symbol, or without its #",
        arguments: ["#K7QM", "#K7Q", "#K7QNN", "#7KQN", "x # k7qm y", "K7QN", "iPhone k7qn"])
    func code(_ shown: String) throws {
        #expect(
            reasons(ObservedIdentity(displayName: shown), try person("jane", "Jane Doe"))
                == ["jane": .codeOneCharacterOff])
    }

    @Test(
        "a code with two wrong symbols, or a wrong one without #, is nobody's", arguments: ["#K7MM", "K7QM", "#KQ7NN"])
    func noCode(_ shown: String) throws {
        #expect(reasons(ObservedIdentity(displayName: shown), try person("jane", "Jane Doe")).isEmpty)
    }

    @Test("a phone number with one digit wrong, missing or too many")
    func phone() throws {
        let jane = try person("jane", "Jane Doe", phone: "12025550143")
        for number in ["12025550144", "2025550143", "120255501433", "12025550134"] {
            #expect(reasons(ObservedIdentity(phoneNumber: number), jane) == ["jane": .phoneOneDigitOff])
        }
        #expect(reasons(ObservedIdentity(phoneNumber: "12025550166"), jane).isEmpty)
    }

    @Test("strongest first, each person once, in an order that does not depend on the roster's")
    func order() throws {
        let people = [
            try person("b", "Jane Doe"), try person("a", "Jane Doe"), try person("c", "Jane Roe"),
            try person("d", "Jim"),
        ]
        let shown = ObservedIdentity(displayName: "Jane Doe", email: "j@example.com")
        let email = try #require(IdentityKey(.email, "j@example.com"))
        let found = suggestions(for: [shown], among: people, seenBefore: [email: [PersonID("d")]])
        #expect(found.map(\.participant.rawValue) == ["d", "a", "b", "c"].filter { $0 != "c" })
        #expect(found.map(\.reason) == [.seenBefore, .sameName, .sameName])
        #expect(suggestions(for: [shown], among: people.reversed(), seenBefore: [email: [PersonID("d")]]) == found)
        #expect(Suggestion.Reason.allCases == Suggestion.Reason.allCases.sorted())
    }

    @Test("what is sealed says nothing but that it was seen before")
    func sealed() throws {
        let hidden = "sealed:0123456789abcdef0123456789abcdef"
        let identity = ObservedIdentity(displayName: hidden, phoneNumber: hidden)
        let jane = try person("jane", "Jane Doe", phone: "12025550143")
        #expect(reasons(identity, jane).isEmpty)
        let key = try #require(IdentityKey(.name, hidden))
        #expect(
            suggestions(for: [identity], among: [jane], seenBefore: [key: [jane.id]])
                == [Suggestion(participant: jane.id, reason: .seenBefore)])
    }

    @Test("a name is unlike the roster's when they share no word; what says nothing is not")
    func unlike() {
        func isUnlike(_ names: String...) -> Bool { nameIsUnlike(roster: "Ana María Núñez", displayNames: names) }
        #expect(isUnlike("John Smith"))
        #expect(isUnlike("John Smith", "iPhone"))
        #expect(!isUnlike("John Smith", "ana"))
        #expect(!isUnlike("Señora NUNEZ #K7QN"))
        #expect(!isUnlike())
        #expect(!isUnlike("iPhone"))
        #expect(!isUnlike("#K7QN"))
        #expect(!isUnlike("sealed:0123456789abcdef0123456789abcdef"))
    }
}
