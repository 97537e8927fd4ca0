import Crypto
import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Signing keys by commands")
struct KeysTests {
    private func json(_ bridge: BridgeProcess, _ words: String...) async throws -> JSON {
        let result = try await bridge.command(words + ["--json"])
        #expect(result.status == 0, "\(words): \(result.errors)")
        return try JSON.parse(Array(result.output.utf8))
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? Int) ?? 0
    }

    @Test("a key made before the first start is the one that signs, and nobody else can read it")
    func generated() async throws {
        let bridge = try await BridgeProcess(.init(roster: nil))
        let made = try await json(bridge, "keys", "generate")
        let file = try #require(made["file"]?.string)
        #expect(file == bridge.database + ".signing-key.pem")
        #expect(try mode(file) == 0o600)
        #expect(try await bridge.command(["keys", "generate"]).status == 1, "one is there")
        try await bridge.start()
        #expect(try await json(bridge, "keys", "list")["keys"]?[0]?["kid"] == made["id"])
        let again = try await bridge.command(["keys", "generate"])
        #expect(again.errors.contains("attendance-bridge keys rotate"), "\(again.errors)")
    }

    @Test("a key that others can read keeps the bridge from starting, and it says what to do")
    func readable() async throws {
        let bridge = try await BridgeProcess(.init(roster: nil))
        let file = try #require(try await json(bridge, "keys", "generate")["file"]?.string)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        let started = try await bridge.command(["migrate"])
        #expect(started.status == 1)
        #expect(started.errors.contains("chmod 600"), "\(started.errors)")
    }

    @Test("rotated while the bridge runs or not, the old key stays in the set with its end", arguments: [true, false])
    func rotated(isRunning: Bool) async throws {
        let bridge = try await BridgeProcess.started()
        if !isRunning { try await bridge.stop() }
        let first = try #require(try await json(bridge, "keys", "list")["keys"]?[0])
        let rotated = try await json(bridge, "keys", "rotate")
        let keys = try #require(try await json(bridge, "keys", "list")["keys"]?.array)
        #expect(keys.map { $0["kid"] } == [first["kid"], rotated["id"]])
        #expect(keys[0]["validUntil"] == keys[1]["validFrom"])
        #expect(keys[1]["validUntil"] == nil)
        let table = try await bridge.command(["keys", "list"])
        #expect(table.output.contains("(signs)"))
        // What is in the file is what the database names: it starts again.
        if isRunning { try await bridge.stop() }
        try await bridge.start()
        for body in TestOccurrence(of: 0, "rotated==").story(participants: 1) { _ = try bridge.deliver(body) }
        let signers = try DatabaseFile(bridge.database).column("SELECT key FROM card")
        #expect(signers == [rotated["id"]?.string])
    }

    @Test("a key given by a descriptor signs, is in no file of the bridge, and cannot be rotated by it")
    func descriptor() async throws {
        let bridge = try await BridgeProcess(.init(roster: nil))
        let pem = bridge.folder.file("apart.pem")
        let made = try await json(bridge, "keys", "generate", "--output", pem)
        let words = [
            "/bin/sh", "-c", "exec \"$0\" \"$@\" 9<\"$PEM\"", BridgeProcess.executable, "migrate", "--json",
        ]
        let environment = [
            "PEM": pem, "BRIDGE_DATABASE": bridge.database, "BRIDGE_CARDS_SIGNING_KEY_DESCRIPTOR": "9",
        ]
        let migrated = try await runCommand(words, environment: environment, in: bridge.folder)
        #expect(migrated.status == 0, "\(migrated.errors)")
        #expect(try await json(bridge, "keys", "list")["keys"]?[0]?["kid"] == made["id"])
        #expect(!FileManager.default.fileExists(atPath: bridge.database + ".signing-key.pem"))
        let rotated = try await runCommand(
            words.dropLast(2) + ["keys", "rotate"], environment: environment, in: bridge.folder)
        #expect(rotated.status == 1)
        #expect(rotated.errors.contains("signingKeyDescriptor"), "\(rotated.errors)")
        let without = try await runCommand(
            [BridgeProcess.executable, "roster", "list"], environment: environment, in: bridge.folder)
        #expect(without.status == 1 && without.errors.contains("descriptor 9"), "\(without.errors)")
    }
}
