import Attendance
import CourtCard
import JSON
import Store
import Testing

@testable import Bridge

extension BridgeUnderTest {
    /// Every card that was ever issued, as it is handed out, by its number and in the order of issue; left out are those
    /// whose document went with the participant.
    func cardFiles() async throws -> [(number: CardNumber, bytes: [UInt8])] {
        let origin = service.archive.ledgerOrigin
        return try await read { snapshot in
            try snapshot.cardDocuments(after: 0, limit: .max).filter { !$0.document.isEmpty }.map { document in
                let stored = try #require(try snapshot.card(document.number))
                return (document.number, try snapshot.cardFile(of: stored, origin: origin).encoded())
            }
        }
    }

    /// Whoever has nothing but a card and the published keys finds each authentic.
    func expectAuthentic(_ place: SourceLocation = #_sourceLocation) async throws {
        let keys = try await service.keySet()
        let published = try KeySet(parsing: Array(keys.json.pretty().utf8))
        for (number, bytes) in try await cardFiles() {
            let verification = CardVerification(of: bytes, keys: published)
            #expect(
                verification.isAuthentic, "\(number): \(verification.checks.map(\.outcome.sentence))",
                sourceLocation: place)
        }
    }

    /// Whoever kept a checkpoint finds that the ledger goes on from it.
    func expectGoingOn(from note: SignedNote, _ place: SourceLocation = #_sourceLocation) async throws {
        let (keys, now) = (try await service.keySet(), try #require(try await service.checkpoint()))
        let kept = try Checkpoint(body: note.text)
        let proof = try #require(try await service.consistencyProof(from: kept.size, to: nil))
        let consistency = LedgerConsistency.check(
            old: Array(note.description.utf8), new: Array(now.description.utf8), path: proof.path, keys: keys)
        #expect(consistency.isConsistent, "\(consistency.checks.map(\.outcome.sentence))", sourceLocation: place)
    }
}
