public import Attendance
internal import CourtCard
internal import Crypto
internal import Store
internal import Synchronization

extension AttendanceService {
    /// What may be told of a card to whoever has it in their hands: to anybody who knows its number and its short code.
    ///
    /// - Parameters:
    ///   - code: as it was typed.
    ///   - address: where the question comes from, for slowing down whoever guesses.
    public func inquire(
        after number: CardNumber, code: String, from address: String, at now: Timestamp
    ) async throws -> CardInquiry {
        let isRight = ShortCode(typed: code) == archive.shortCode(of: number)
        // Asked and told at once: many questions at the same time must not pass as one.
        let wait = guesses.withLock { limit in
            let wait = limit.wait(of: address, for: number, at: now)
            if wait == nil { limit.note(isRight ? .right : .wrong, from: address, for: number, at: now) }
            return wait
        }
        if let wait { return .slowedDown(wait: wait) }
        // The code follows from the number alone. So a wrong one is refused without looking whether there is such a card,
        // and takes as long for one that exists as for one that does not.
        guard isRight else { return .unknown }
        let inquiry = try await database.readers.read { [archive] snapshot -> CardInquiry in
            guard let stored = try snapshot.card(number) else { return .unknown }
            return .known(try snapshot.verified(stored, origin: archive.ledgerOrigin))
        }
        if case .known = inquiry { try await noteVerification(of: number) }
        return inquiry
    }

    /// The code that is printed on a card beside its number.
    public func shortCode(of number: CardNumber) -> ShortCode { archive.shortCode(of: number) }
}

extension Queries {
    fileprivate func verified(_ stored: StoredCard, origin: String) throws -> VerifiedCard {
        let successor = try successor(of: stored.number)
        let content = stored.document.isEmpty ? nil : try? stored.card().content
        var state = successor.map { VerifiedCard.State.superseded(by: $0) } ?? .inForce
        // What was signed counts; the columns beside it only where that is gone.
        if successor == nil, content?.facts.isVoid ?? stored.isVoid { state = .void(because: content?.facts.whyVoid) }
        // A document of an older form goes with the person; its hash stays in the ledger.
        if try !isAuthentic(stored, origin: origin) { state = .damaged }
        return VerifiedCard(
            number: stored.number, state: state,
            initials: content.flatMap { Shortened.initials(of: $0.facts.participant.name) },
            caseEnding: content.flatMap { Shortened.ending(ofCase: $0.facts.participant.caseNumber) },
            date: try date(of: stored, content?.facts),
            verdict: content?.facts.verdict ?? Verdict(rawValue: stored.verdict) ?? .needsReview,
            isExcused: content?.facts.isExcused ?? stored.isExcused)
    }

    /// Whether everything about the card that can be checked is right; of one whose document is gone, its place in the ledger.
    private func isAuthentic(_ stored: StoredCard, origin: String) throws -> Bool {
        guard !stored.document.isEmpty else {
            let leaf = try ledgerNode(level: 0, position: stored.id - 1)
            return leaf == MerkleTree.leafHash(stored.hash).bytes
        }
        do {
            let file = try cardFile(of: stored, origin: origin)
            return CardVerification(of: try file.encoded(), keys: try keySet()).isAuthentic
        } catch is CardError {
            return false
        } catch is LedgerFault {
            return false
        }
    }

    private func date(of stored: StoredCard, _ facts: CardFacts?) throws -> LocalDate {
        let occurrence = facts == nil ? try occurrence(stored.occurrence) : nil
        let start =
            facts?.scheduled?.start ?? facts?.actual.start ?? occurrence?.slot?.start ?? occurrence?.began
            ?? stored.issuedAt
        let zone = try facts?.scheduled?.timeZone ?? occurrence?.meeting.flatMap { try meeting($0)?.schedule?.timeZone }
        return LocalClock(zone ?? "UTC")?.date(of: start) ?? LocalDate(day: start.milliseconds / 86_400_000)
    }
}

extension CardFacts {
    fileprivate var whyVoid: String? {
        decisions.last { $0.kind == Decision.void }.flatMap { $0.reason.isEmpty ? nil : $0.reason }
    }
}
