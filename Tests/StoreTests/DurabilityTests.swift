import Attendance
import Foundation
import Testing

@testable import Store

@Suite("How the database is opened")
struct DurabilityTests {
    @Test("the writer syncs every commit, keeps a write-ahead log and checks references")
    func writerSettings() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        try await database.writer.write { transaction, _ throws in
            let connection = transaction.connection
            #expect(try connection.first("PRAGMA journal_mode") { $0.text(0) } == "wal")
            #expect(try connection.first("PRAGMA synchronous") { $0.integer(0) } == 2)
            #expect(try connection.first("PRAGMA foreign_keys") { $0.integer(0) } == 1)
            #expect(try connection.first("PRAGMA trusted_schema") { $0.integer(0) } == 0)
        }
        let error = await #expect(throws: StoreError.self) {
            try await database.writer.write { transaction, _ throws in
                try transaction.connection.run("INSERT INTO enrollment(participant, meeting) VALUES ('no', 'body')")
            }
        }
        guard case .constraint = error else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
    }

    @Test("a connection opened anew after a fault is opened the same way")
    func reopened() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        await #expect(throws: StoreError.failedIO("")) {
            try await database.writer.write { _, _ in throw StoreError.failedIO("") }
        }
        #expect(database.writer.fault == .failedIO(""))
        try await database.writer.write { transaction, _ throws in
            #expect(try transaction.connection.first("PRAGMA synchronous") { $0.integer(0) } == 2)
        }
        #expect(database.writer.fault == .failedIO(""), "a commit that wrote nothing says nothing of the disk")
        try await database.writer.write { transaction, _ throws in
            _ = try transaction.connection.run("UPDATE housekeeping SET probes = probes + 1")
        }
        #expect(database.writer.fault == nil)
    }

    @Test("readers cannot write")
    func readersCannotWrite() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        await #expect(throws: StoreError.readOnly) {
            try await database.readers.read { snapshot throws in
                _ = try snapshot.connection.run("UPDATE housekeeping SET probes = probes + 1")
            }
        }
        #expect(try await database.readers.read { try $0.lastFeedPosition() } == 0)
    }

    @Test("all answers of one read come from one moment")
    func oneMoment() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let (reading, written) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let positions = database.readers.read { snapshot throws in
            let before = try snapshot.lastFeedPosition()
            reading.signal()
            written.wait()
            return [before, try snapshot.lastFeedPosition()]
        }
        await withCheckedContinuation { continuation in
            Thread {
                reading.wait()
                continuation.resume()
            }.start()
        }
        try await database.writer.write { transaction, _ throws in
            try transaction.tell("ana", "x", at: Timestamp(milliseconds: 1), data: [])
        }
        written.signal()
        #expect(try await positions == [0, 0])
        #expect(try await database.readers.read { try $0.lastFeedPosition() } == 1)
    }

    @Test("closing a connection moves nothing from the log into the file; closing the writer properly moves all")
    func checkpoints() async throws {
        let folder = try StoreFolder()
        try await Self.writeAndDrop(folder)
        let (file, log) = (try Data(contentsOf: URL(filePath: folder.database)), folder.size(of: "-wal"))
        #expect(log > 0)

        for _ in 0..<3 {
            let connection = try openForReading(folder.database)
            #expect(try Snapshot(connection: connection).lastFeedPosition() == 100)
        }
        #expect(folder.size(of: "-wal") == log)
        #expect(try Data(contentsOf: URL(filePath: folder.database)) == file)

        await (try folder.open()).writer.close()
        #expect(folder.size(of: "-wal") == 0)
        #expect(try Data(contentsOf: URL(filePath: folder.database)) != file)
        #expect(try Snapshot(connection: try openForReading(folder.database)).lastFeedPosition() == 100)
    }

    /// As a crash would leave it: the database is let go without `close()`.
    private static func writeAndDrop(_ folder: StoreFolder) async throws {
        let database = try folder.open()
        try await database.writer.write { transaction, _ throws in
            for _ in 0..<100 { try transaction.tell("ana", "x", at: Timestamp(milliseconds: 1), data: [1, 2, 3]) }
        }
    }

    @Test("nobody else may read the files")
    func modes() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        try await database.writer.write { transaction, _ throws in
            try transaction.tell("ana", "x", at: Timestamp(milliseconds: 1), data: [])
        }
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.database + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
        }
    }

    @Test("a second opener is refused with the process id of the first, until the first is gone")
    func lock() async throws {
        let folder = try StoreFolder()
        try await Self.expectRefusal(folder)
        try await Task { try await folder.open().writer.write { _, _ in } }.value
    }

    private static func expectRefusal(_ folder: StoreFolder) async throws {
        let database = try folder.open()
        try await database.writer.write { _, _ in }
        #expect(throws: StoreError.inUse(by: getpid())) { try folder.open() }
        // The refusal took nothing away from the first.
        try await database.writer.write { _, _ in }
    }
}
