import Attendance
import CourtCard
import Crypto
import Foundation
import JSON
import Testing

/// `CardFiles/verify_card.py`, which knows the format by its description alone, must think of every file as we do.
@Suite("Another implementation", .serialized)
struct OtherVerifierTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "CardFiles/verify_card.py")

    /// What the script prints of each file: the checks that failed, or `authentic`.
    private func others(_ files: [[UInt8]], keys: KeySet) async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cards-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let keyFile = folder.appending(path: "keys.json")
        try Data(keys.json.canonical()).write(to: keyFile)
        let cardFiles = try files.enumerated().map { index, bytes in
            let file = folder.appending(path: "\(index).json")
            try Data(bytes).write(to: file)
            return file
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [Self.script.path, keyFile.path] + cardFiles.map(\.path)
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        let told = await ended(process, output)
        let lines = String(decoding: told, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(process.terminationStatus == (lines.allSatisfy { $0 == "authentic" } ? 0 : 1))
        return lines
    }

    /// Waits on a thread of its own: the tests' pool must not.
    private func ended(_ process: Process, _ output: Pipe) async -> Data {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let data = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(returning: data)
            }
        }
    }

    private func ours(_ file: [UInt8], keys: KeySet) -> String {
        let verification = CardVerification(of: file, keys: keys)
        return verification.isAuthentic
            ? "authentic" : verification.checks.filter(\.isFailed).map(\.subject.rawValue).joined(separator: ",")
    }

    @Test("finds cards authentic that are, wherever they stand in the ledger")
    func authentic() async throws {
        var facts = Example.facts
        facts.participant.name = "Zoë \"Z\" \\ 山田 \u{1F642}\u{7F}\n\u{1}"
        facts.decisions = [Example.decision(CardFacts.Decision.excuse)]
        let first = try Example.card()
        let second = try Example.card(2, after: first, superseding: first, facts: facts)
        let older = try Card(verifying: OlderCardTests.document("court-card-2"))
        var files: [[UInt8]] = []
        for before in [0, 1, 6, 100] {
            files.append(try ExampleLedger.file(of: first, after: before).encoded())
            files.append(try ExampleLedger.file(of: second, after: before).encoded())
            files.append(try ExampleLedger.file(of: older, after: before, isSigned: false).encoded())
        }
        let keys = try ExampleLedger().keys()
        let expected = files.map { _ in "authentic" }
        #expect(files.map { ours($0, keys: keys) } == expected)
        #expect(try await others(files, keys: keys) == expected)
    }

    @Test("finds the same fault in altered files")
    func altered() async throws {
        let file = try ExampleLedger.file()
        let keys = try ExampleLedger().keys()
        let text = String(decoding: try file.encoded(), as: UTF8.self)
        func json(_ change: (inout CardFile) -> Void) throws -> String {
            var other = file
            change(&other)
            return String(decoding: try other.encoded(), as: UTF8.self)
        }
        let altered = [
            text + " ", "{", text.replacing(#","hash""#, with: #","extra":1,"hash""#),
            text.replacing("Ana Torres", with: "Eva Torres"),
            text.replacing(#""hash":"\#(file.card.hash.hex)""#, with: #""hash":"x""#),
            text.replacing("Tuesday", with: "Wednesday"),
            try json { $0.proof.signature?.bytes[7] ^= 1 },
            try json { $0.proof.signature?.keyID = "x" },
            try json { $0.proof.ledger.path[0] = Example.digest("x") },
            try json { $0.proof.ledger.index -= 1 },
            try json { $0.proof.ledger.size += 1 },
            try json { $0.proof.ledger.origin = "example.org" },
            try json { $0.proof.ledger.signature.bytes[63] ^= 1 },
        ]
        let files = altered.map { Array($0.utf8) }
        let faults = files.map { ours($0, keys: keys) }
        #expect(!faults.contains("authentic"))
        #expect(try await others(files, keys: keys) == faults)
    }

    @Test("finds that a key was not in use yet, or no more")
    func validity() async throws {
        let file = try ExampleLedger.file()
        let key = try ExampleLedger.signingKey().verificationKey
        let issuedAt = file.card.content.issuedAt
        let early = try KeySet([PublishedKey(key, validFrom: issuedAt + .seconds(1))])
        let bytes = try file.encoded()
        #expect(ours(bytes, keys: early) == "key")
        #expect(try await others([bytes], keys: early) == ["key"])
        // The ledger's head was signed by the same key, and its note says no time: the bridge looks at the card's.
        let late = try KeySet([PublishedKey(key, validFrom: issuedAt - .seconds(1), validUntil: issuedAt)])
        #expect(ours(bytes, keys: late) == "key,head")
        #expect(try await others([bytes], keys: late) == ["key"])
    }
}
