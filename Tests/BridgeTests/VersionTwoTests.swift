import Attendance
import CourtCard
import Crypto
import Foundation
import Store
import Testing

@testable import Bridge

/// Version 2 had sealed bodies, corrections and other decisions, and cards of the form court-card/2 that nobody signed.
@Suite("A database of version 2")
struct VersionTwoTests {
    static let later = Timestamp(rfc3339: "2026-12-01T12:00:00Z")

    private func taken(_ prepared: (_ database: String) throws -> Void = { _ in }) async throws -> BridgeUnderTest {
        try BridgeUnderTest(
            at: try #require(Self.later),
            laid: { path in
                try OlderDatabase.make(version: 2, at: path)
                try OlderDatabase.writeMasterKey(beside: path)
                try prepared(path)
            })
    }

    @Test("its cards enter the ledger in the order they were issued, under one signed head; nothing is issued anew")
    func ledger() async throws {
        let bridge = try await taken()
        try await bridge.expectTakenIn()
        try await bridge.service.catchUp()
        #expect(try await bridge.cardCount() == 8, "an update is no reason for a new card")
        try await bridge.rederiveAll()
        #expect(try await bridge.cardCount() == 8)
        try await bridge.expectClean()
        let (files, keys) = (try await bridge.cardFiles(), try await bridge.service.keySet())
        let note = try #require(try await bridge.service.checkpoint())

        try await bridge.restart()
        try await bridge.expectTakenIn()
        #expect(try await bridge.cardFiles().map(\.bytes) == files.map(\.bytes), "always the same bytes")
        #expect(try await bridge.service.keySet() == keys)
        #expect(try await bridge.service.checkpoint() == note)
    }

    @Test("its cards are authentic by their place in the ledger alone, and say so; a signature is not made up for them")
    func oldCards() async throws {
        let bridge = try await taken()
        try await bridge.expectAuthentic()
        let keys = try await bridge.service.keySet()
        for (index, file) in try await bridge.cardFiles().enumerated() {
            let verification = CardVerification(of: file.bytes, keys: keys)
            for subject in [CardVerification.Subject.key, .signature] {
                guard case .notMade(let why)? = verification[subject] else {
                    Issue.record("\(file.number): \(String(describing: verification[subject]))")
                    continue
                }
                #expect(why.contains("of a time before cards were signed"))
            }
            let proof = try #require(verification.proof)
            #expect(proof.ledger.index == Int64(index) && proof.ledger.size == 8 && proof.signature == nil)

            var altered = file.bytes
            let word = try #require(altered.firstRange(of: Array("Tuesday evening".utf8)))
            altered[word.lowerBound] = UInt8(ascii: "M")
            #expect(!CardVerification(of: altered, keys: keys).isAuthentic)
        }
    }

    @Test("a correction takes an old card's place in the new form: signed, in the same chain, in the ledger after it")
    func corrected() async throws {
        let bridge = try await taken()
        try await bridge.service.catchUp()
        let kept = try #require(try await bridge.service.checkpoint())
        let old = try #require(try await bridge.cards(of: People.ana).last)
        _ = try await bridge.service.correct(
            .card(old.number), adding: false, try #require(old.content.facts.presence.proven.intervals.first),
            because: "It was her sister.", by: People.maria)
        try await bridge.service.catchUp()

        let cards = try await bridge.cards(of: People.ana)
        let new = try #require(cards.last)
        #expect(cards.count == 5)
        #expect(new.content.previous == old.hash)
        #expect(new.content.supersedes?.number == old.number)
        #expect(String(decoding: new.canonical, as: UTF8.self).contains(#""schema":"court-card/3""#))
        #expect(!String(decoding: new.canonical, as: UTF8.self).contains("Ana Torres"))
        let file = try #require(try await bridge.cardFiles().last)
        let verification = CardVerification(of: file.bytes, keys: try await bridge.service.keySet())
        #expect(verification.checks.filter { !$0.isPassed }.map(\.subject) == [])
        #expect(verification.proof?.ledger.index == 8)
        try await bridge.expectAuthentic()
        try await bridge.expectGoingOn(from: kept)
        try await bridge.expectClean()
    }

