public import Attendance
internal import Store

extension AttendanceService {
    /// Takes the personal data of a participant away for good: in the roster, on their cards, in the journal, in what was
    /// decided about them and what was told. Their id, the numbers of their cards, hashes and signatures stay, so that
    /// chain and ledger still verify; nothing else does.
    ///
    /// - Parameter reason: stands in the audit log for ever, so it must not name them.
    /// - Throws: `DecisionError`; `StoreError`.
    public func erase(_ participant: PersonID, because reason: String, by author: Author) async throws -> Erasure {
        guard author.role == .administrator else { throw DecisionError.notFound("participant") }
        return try await erase(participant, because: reason, by: .person(author.id, author.role.rawValue))
    }

    /// What `erase` would take away.
    public func previewErasure(of participant: PersonID, by author: Author) async throws -> Erasure {
        guard author.role == .administrator else { throw DecisionError.notFound("participant") }
        return try await database.readers.read { [archive] snapshot in
            guard let plan = try ErasurePlan(of: participant, in: snapshot) else {
                throw DecisionError.notFound("participant")
            }
            return try plan.preview(in: snapshot, archive)
        }
    }

    func erase(
        _ participant: PersonID, because reason: String, by actor: AuditEntry.Actor
    ) async throws -> Erasure {
        // Found beside the writer: it is much to look through, and deliveries must not wait for it.
        guard let plan = try await database.readers.read({ try ErasurePlan(of: participant, in: $0) }) else {
            throw DecisionError.notFound("participant")
        }
        let reason = try reason.checkedReason()
        if case .person = actor, plan.participant.isNamed(in: reason) {
            throw DecisionError.refused("The reason stays when everything else goes: it must not name them.")
        }
        let erasure = try await commit { [now] transaction, memory -> Erasure? in
            // Somebody else may have been faster.
            guard try transaction.participant(participant) != nil else { return nil }
            return try Erasing(transaction: transaction, memory: memory, now: now())
                .erase(plan, because: reason, by: actor)
        }
        guard let erasure else { throw DecisionError.notFound("participant") }
        alarm.ring()
        // Old pages of the write-ahead log hold what was erased.
        await database.writer.checkpoint()
        return erasure
    }
}

extension Participant {
    /// By name or case number.
    fileprivate func isNamed(in text: String) -> Bool {
        func padded(_ text: String) -> String {
            let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
            return " " + words.joined(separator: " ") + " "
        }
        return [name, caseNumber].map(padded).contains { $0 != "  " && padded(text).contains($0) }
    }
}
