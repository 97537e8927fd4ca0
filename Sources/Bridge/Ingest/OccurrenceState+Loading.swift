internal import Attendance
internal import Store

extension OccurrenceState {
    /// Makes what is known of an occurrence from its journal, the decisions about it and the roster.
    ///
    /// - Parameter meeting: nil when the roster does not know it; then nothing is derived.
    static func load(
        _ record: OccurrenceRecord, _ meeting: Meeting?, from source: some Queries, _ archive: Archive
    ) throws -> OccurrenceState {
        let state = OccurrenceState(
            record: record, meeting: meeting, decisions: Decisions(try source.decisions(in: record.key)))
        state.key = try archive.key(of: record.key, in: source)
        guard meeting != nil else { return state }
        try state.hear(try source.journal(of: record.key), archive)
        _ = try state.deriveAll { try source.participants(named: $0) }
        return state
    }

    /// Takes entries of the journal in without deriving anything.
    func hear(_ rows: some Sequence<JournalRow>, _ archive: Archive) throws {
        note(try archive.events(of: rows, under: key))
    }
}
