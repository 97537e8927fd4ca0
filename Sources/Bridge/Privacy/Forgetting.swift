internal import Attendance
internal import Crypto
internal import Store
internal import Zoom

/// Forgets who the strangers in an occurrence were, when their time has come: what concerns a participant is kept in
/// clear, everything else is redacted, and the key is destroyed. When anybody was there stays known, and so do keyed
/// hashes of their names, so that everything derived can still be made anew, to the same result.
struct Forgetting {
    let transaction: Transaction
    let memory: Memory
    let now: Timestamp
    let retention: Span

    func forget(_ stored: StoredKey) throws {
        guard let record = try transaction.occurrence(stored.occurrence) else {
            return try transaction.removeKey(of: stored.occurrence)
        }
        let last = try transaction.lastReceived(in: record.key) ?? stored.since
        guard last + retention <= now else { return try transaction.setKeySince(last, of: record.key) }
        // What is remembered may rest on what is forgotten here.
        memory.forget(record.id)
        guard let state = try state(of: record) else { return }
        var strangers: [(row: JournalRow, body: [UInt8])] = []
        var kept = Names()
        for row in try transaction.journal(of: record.key) {
            let body = try memory.archive.open(row, under: state.key)
            if isKept(body, in: state) {
                kept.formUnion(Names(in: body))
                if row.entry.form == .sealed || row.entry.form == .clear {
                    try transaction.rewrite(
                        delivery: row.id, body: Redaction.kept(body), form: .kept, digest: row.entry.digest)
                }
            } else {
                // Those of an earlier time too: they name in clear what was a participant's name then.
                strangers.append((row, body))
            }
        }
        // A name that stands in clear for a participant stays comparable with the same name of a stranger.
        for (row, body) in strangers { try redact(row, body, but: kept) }
        try transaction.removeKey(of: record.key)
        state.record.forgottenAt = now
        try transaction.update(state.record)
        memory.forget(record.id)
    }

    /// What is known of it. Of a meeting that the roster does not know it is worked out for once who of the roster was
    /// there: they are no strangers, should the roster gain the meeting.
    private func state(of record: OccurrenceRecord) throws -> OccurrenceState? {
        guard let known = try memory.occurrence(record.id, in: transaction) else { return nil }
        if known.meeting != nil { return known }
        let state = OccurrenceState(record: known.record, meeting: nil, decisions: known.decisions)
        state.key = known.key
        try state.hear(try transaction.journal(of: record.key), memory.archive)
        _ = try state.deriveAll { try transaction.participants(named: $0) }
        return state
    }

    /// Entries that name no occurrence are nobody's attendance. Their key stays, for those that are younger.
    /// - Returns: how many there were.
    func forgetOfNone(limit: Int) throws -> Int {
        let key = try memory.archive.key(of: .none, in: transaction)
        let rows = try transaction.journalOfNone(before: now - retention, limit: limit)
        for row in rows { try redact(row, try memory.archive.open(row, under: key), but: Names()) }
        return rows.count
    }

    /// What concerns a participant, perhaps one of several, or the occurrence as such.
    private func isKept(_ body: [UInt8], in state: OccurrenceState) -> Bool {
        if Redaction.concernsNobody(body) { return true }
        guard let event = memory.archive.event(of: Delivery(body: body)), let key = state.timeline.connection(of: event)
        else {
            return false
        }
        return state.owner(of: key) != .nobody
    }

    private func redact(_ row: JournalRow, _ body: [UInt8], but kept: Names) throws {
        let archive = memory.archive
        let redacted = Redaction.redacted(body) { kind, value in
            kept.contains(kind, value) ? value : archive.vault.hash(kind, value)
        }
        if row.entry.form == .redacted {
            guard redacted != row.entry.body else { return }
            return try transaction.rewrite(
                delivery: row.id, body: redacted, form: .redacted, digest: row.entry.digest)
        }
        try transaction.rewrite(
            delivery: row.id, body: redacted, form: .redacted, digest: archive.keyed(row.entry.digest))
    }
}

/// Names and addresses that are told anyhow.
private struct Names {
    private var known: [String: Set<String>] = [:]

    init() {}

    init(in body: [UInt8]) {
        var found: [String: Set<String>] = [:]
        _ = Redaction.redacted(body) { kind, value in
            found[kind, default: []].insert(value)
            return value
        }
        known = found
    }

    mutating func formUnion(_ other: Self) { known.merge(other.known) { $0.union($1) } }
    func contains(_ kind: String, _ value: String) -> Bool { known[kind]?.contains(value) ?? false }
}

extension AttendanceService {
    /// Forgets what is due to be forgotten now.
    /// - Returns: how many occurrences were looked at.
    @discardableResult
    public func forgetStrangers() async throws -> Int {
        let (moment, retention) = (now(), settings.strangerRetention)
        @Sendable func forgetting(_ transaction: Transaction, _ memory: Memory) -> Forgetting {
            Forgetting(transaction: transaction, memory: memory, now: moment, retention: retention)
        }
        var count = 0
        var failed: Set<OccurrenceKey> = []
        while true {
            try Task.checkCancellation()
            let (seen, limit) = (failed, 20 + failed.count)
            let due = try await database.readers.read { try $0.keys(before: moment - retention, limit: limit) }
                .filter { !seen.contains($0.occurrence) }
            if due.isEmpty { break }
            for key in due {
                do {
                    try await database.writer.write { try forgetting($0, $1).forget(key) }
                } catch let error as StoreError where error.isFaultOfStorage { throw error } catch {
                    failed.insert(key.occurrence)
                    log(.jobFailed(job: "forget strangers", "\(error)"))
                }
                count += 1
            }
        }
        var isMore = true
        var ofNone = 0
        while isMore {
            try Task.checkCancellation()
            let forgotten = try await database.writer.write { try forgetting($0, $1).forgetOfNone(limit: 200) }
            ofNone += forgotten
            isMore = forgotten == 200
        }
        // Old pages of the write-ahead log hold what was forgotten.
        if count + ofNone > 0 { await database.writer.checkpoint() }
        return count
    }
}
