import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("The ledger against kept notes")
struct LedgerCommandTests {
    /// A bridge that runs, has some cards, and of which somebody kept a note.
    private struct Scene {
        let bridge: BridgeProcess
        let note: String

        init(cards: Int = 3) async throws {
            bridge = try await BridgeProcess.started(.init(roster: TestRoster(participantsEach: cards)))
            try Self.tell(bridge, "before==", cards)
            let printed = try await bridge.command(["ledger", "checkpoint"])
            #expect(printed.status == 0, "\(printed.errors)")
            note = try bridge.folder.write(printed.output, to: "kept.note")
            try Self.tell(bridge, "after==", cards)
        }

        static func tell(_ bridge: BridgeProcess, _ id: String, _ people: Int) throws {
            for body in TestOccurrence(of: 0, id).story(participants: people) {
                #expect(try bridge.deliver(body).status == 200)
            }
        }

        func verify(_ words: String...) async throws -> CommandResult {
            try await bridge.command(["ledger", "verify", "--checkpoint", note] + words)
        }

        /// What fails of `ledger verify`.
        func failures() async throws -> [String] {
            let result = try await verify("--json")
            let json = try JSON.parse(Array(result.output.utf8))
            let failed = (json["checks"]?.array ?? []).filter { $0["outcome"] != "passed" }
            #expect((result.status == 0) == failed.isEmpty)
            return failed.compactMap { $0["check"]?.string }
        }

        /// Changes the database behind the bridge's back, past what keeps it from being changed.
        func tamper(_ sql: String) async throws {
            try await bridge.stop()
            let database = try DatabaseFile(bridge.database, isWritable: true)
            for trigger in try database.column("SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
                try database.run("DROP TRIGGER \(trigger)")
            }
            try database.run("PRAGMA foreign_keys = OFF")
            try database.run(sql)
        }
    }

    @Test("a ledger that only grew is found to continue the note, beside the running bridge and without it")
    func intact() async throws {
        let scene = try await Scene()
        let running = try await scene.verify()
        #expect(running.status == 0, "\(running.output)\(running.errors)")
        #expect(running.output.contains("It begins with the very 3 cards of the note, and 3 more came."))
        try await scene.bridge.stop()
        #expect(try await scene.verify().status == 0)
    }

    @Test("notes go on being good after the key was changed")
    func rotated() async throws {
        let scene = try await Scene()
        #expect(try await scene.bridge.command(["keys", "rotate"]).status == 0)
        #expect(try await scene.failures() == [])
        let newest = try await scene.bridge.command(["ledger", "checkpoint"])
        #expect(newest.output.split(separator: "\n").count { $0.hasPrefix("\u{2014} ") } == 2, "both keys signed it")
    }

    @Test(
        "what was done to the cards since is found, and what it is",
        arguments: [
            // The last card is gone.
            ("DELETE FROM card_personal WHERE card = 6; DELETE FROM card WHERE id = 6", ["cards", "head"]),
            // With its leaf and heads, as if it had never been: the note is older, and cannot know.
            (
                """
                DELETE FROM card_personal WHERE card = 6; DELETE FROM card WHERE id = 6;
                DELETE FROM ledger_node WHERE level = 0 AND position = 5;
                DELETE FROM ledger_head WHERE size = 6
                """, []
            ),
            // The same with a card that the note was made of.
            (
                """
                DELETE FROM card_personal WHERE card > 2; DELETE FROM card WHERE id > 2;
                DELETE FROM ledger_node WHERE position >= 2 OR level > 1; DELETE FROM ledger_head WHERE size > 2
                """, ["beginning"]
            ),
            // One of the middle.
            (
                "DELETE FROM card_personal WHERE card = 2; DELETE FROM card WHERE id = 2",
                ["cards", "beginning", "head"]
            ),
            // Another document.
            (
                "UPDATE card SET document = CAST(replace(CAST(document AS TEXT), 'm0', 'm1') AS BLOB) WHERE id = 2",
                ["cards"]
            ),
            // None, as if its participant had been erased.
            ("UPDATE card SET document = x'' WHERE id = 2", ["cards"]),
            // Another hash, as if it had been another card all along.
            ("UPDATE card SET hash = zeroblob(32) WHERE id = 2", ["cards", "beginning", "head"]),
            // Two that changed places.
            (
                """
                CREATE TEMP TABLE swapped AS SELECT 3 - id AS id, document, hash FROM card WHERE id < 3;
                UPDATE card SET document = s.document, hash = s.hash FROM swapped AS s WHERE s.id = card.id
                """, ["beginning", "head"]
            ),
            // One that came after the note.
            ("UPDATE card SET hash = zeroblob(32) WHERE id = 5", ["cards", "head"]),
            ("UPDATE ledger_head SET signature = zeroblob(64)", ["head"]),
        ])
    func tampered(sql: String, failures: [String]) async throws {
        let scene = try await Scene()
        try await scene.tamper(sql)
        #expect(try await scene.failures() == failures, "\(sql)")
    }

