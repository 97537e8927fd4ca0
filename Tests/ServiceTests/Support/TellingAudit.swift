import Attendance
import CourtCard
import Crypto
import JSON
import ServiceSupport
import Testing

@testable import Bridge
@testable import Store

/// What was told to people and published, and must hold in the database that is left, whatever killed the bridge.
struct TellingAudit {
    private var notes: [SignedNote] = []
    private var checked: Set<String> = []

    /// Looks at the files alone: no bridge need run. Each card is looked at once.
    ///
    /// - Parameter messages: what people were told over the feed.
    mutating func check(_ messages: [FeedFollower.Message], in database: String, _ when: String) async throws {
        let reader = try await LedgerReader(path: database)
        guard let newest = try await reader.checkpoint() else {
            #expect(!messages.contains { $0.event == "court-card-updated" }, "told of cards, and has none; \(when)")
            return
        }
        let keys = try KeySet(parsing: Array(try await reader.keySet().json.pretty().utf8))
        for message in messages where message.event == "court-card-updated" {
            let (number, hash) = (message.data["number"]?.string ?? "", message.data["hash"]?.string ?? "")
            guard checked.insert(number).inserted else { continue }
            guard let file = try await reader.cardFile(CardNumber(number)) else {
                Issue.record("\(number) was told, and is not there; \(when)")
                continue
            }
            #expect(file.card.hash.hex == hash, "\(number) was told with another hash; \(when)")
            let verification = CardVerification(of: try file.encoded(), keys: keys)
            #expect(verification.isAuthentic, "\(number): \(verification.checks.map(\.outcome.sentence)); \(when)")
        }
        for note in notes { try await checkContinuation(of: note, to: newest, keys, reader, when) }
        notes.append(newest)
    }

    private func checkContinuation(
        of note: SignedNote, to newest: SignedNote, _ keys: KeySet, _ reader: LedgerReader, _ when: String
    ) async throws {
        let size = try Checkpoint(body: note.text).size
        let proof = try #require(try await reader.consistencyProof(from: size, to: nil), "\(size); \(when)")
        let consistency = LedgerConsistency.check(
            old: Array(note.description.utf8), new: Array(newest.description.utf8), path: proof.path, keys: keys)
        #expect(consistency.isConsistent, "\(consistency.checks.map(\.outcome.sentence)); \(when)")
    }
}

extension LedgerReader {
    fileprivate func cardFile(_ number: CardNumber) async throws -> CardFile? {
        try await readers.read { [origin] snapshot in
            try snapshot.card(number).map { try snapshot.cardFile(of: $0, origin: origin) }
        }
    }
}
