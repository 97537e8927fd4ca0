import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Cards by commands")
struct CardsCommandTests {
    /// A bridge whose first participant has a card that was superseded, the one that took its place, and another.
    private func bridge() async throws -> BridgeProcess {
        let bridge = try await BridgeProcess.started()
        for id in ["one==", "two=="] {
            for body in TestOccurrence(of: 0, id).story(participants: 1) { _ = try bridge.deliver(body) }
        }
        let voided = try await bridge.command(["void", try numbers(bridge)[0], "--by", "rep0", "--reason", "Because"])
        #expect(voided.status == 0, "\(voided.errors)")
        #expect(try numbers(bridge).count == 3)
        return bridge
    }

    private func numbers(_ bridge: BridgeProcess) throws -> [String] {
        try DatabaseFile(bridge.database).column("SELECT number FROM card ORDER BY id")
    }

    private func logged(_ bridge: BridgeProcess, _ action: String) throws -> [[String]] {
        try DatabaseFile(bridge.database).rows(
            "SELECT actor, subject, detail FROM audit_log WHERE action = '\(action)' ORDER BY id")
    }

    private func today(_ days: Double = 0) -> String {
        String(Date(timeIntervalSinceNow: days * 86_400).ISO8601Format().prefix(10))
    }

    @Test("cards are listed a page at a time with what became of them, and that is written down")
    func listed() async throws {
        let bridge = try await bridge()
        let all = try numbers(bridge)
        let result = try await bridge.command(["cards", "list", "p0m0", "--limit", "2", "--json"])
        let page = try JSON.parse(Array(result.output.utf8))
        #expect(page["cards"]?.array?.compactMap { $0["number"]?.string } == [all[2], all[1]])
        #expect(page["cards"]?[0]?["isVoid"] == true)
        let next = try #require(page["next"]?.integer)
        let rest = try await bridge.command(["cards", "list", "p0m0", "--after", "\(next)"])
        #expect(rest.output.contains("superseded by \(all[2])"), "\(rest.output)")
        #expect(try logged(bridge, "cards-listed").map { $0[1] } == ["p0m0", "p0m0"])
        #expect(try await bridge.command(["cards", "list", "rep0"]).status == 1)
        #expect(try await bridge.command(["cards", "list", "p1m0"]).output == "No card yet.\n")
    }

    @Test("a card is handed out as a file, a page or a PDF, its owner's alone, and each time written down")
    func shown() async throws {
        let bridge = try await bridge()
        let number = try numbers(bridge)[1]
        let json = try await bridge.command(["cards", "show", number])
        #expect(json.output.hasPrefix(#"{"card":{"#) && json.output.hasSuffix("}\n"))
        let html = try await bridge.command(["cards", "show", number, "--form", "html", "--lang", "es"])
        #expect(html.output.hasPrefix("<!doctype html>") && html.output.contains("lang=\"es"))
        let file = bridge.folder.file("card.pdf")
        try await bridge.stop()
        let pdf = try await bridge.command(["cards", "show", number, "--form", "pdf", "--output", file])
        #expect(pdf.status == 0, "\(pdf.errors)")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try await bridge.command(["verify", file]).status == 0)
        #expect(
            try logged(bridge, "card-viewed").map { $0[0] + " " + $0[1] }
                == Array(repeating: "operator \(number)", count: 3))
        #expect(try await bridge.command(["cards", "show", "CC-2026-1-1"]).status == 1)
    }

    @Test("an export holds every card of the time, proves itself, and is written down once", arguments: [true, false])
    func exported(isRunning: Bool) async throws {
        let bridge = try await bridge()
        if !isRunning { try await bridge.stop() }
        let folder = bridge.folder.file("hearing")
        let words = [
            "cards", "export", "--participant", "p0m0", "--from", today(-2), "--to", today(1), "--output", folder,
        ]
        let result = try await bridge.command(words)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("3 cards are in "))
        for name in ["cards.pdf", "cards.json"] {
            let verified = try await runCommand(
                [
                    BridgeProcess.executable, "verify", "\(folder)/\(name)", "--keys",
                    "\(folder)/court-card-keys.json", "--json",
                ], in: bridge.folder)
            #expect(verified.status == 0, "\(name): \(verified.errors)")
            let found = try JSON.parse(Array(verified.output.utf8)).array?.compactMap { $0["number"]?.string } ?? []
            #expect(Set(found) == Set(try numbers(bridge)), "\(name)")
        }
        let csv = try String(contentsOfFile: "\(folder)/cards.csv", encoding: .utf8)
        #expect(csv.split(whereSeparator: \.isNewline).count == 4)
        let text = try await runCommand(["pdftotext", "\(folder)/certificate.pdf", "-"], in: bridge.folder)
        #expect(text.output.contains("902(13)") && text.output.contains("cards.pdf"))
        #expect(try logged(bridge, "cards-exported").count == 1)
        #expect(try logged(bridge, "cards-exported")[0][2].contains(#""cards":3"#))
        let again = try await bridge.command(words)
        #expect(again.status == 1, "nothing is written over: \(again.errors)")
    }

    @Test("a time without cards makes nothing and is not written down; what is mistyped is said")
    func nothing() async throws {
        let bridge = try await bridge()
        func export(_ from: String, _ to: String, of person: String = "p0m0") async throws -> CommandResult {
            try await bridge.command([
                "cards", "export", "--participant", person, "--from", from, "--to", to, "--output",
                bridge.folder.file("none"),
            ])
        }
        let empty = try await export("2020-01-01", "2020-12-31")
        #expect(empty.status == 1 && empty.errors.contains("nothing was written"), "\(empty.errors)")
        #expect(try await export(today(), today(), of: "nobody").status == 1)
        #expect(try await export("2020-13-01", "2020-12-31").status == 64)
        #expect(try await export("2021-01-01", "2020-12-31").status == 64)
        #expect(!FileManager.default.fileExists(atPath: bridge.folder.file("none")))
        #expect(try logged(bridge, "cards-exported").isEmpty)
    }
}