    @Test("two notes and a proof are enough without the database, and of nothing else")
    func offline() async throws {
        let scene = try await Scene()
        let folder = scene.bridge.folder
        func kept(_ words: [String], as name: String) async throws -> String {
            let result = try await scene.bridge.command(words)
            #expect(result.status == 0, "\(words): \(result.errors)")
            return try folder.write(result.output, to: name)
        }
        let newer = try await kept(["ledger", "checkpoint"], as: "new.note")
        let proof = try await kept(["ledger", "proof", "--from", "3"], as: "proof.json")
        let other = try await kept(["ledger", "proof", "--from", "2"], as: "other.json")
        let keys = try await kept(["keys", "list", "--json"], as: "keys.json")
        func compare(_ old: String, _ new: String, _ proof: String) async throws -> CommandResult {
            try await runCommand(
                [
                    BridgeProcess.executable, "ledger", "verify", "--checkpoint", old, "--to", new, "--proof", proof,
                    "--keys", keys,
                ], in: folder)
        }
        let good = try await compare(scene.note, newer, proof)
        #expect(good.status == 0, "\(good.output)\(good.errors)")
        #expect(try await compare(scene.note, newer, other).status == 1)
        #expect(try await compare(newer, scene.note, proof).status == 1, "it shrank")
        let forged = try String(contentsOfFile: newer, encoding: .utf8).replacing("\n6\n", with: "\n7\n")
        #expect(try await compare(scene.note, try folder.write(forged, to: "forged.note"), proof).status == 1)
        #expect(try await scene.bridge.command(["ledger", "proof", "--from", "7"]).status == 1)
        #expect(try await scene.verify("--to", newer).status == 64, "they go together")
    }

    @Test("a note of another ledger, one that was changed, and what is no note are refused")
    func otherNotes() async throws {
        let (scene, other) = (try await Scene(cards: 1), try await Scene(cards: 1))
        let foreign = try await scene.bridge.command(["ledger", "verify", "--checkpoint", other.note, "--json"])
        #expect(foreign.status == 1)
        #expect(foreign.output.contains(#""check":"note""#))
        let text = try String(contentsOfFile: scene.note, encoding: .utf8)
        for (index, wrong) in [text.replacing("\n1\n", with: "\n2\n"), "", String(text.dropLast()), "x\n" + text]
            .enumerated()
        {
            let path = try scene.bridge.folder.write(wrong, to: "wrong-\(index).note")
            let result = try await scene.bridge.command(["ledger", "verify", "--checkpoint", path])
            #expect(result.status == 1, "\(wrong)")
        }
    }

    @Test("before the first card there is nothing to publish, and it is said")
    func empty() async throws {
        let bridge = try await BridgeProcess()
        let result = try await bridge.command(["ledger", "checkpoint"])
        #expect(result.status == 1 && result.errors.contains("there is no card yet"))
    }
}
