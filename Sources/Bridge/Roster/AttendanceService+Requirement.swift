public import Attendance
internal import JSON
internal import Store

extension AttendanceService {
    /// What the court asks of a participant, as of the moment; nil when there is no such participant.
    public func requirement(of participant: PersonID) async throws -> Requirement? {
        try await database.readers.read { try $0.participant(participant)?.requirement }
    }

    /// Asks something else of a participant, who hears of it at once, and their court representative too.
    ///
    /// As in an import of the roster: attendances that another minimum may judge otherwise are derived anew soon after, by
    /// `run()`.
    /// - Parameters:
    ///   - condition: told what is asked at present; where it says no, nothing is changed.
    /// - Returns: what was asked where the condition said no; nil: it was changed.
    /// - Throws: `DecisionError`: not found; refused where the requirement contradicts itself.
    public func changeRequirement(
        of id: PersonID, to requirement: Requirement, by author: Author,
        onlyIf condition: @escaping @Sendable (Requirement) -> Bool
    ) async throws -> Requirement? {
        try requirement.check()
        let outcome = try await database.writer.write {
            [now] transaction, memory -> Result<Requirement?, DecisionError> in
            // One question, whether there is such a participant or not.
            guard let courtRep = try transaction.courtRep(of: id), author.mayDecide(aboutThoseOf: courtRep),
                let before = try transaction.participant(id)
            else { return .failure(.notFound("participant")) }
            guard condition(before.requirement) else { return .success(before.requirement) }
            guard before.requirement != requirement else { return .success(nil) }
            var after = before
            after.requirement = requirement
            try RosterPlan(changing: before, to: after).carryOut(transaction)
            try transaction.hashIdentities(memory.archive.hash)
            try transaction.log(
                AuditEntry(
                    at: now(), actor: .person(author), action: .requirementChanged, subject: id.rawValue,
                    detail: ["changed": .array(before.requirement.differences(from: requirement).map { .string($0) })]))
            memory.forget(id)
            memory.noteStale()
            try Notices.tellOfProgress(nil, of: after, at: now(), transaction)
            return .success(nil)
        }
        alarm.ring()
        return try outcome.get()
    }
}

extension Requirement {
    /// The same limits as in a roster file.
    fileprivate func check() throws(DecisionError) {
        if let startsOn, let deadline, deadline < startsOn {
            throw .refused("deadline is \(deadline), which is before startsOn, \(startsOn).")
        }
    }

    /// The names of what is another in the other one: for the audit log, which keeps nobody's data.
    fileprivate func differences(from other: Self) -> [String] {
        [
            ("meetingsPerWeek", meetingsPerWeek == other.meetingsPerWeek),
            ("meetingsInTotal", meetingsInTotal == other.meetingsInTotal),
            ("minimumMinutes", minimumMinutes == other.minimumMinutes), ("startsOn", startsOn == other.startsOn),
            ("deadline", deadline == other.deadline),
        ].filter { !$0.1 }.map(\.0)
    }
}
