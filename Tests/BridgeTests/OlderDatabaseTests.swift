import Attendance
import Foundation
import Store
import Testing

@testable import Bridge

@Suite("Databases of older versions")
struct OlderDatabaseTests {
    @Test("what version 1 kept is derived anew once, its cards replaced where they say otherwise, and audited")
    func versionOne() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "version-1-\(UUID().uuidString).db").path
        defer {
            for suffix in ["", "-wal", "-shm", ".lock", ".key"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
        }
        try OlderDatabase.make(version: 1, at: path)
        let ana = PersonID("P-1001")
        let now = try #require(Timestamp(rfc3339: "2026-12-01T12:00:00Z"))
        let service = try AttendanceService(settings: BridgeSettings(), path: path, now: { now })
        let before = try await service.cardCount()
        #expect(before == 4)
        try await service.catchUp()

        // Three occurrences in one slot are one attendance: one card takes the place of the three.
        let cards = try await service.database.readers.read { try $0.cards(of: ana) }
        #expect(cards.count == 4)
        let last = try #require(cards.last)
        let successors = try await service.database.readers.read { snapshot in
            try cards.dropLast().map { try snapshot.successor(of: $0.number) }
        }
        #expect(successors == Array(repeating: last.number, count: 3))
        let progress = try #require(try await service.reportProgress(of: ana, at: now))
        #expect(progress.meetings.keys.map(\.rawValue) == ["tuesday-group"])
        #expect(progress.progress.recent.map(\.card) == [last.number])

        var found: [String] = []
        for await difference in differences(in: path) { found.append(difference.description) }
        #expect(found == [])
        await service.close()
    }

    @Test(
        "somebody whose cards hold their name is erased: these are emptied, and chain and ledger stand by their hashes")
    func erased() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "version-1-\(UUID().uuidString).db").path
        defer {
            for suffix in ["", "-wal", "-shm", ".lock", ".key", ".signing-key.pem"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
        }
        try OlderDatabase.make(version: 1, at: path)
        let ana = PersonID("P-1001")
        let now = try #require(Timestamp(rfc3339: "2026-12-01T12:00:00Z"))
        let service = try AttendanceService(settings: BridgeSettings(), path: path, now: { now })
        try await service.catchUp()
        let before = try await service.database.readers.read { try $0.cards(of: ana) }
        _ = try await service.erase(
            ana, because: "Order.", by: Author(id: PersonID("sam.patel"), role: .administrator))
        try await service.catchUp()
        let after = try await service.database.readers.read { try $0.cards(of: ana) }
        #expect(after.map(\.hash) == before.map(\.hash))
        #expect(after.map(\.document.isEmpty) == [true, true, true, false])
        for suffix in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(filePath: path + suffix))
            for word in ["Ana Torres", "CR-2026-00123", "ana.torres@example.com"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word)")
            }
        }
        var found: [String] = []
        for await difference in differences(in: path) { found.append(difference.description) }
        #expect(found == [])
        await service.close()
    }

    private func differences(in path: String) -> AsyncStream<AuditDifference> {
        AsyncStream { stream in
            Task {
                do { _ = try await Audit(path: path).run { stream.yield($0) } } catch { Issue.record(error) }
                stream.finish()
            }
        }
    }
}
