import Attendance
import CourtCard
import Foundation
import Live
import Store
import Synchronization
import TestSupport
import Testing

@testable import Bridge

@Suite("When something of ours goes wrong")
struct ResilienceTests {
    @Test("a delivery whose conclusions cannot be drawn is kept all the same, and the job goes on with the others")
    func keepsWithoutConclusions() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        let scenario = try Scenario.named("demo")
        let late = zip(scenario.labels, scenario.bodies).filter { $0.0.hasSuffix("left-phone-ana") }.map(\.1)
        try await bridge.post(all: scenario.bodies.filter { !late.contains($0) })
        bridge.clock.move(by: .seconds(20))
        try await bridge.service.catchUp()
        #expect(try await bridge.cardCount() > 0)

        // Somebody tampers with the card in the file: it cannot be superseded, because it cannot be read.
        let database = TamperedFile(bridge.folder.appending(path: "bridge.db").path)
        try database.run("DROP TRIGGER card_document_is_never_edited")
        try database.run("UPDATE card SET document = x'7b7d'")

        let before = try await bridge.journalCount()
        try await bridge.post(all: late)
        #expect(try await bridge.journalCount() == before + late.count)
        try await bridge.service.catchUp()
        #expect(bridge.notables.withLock { $0 }.contains { if case .jobFailed = $0 { true } else { false } })
        // The bridge is none the worse for it.
        #expect(bridge.service.troubles.isEmpty)
        try await bridge.post(all: try Scenario.named("two-devices").bodies)
    }

    @Test("a backlog says what is no longer kept, so that nobody resumes over a gap")
    func forgottenBacklog() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: try Scenario.named("demo").bodies)
        let head = try await bridge.service.feedState().head
        let now = bridge.clock.now
        _ = try await bridge.service.database.writer.write { transaction, _ in
            try transaction.forgetFeed(before: now + .hours(1), limit: 5)
        }
        let backlog = try await bridge.service.backlog(of: PersonID("P-1001"), after: 0, through: head)
        #expect(backlog.forgottenThrough == 5)
        #expect(backlog.rows.allSatisfy { $0.position > 5 })
    }
}

/// The database file in the hands of somebody who is not the bridge.
struct TamperedFile {
    private let path: String

    init(_ path: String) { self.path = path }

    func run(_ sql: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3", path, sql]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "sqlite3 is needed: see Config/apt-packages.txt")
    }
}
