internal import Attendance
internal import Crypto
internal import JSON
internal import Store
internal import Zoom

/// Finds what the journal holds of one participant, as long as the roster still knows them.
struct Traces {
    let participant: PersonID
    let archive: Archive
    /// Every name by which Zoom may know them, and the hash that stands for it once it was redacted.
    private let names: Set<IdentityKey>
    /// What to look for where nothing says which field names whom; in lower case.
    private let words: [String]
    /// How those who are redacted here are told apart from each other and from everybody else; kept nowhere.
    private let marks: Vault?

    init(of participant: Participant, names: [IdentityKey], archive: Archive) {
        self.participant = participant.id
        self.archive = archive
        self.names = Set(names + names.map { IdentityKey(stored: $0.kind, value: archive.hash($0)) })
        words = Set(names.map(\.value) + [participant.name.lowercased()]).filter { $0.utf8.count > 3 }.sorted()
        marks = Vault(masterKey: Random.bytes(32))
    }

    /// An entry of the journal that must not stay as it is.
    struct Trace {
        var row: JournalRow
        /// What takes its place.
        var body: [UInt8]
        var form: BodyForm
        var digest: [UInt8]
    }

    /// In one occurrence.
    func find(in record: OccurrenceRecord, _ queries: some Queries) throws -> [Trace] {
        var meeting = try record.meeting.flatMap { try queries.meeting($0) }
        if meeting == nil { meeting = try record.number.flatMap { try queries.meeting(numbered: $0) } }
        let state = OccurrenceState(
            record: record, meeting: meeting, decisions: Decisions(try queries.decisions(in: record.key)))
        state.key = try archive.key(of: record.key, in: queries)
        let rows = try queries.journal(of: record.key)
        try state.hear(rows, archive)
        _ = try state.deriveAll { try queries.participants(named: $0) }
        return try rows.compactMap { row in
            let body = try archive.open(row, under: state.key)
            return trace(row, body, concern(of: body, in: state))
        }
    }

    /// Among entries that name no occurrence.
    func findOutsideOccurrences(_ rows: [JournalRow], under key: SealingKey?) throws -> [Trace] {
        try rows.filter { $0.entry.form != .redacted }.compactMap { row in
            let body = try archive.open(row, under: key)
            return isMentioned(in: body) ? trace(row, body, .mentioned) : nil
        }
    }

    private enum Concern {
        case theirs
        /// Somebody else wrote to them.
        case addressed
        /// Nobody's attendance.
        case mentioned
        case nothing
    }

    private func concern(of body: [UInt8], in state: OccurrenceState) -> Concern {
        guard let event = archive.event(of: Delivery(body: body)), let key = state.timeline.connection(of: event) else {
            return Redaction.concernsNobody(body) || !isMentioned(in: body) ? .nothing : .mentioned
        }
        switch state.owner(of: key) {
        case .participant(participant, _, _): return .theirs
        case .participant: return Redaction.tellsOfContents(body) && isMentioned(in: body) ? .addressed : .nothing
        // Else it would be the other's, once nobody else is called so.
        case .ambiguous(let people) where people.contains(participant): return .theirs
        case .ambiguous, .nobody: return isNamed(in: body) ? .theirs : .nothing
        }
    }

    private func trace(_ row: JournalRow, _ body: [UInt8], _ concern: Concern) -> Trace? {
        let redacted: [UInt8]
        switch concern {
        case .nothing: return nil
        case .addressed: return Trace(row: row, body: Redaction.kept(body), form: .kept, digest: row.entry.digest)
        case .theirs: redacted = Redaction.erased(body, mark: mark)
        case .mentioned: redacted = Redaction.redacted(body, hash: mark)
        }
        return Trace(
            row: row, body: redacted, form: .redacted,
            digest: row.entry.form == .redacted ? row.entry.digest : archive.keyed(row.entry.digest))
    }

    /// The same for a name in clear and for the hash that stands for it.
    private func mark(_ kind: String, _ value: String) -> String {
        let hash = IdentityKey.isSealed(value) ? value : archive.vault.hash(kind, value)
        return IdentityKey.erased((marks ?? archive.vault).hash("erased", hash).suffix(16))
    }

    private func isNamed(in body: [UInt8]) -> Bool {
        var isNamed = false
        _ = Redaction.redacted(body) { kind, value in
            if let kind = IdentityKey.Kind(rawValue: kind), names.contains(IdentityKey(stored: kind, value: value)) {
                isNamed = true
            }
            return value
        }
        return isNamed
    }

    private func isMentioned(in body: [UInt8]) -> Bool {
        if isNamed(in: body) { return true }
        // However it was escaped.
        let plain = (try? JSON.parse(body).canonical()) ?? body
        let text = String(decoding: plain, as: UTF8.self).lowercased()
        return words.contains { text.contains($0) }
    }
}