    @Test("strangers sealed by that version are forgotten in their time, and everything is as it was")
    func forgotten() async throws {
        let bridge = try await taken()
        try await bridge.service.catchUp()
        let strangers = ["Ewa Nowak", "Grace Lee", "grace.lee@example.com"]
        let derived = try await bridge.derived()
        let bodies = try await bridge.openJournal()
        #expect(strangers.allSatisfy { word in bodies.contains { $0.contains(word) } }, "they can be opened")
        bridge.clock.move(by: .hours(24 * 31))
        #expect(try await bridge.service.forgetStrangers() == 3)
        let left = try await bridge.openJournal()
        #expect(strangers.filter { word in left.contains { $0.contains(word) } } == [])
        #expect(try bridge.found(strangers) == [])
        try await bridge.rederiveAll()
        #expect(try await bridge.derived() == derived)
        #expect(try await bridge.cardCount() == 8)
        try await bridge.expectClean()
    }

    @Test("somebody whom it knew is erased: their old cards are emptied, and everybody's others still verify")
    func erased() async throws {
        let bridge = try await taken()
        try await bridge.service.catchUp()
        let kept = try #require(try await bridge.service.checkpoint())
        let hashes = try await bridge.read { try $0.cards(of: People.ben).map(\.hash) }
        _ = try await bridge.service.erase(People.ben, because: "Order.", by: People.sam)
        try await bridge.service.catchUp()
        let left = try await bridge.read { try $0.cards(of: People.ben) }
        #expect(left.map(\.hash) == hashes && left.allSatisfy { $0.document.isEmpty })
        let words = ["Ben Okafor", "CR-2026-00217", "ben.okafor@", "Somebody else used his", "wrote that he had been"]
        #expect(try bridge.found(words) == [])
        let bodies = try await bridge.openJournal()
        #expect(words.filter { word in bodies.contains { $0.contains(word) } } == [])
        #expect(try await bridge.cardFiles().count == 8 - hashes.count)
        try await bridge.expectAuthentic()
        try await bridge.expectGoingOn(from: kept)
        try await bridge.expectClean()
    }

    @Test("an update that was broken off after the tables were changed is finished by the next start")
    func brokenOff() async throws {
        let bridge = try await taken { path in
            // All that is lasting before the first commit of the program: tables, and a key that signed nothing.
            try OlderDatabase.migrateOnly(at: path)
            try SigningKeyFile.create(SigningKeySource.path(beside: path), SigningKey.generate())
        }
        try await bridge.expectTakenIn()
        try await bridge.expectAuthentic()
        try await bridge.expectClean()
    }

    @Test("without its master key it is refused before anything in it changes")
    func noKey() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "version-2-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "bridge.db").path
        try OlderDatabase.make(version: 2, at: path)
        let now = try #require(Self.later)
        func opened() throws { _ = try AttendanceService(settings: BridgeSettings(), path: path, now: { now }) }

        #expect(throws: VaultFileError.missing(path: path + ".key")) { try opened() }
        #expect(try OlderDatabase.version(at: path) == 2)
        await #expect(throws: AuditFault.olderSchema) { _ = try await LedgerReader(path: path) }
        #expect(!FileManager.default.fileExists(atPath: SigningKeySource.path(beside: path)))

        try OlderDatabase.writeMasterKey(String(repeating: "0f", count: 32), beside: path)
        #expect(throws: ServiceFault.otherKey) { try opened() }
        try OlderDatabase.writeMasterKey(beside: path)
        try opened()
    }
}

extension BridgeUnderTest {
    /// The eight cards are in the ledger as the tree over their hashes, which was signed once.
    fileprivate func expectTakenIn(_ place: SourceLocation = #_sourceLocation) async throws {
        let (hashes, size, heads, keys) = try await read { snapshot in
            (
                try snapshot.cardHashes(from: 0, limit: 100), try snapshot.ledgerSize(),
                try snapshot.newestLedgerHeads(), try snapshot.signingKeys()
            )
        }
        #expect(hashes.count == 8 && size == 8, sourceLocation: place)
        #expect(heads.map(\.size) == [8] && keys.count == 1, sourceLocation: place)
        var frontier = LedgerFrontier()
        for hash in hashes { frontier.append(try #require(Digest(hash))) }
        let note = try #require(try await service.checkpoint())
        #expect(try Checkpoint(body: note.text).root == frontier.root, sourceLocation: place)
        let first = try await read { try $0.ledgerHead(ofSizeFrom: 0)?.size }
        #expect(first == 8, "no head of a size that nobody was ever shown", sourceLocation: place)
    }
}
