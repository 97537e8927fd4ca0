public import Attendance
internal import JSON
internal import Store

extension AttendanceService {
    /// Has the occurrence that a delivery is of derived anew from its journal, by `run()` soon after: where something went
    /// wrong that a new version mends. What is the same stays the same.
    ///
    /// - Returns: the occurrence.
    /// - Throws: `DecisionError`: not found; refused where the delivery is of none.
    public func rederive(occurrenceOfDelivery id: Int64, by author: Author) async throws -> OccurrenceID {
        let outcome = try await commit {
            [now] transaction, memory -> Result<OccurrenceID, DecisionError> in
            guard author.role == .administrator, let row = try transaction.journalEntry(id) else {
                return .failure(.notFound("delivery"))
            }
            guard let occurrence = row.occurrence else {
                return .failure(.refused("This delivery is of no occurrence: nothing is derived from it."))
            }
            try transaction.markStale(row.key)
            memory.noteStale()
            try transaction.log(
                AuditEntry(
                    at: now(), actor: .person(author), action: .rederivationAsked, subject: occurrence.rawValue,
                    detail: ["delivery": .integer(id)]))
            return .success(occurrence)
        }
        alarm.ring()
        return try outcome.get()
    }
}
