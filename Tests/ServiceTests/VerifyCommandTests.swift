import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Verifying cards by a command")
struct VerifyCommandTests {
    /// A card as it was handed out, with the published keys: all that somebody elsewhere has.
    private struct Handed {
        let bridge: BridgeProcess
        let card: String
        let keys: String

        init() async throws {
            bridge = try await BridgeProcess.started()
            for body in TestOccurrence(of: 0, "handed==").story(participants: 1) { _ = try bridge.deliver(body) }
            let number = try #require(try DatabaseFile(bridge.database).column("SELECT number FROM card").first)
            card = bridge.folder.file("card.json")
            let shown = try await bridge.command(["cards", "show", number, "--output", card])
            #expect(shown.status == 0, "\(shown.errors)")
            let set = try await bridge.command(["keys", "list", "--json"])
            keys = try bridge.folder.write(set.output, to: "keys.json")
        }

        /// Without the database, in no more than the environment of a stranger.
        func elsewhere(_ words: String...) async throws -> CommandResult {
            try await runCommand([BridgeProcess.executable, "verify"] + words, in: bridge.folder)
        }

        var text: String { get throws { try String(contentsOfFile: card, encoding: .utf8) } }

        func file(_ text: String, _ name: String) throws -> String { try bridge.folder.write(text, to: name) }
    }

    private func checks(_ result: CommandResult) throws -> [String: String] {
        let json = try JSON.parse(Array(result.output.utf8))
        return (json[0]?["checks"]?.array ?? []).reduce(into: [:]) {
            $0[$1["check"]?.string ?? ""] = $1["outcome"]?.string
        }
    }

    @Test("a card is authentic by the published keys alone, and beside the database without them")
    func authentic() async throws {
        let handed = try await Handed()
        let result = try await handed.elsewhere(handed.card, "--keys", handed.keys)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("is authentic.\n"))
        #expect(result.output.contains("/verify/CC-"), "where to ask whether it was superseded")
        #expect(try await handed.bridge.command(["verify", handed.card]).status == 0)
        let none = try await handed.elsewhere(handed.card)
        #expect(none.status == 1 && none.errors.contains("--keys"), "\(none.errors)")
    }

    @Test("what was changed is named by the check that fails")
    func changed() async throws {
        let handed = try await Handed()
        let text = try handed.text
        let other = try await Handed()
        let cases: [(what: String, card: String, keys: String, failed: Set<String>)] = [
            ("a name", text.replacing("Person 0", with: "Person 9"), handed.keys, ["personal-values"]),
            (
                "a fact", text.replacing(#""platform":"Zoom""#, with: #""platform":"Room""#), handed.keys,
                ["hash", "signature", "place"]
            ),
            ("white space", text.replacing(",\"hash\"", with: ", \"hash\""), handed.keys, ["form"]),
            ("other keys", text, other.keys, ["key", "head"]),
            ("something beside it", "{\"a\":1," + text.dropFirst(), handed.keys, ["form"]),
        ]
        for (index, changed) in cases.enumerated() {
            let file = try handed.file(changed.card, "changed-\(index).json")
            #expect(changed.keys != handed.keys || changed.card != text, "\(changed.what): the text is there")
            let result = try await handed.elsewhere(file, "--keys", changed.keys, "--json")
            #expect(result.status == 1, "\(changed.what)")
            let failed = try checks(result).filter { $0.value == "failed" }
            #expect(changed.failed.isSubset(of: Set(failed.keys)), "\(changed.what): \(failed)")
        }
    }

    @Test("what the card says is said, and of a PDF that its pages are not looked at")
    func said() async throws {
        let handed = try await Handed()
        let json = try await handed.elsewhere(handed.card, "--keys", handed.keys)
        let words = "It says: Person 0 of 0; Group 0; "
        #expect(json.output.contains(words) && !json.output.contains("pages"), "\(json.output)")
        let number = try #require(try DatabaseFile(handed.bridge.database).column("SELECT number FROM card").first)
        let pdf = handed.bridge.folder.file("card.pdf")
        let shown = try await handed.bridge.command(["cards", "show", number, "--form", "pdf", "--output", pdf])
        #expect(shown.status == 0, "\(shown.errors)")
        let printed = try await handed.elsewhere(pdf, "--keys", handed.keys)
        #expect(printed.status == 0 && printed.output.contains(words), "\(printed.output)")
        #expect(printed.output.contains("the pages of a PDF is not checked"))
    }

    @Test("a forged card is not authentic because an authentic one stands beside it")
    func beside() async throws {
        let handed = try await Handed()
        let text = try handed.text.trimmingCharacters(in: .newlines)
        let forged = text.replacing("Person 0", with: "Person 9")
        let file = try handed.file(forged.dropLast() + ",\"cards\":[\(text)]}", "beside.json")
        #expect(try await handed.elsewhere(file, "--keys", handed.keys).status == 1)
        let list = try handed.file("{\"cards\":[\(text)]}", "list.json")
        #expect(try await handed.elsewhere(list, "--keys", handed.keys).status == 0)
        let twice = try handed.file("{\"cards\":[\(forged)],\"cards\":[\(text)]}", "twice.json")
        #expect(try await handed.elsewhere(twice, "--keys", handed.keys).status == 1)
    }

    @Test("of several files each is told of, also one that is no card or not there")
    func several() async throws {
        let handed = try await Handed()
        let wrong = try handed.file("{}", "wrong.json")
        let result = try await handed.elsewhere(
            handed.card, wrong, handed.bridge.folder.file("none.json"), "--keys", handed.keys)
        #expect(result.status == 1)
        #expect(result.output.contains("card.json: card CC-"))
        #expect(result.output.contains("wrong.json: this is no authentic card."))
        #expect(result.output.contains("there is no such file"))
        #expect(result.errors.contains("2 of 3 cards are not authentic."))
    }

    @Test("a kept note tells whether the card stands in its ledger, before it or after it")
    func note() async throws {
        let handed = try await Handed()
        func keep(_ name: String) async throws -> String {
            try handed.file(try await handed.bridge.command(["ledger", "checkpoint"]).output, name)
        }
        let old = try await keep("old.note")
        for body in TestOccurrence(of: 0, "later==").story(participants: 1) { _ = try handed.bridge.deliver(body) }
        let new = try await keep("new.note")
        for note in [old, new] {
            let result = try await handed.bridge.command(["verify", handed.card, "--checkpoint", note])
            #expect(result.status == 0, "\(result.output)")
            #expect(result.output.contains("The card is one of the"))
        }
        let later = try #require(
            try DatabaseFile(handed.bridge.database).column("SELECT number FROM card ORDER BY id").last)
        let second = handed.bridge.folder.file("second.json")
        #expect(try await handed.bridge.command(["cards", "show", later, "--output", second]).status == 0)
        let after = try await handed.bridge.command(["verify", second, "--checkpoint", old])
        #expect(after.status == 0 && after.output.contains("this card came after it was kept"), "\(after.output)")
        let alone = try await handed.elsewhere(second, "--keys", handed.keys, "--checkpoint", old)
        #expect(alone.status == 0 && alone.output.contains("It takes the database"), "\(alone.output)")
    }
}
