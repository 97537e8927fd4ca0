internal import Attendance
internal import Store

extension Ingest {
    /// Takes what a record of Zoom's says of one occurrence into its journal, and derives it anew once: each row alone
    /// may give cards that the next one supersedes.
    func keep(_ evidence: Evidence) throws {
        let state =
            try memory.occurrence(evidence.occurrence, in: transaction)
            ?? add(evidence.occurrence, numbered: evidence.number)
        var isNew = false
        for piece in evidence.pieces where try journal(piece.entry, in: state) { isNew = true }
        guard isNew else { return }
        if state.record.number == nil, let number = evidence.number {
            var record = state.record
            record.number = number
            if try memory.meeting(number, in: transaction) != nil { record.deadline = firstDeadline() }
            try transaction.update(record)
        }
        try rederive(state.record.key)
    }
}
