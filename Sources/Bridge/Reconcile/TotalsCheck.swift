internal import Attendance
internal import Zoom

/// Holds the totals of a report against what is known of an occurrence.
struct TotalsCheck {
    let state: OccurrenceState

    func contradictions(in rows: [ReportRow]) -> [TotalContradiction] {
        // Sorted, so that of several participants it is always the same one who is named.
        let connections = state.timeline.connections.sorted()
        return rows.compactMap { row in
            guard let reported = row.durationMinutes, !row.isInWaitingRoom else { return nil }
            let keys = Set(
                ObservedIdentity(displayName: row.name, email: row.email, originalName: row.originalName).keys)
            let mine = connections.filter { connection in
                state.timeline.identities(of: connection).contains { !keys.isDisjoint(with: $0.keys) }
            }
            let presence = state.timeline.presence(of: mine)
            let known = Int((presence.proven.union(presence.inferred).total + .seconds(59)).wholeMinutes)
            // Zoom rounds each of the stays that it adds up.
            guard abs(reported - known) > max(2, mine.count) else { return nil }
            return TotalContradiction(
                line: row.line, participant: mine.lazy.compactMap { participant($0) }.first,
                reportedMinutes: reported, knownMinutes: known)
        }
    }

    private func participant(_ connection: ConnectionKey) -> PersonID? {
        guard case .participant(let person, _, _) = state.owner(of: connection) else { return nil }
        return person
    }
}
