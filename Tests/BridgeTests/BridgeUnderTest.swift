import Attendance
import CourtCard
import Crypto
import Foundation
import Live
import Store
import Synchronization
import Zoom

@testable import Bridge

/// The use cases over a real database in a folder of its own, on a clock that the test moves.
final class BridgeUnderTest: Sendable {
    static let secret = "a secret that only Zoom and the bridge know"
    static let evening = Timestamp(milliseconds: 1_789_513_200_000)  // 2026-09-15T23:00:00Z

    let folder: URL
    let clock: TestClock
    let notables = Mutex<[Notable]>([])
    private let settings: Mutex<BridgeSettings>
    private let running = Mutex<AttendanceService?>(nil)

    /// - Parameters:
    ///   - start: what the clock shows at first.
    ///   - laid: puts something where the database will be opened.
    init(
        secrets: [String] = [BridgeUnderTest.secret], settle: Span = .seconds(15),
        at start: Timestamp = BridgeUnderTest.evening,
        configure: (inout BridgeSettings) -> Void = { _ in }, laid: (_ database: String) throws -> Void = { _ in }
    ) throws {
        clock = TestClock(start)
        folder = FileManager.default.temporaryDirectory.appending(path: "bridge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var first = BridgeSettings(
            zoomSecrets: secrets.compactMap { HMACKey($0) }, patience: Completion.Patience(settle: settle))
        configure(&first)
        settings = Mutex(first)
        try laid(folder.appending(path: "bridge.db").path)
        try open()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var service: AttendanceService {
        guard let service = running.withLock({ $0 }) else { preconditionFailure("the bridge is open") }
        return service
    }

    private func open() throws {
        let (path, clock) = (folder.appending(path: "bridge.db").path, clock)
        let service = try AttendanceService(
            settings: settings.withLock { $0 }, path: path, now: { clock.now },
            log: { [weak self] notable in self?.notables.withLock { $0.append(notable) } })
        running.withLock { $0 = service }
    }

    /// Closes the database and opens it again, as a restart does, perhaps with other settings.
    func restart(_ change: (inout BridgeSettings) -> Void = { _ in }) async throws {
        await close()
        settings.withLock { change(&$0) }
        try open()
    }

    func close() async {
        await service.close()
        running.withLock { $0 = nil }
    }

    /// A signed delivery, as Zoom sends it.
    @discardableResult
    func post(
        _ body: [UInt8], secret: String = BridgeUnderTest.secret, sentAt: Timestamp? = nil
    ) async -> Result<Reception, IngestError> {
        let now = clock.now
        guard let key = HMACKey(secret) else { return .failure(.notConfigured) }
        let headers = Signer(secret: key).headers(for: body, sentAt: sentAt ?? now)
        func values(_ name: String) -> [String] { headers.filter { $0.name.lowercased() == name }.map(\.value) }
        return await post(
            Webhook(
                timestamps: values(Signature.timestampHeader), signatures: values(Signature.signatureHeader),
                body: body, receivedAt: now))
    }

    func post(_ webhook: Webhook) async -> Result<Reception, IngestError> {
        let service = service
        return await withCheckedContinuation { continuation in
            service.receive(webhook) { continuation.resume(returning: $0) }
        }
    }

    func post(all bodies: [[UInt8]]) async throws {
        for body in bodies { _ = try await post(body).get() }
    }

    func importRoster(_ file: String = "roster.example.csv") async throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Config/\(file)")
        _ = try await service.importRoster(Array(Data(contentsOf: file)), .csv)
        try await service.catchUp()
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> T) async throws -> T {
        try await service.database.readers.read(body)
    }

    func position() async throws -> Store.Position { try await read { try $0.lastFeedPosition() } }
    func cardCount() async throws -> Int { try await read { try $0.cardCount() } }
    func journalCount() async throws -> Int { try await read { try $0.journalCount() } }

    /// The participant's cards in the order they were issued, each verified.
    func cards(of person: PersonID) async throws -> [Card] {
        try await read { try $0.cards(of: person).map { try $0.card() } }
    }

    /// Everything derived, by occurrence; what depends on when deliveries came is left out.
    func derived() async throws -> [OccurrenceID: Derived] {
        try await read { snapshot in
            var all: [OccurrenceID: Derived] = [:]
            for row in try snapshot.journal(limit: 100_000) {
                guard let id = row.occurrence, all[id] == nil, let occurrence = try snapshot.occurrence(id) else {
                    continue
                }
                all[id] = Derived(
                    began: occurrence.began, ended: occurrence.ended, slot: occurrence.slot,
                    attendance: try snapshot.attendance(in: occurrence.key),
                    unmatched: try snapshot.unmatched(in: occurrence.key))
            }
            return all
        }
    }
}

struct Derived: Hashable, Sendable {
    var began: Timestamp?
    var ended: Timestamp?
    var slot: Slot?
    var attendance: [AttendanceRecord]
    var unmatched: [UnmatchedRecord]
}

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    private let moment: Mutex<Timestamp>

    init(_ start: Timestamp) { moment = Mutex(start) }
    var now: Timestamp { moment.withLock { $0 } }
    func move(by span: Span) { moment.withLock { $0 = $0 + span } }
}
