internal import Attendance
internal import Crypto
internal import Store
internal import Zoom

/// Looks at one portion of the database.
struct AuditCheck {
    let snapshot: Snapshot
    let archive: Archive
    let policies: [String: Policy]
    var findings = AuditFindings()
    private var participants: [PersonID: Participant?] = [:]
    /// By their ids, once they were asked for.
    var signingKeys: [String: StoredSigningKey] = [:]

    init(snapshot: Snapshot, archive: Archive, policies: [String: Policy]) {
        self.snapshot = snapshot
        self.archive = archive
        self.policies = policies
    }

    /// Those of one portion attend it again and again.
    mutating func participant(_ id: PersonID) throws -> Participant? {
        if let known = participants[id] { return known }
        let found = try snapshot.participant(id)
        participants[id] = .some(found)
        return found
    }

    mutating func check(_ portion: AuditPortion) throws {
        switch portion {
        case .occurrences(let first, let end): try checkOccurrences(from: first, below: end)
        case .entriesOfNone: try checkEntriesOfNone()
        case .registers:
            try checkRegisters()
            try checkErased()
            try checkDecisions()
            try checkLedger()
        case .auditLog: try checkAuditLog()
        case .cards(let people): for person in people { try checkCards(of: person) }
        }
    }

    // MARK: Journal

    /// Whether an entry is what came: it opens, and is what its digest says. Where something was taken out of it for good,
    /// nothing tells what came; what follows from it is compared.
    mutating func checkEntry(_ row: JournalRow, under key: SealingKey?, of occurrence: OccurrenceID?) -> Bool {
        let body: [UInt8]
        do { body = try archive.open(row, under: key) } catch {
            findings.add("delivery", "delivery \(row.id)", "\(error)")
            return false
        }
        let isAsItCame = row.entry.form != .redacted && !(row.entry.form == .kept && Redaction.tellsOfContents(body))
        if isAsItCame, SHA256.hash(body).bytes != row.entry.digest {
            findings.add("delivery", "delivery \(row.id)", "the body is not what the digest beside it says")
            return false
        }
        let delivery = Delivery(body: body)
        findings.require(
            delivery.event == row.entry.event && delivery.occurrence == occurrence, "delivery", "delivery \(row.id)",
            "stands under another event or occurrence than its body names")
        return true
    }

    private mutating func checkEntriesOfNone() throws {
        let key = try archive.key(of: .none, in: snapshot)
        var last: Int64 = 0
        while true {
            let rows = try snapshot.journalOfNone(after: last, limit: 500)
            guard let end = rows.last else { return }
            for row in rows { _ = checkEntry(row, under: key, of: nil) }
            findings.summary.deliveries += rows.count
            last = end.id
        }
    }

    // MARK: Occurrences

    private mutating func checkOccurrences(from first: OccurrenceKey, below end: OccurrenceKey) throws {
        let scratch = try ScratchDatabase()
        for (record, pending) in try snapshot.occurrences(from: first, below: end) {
            findings.summary.occurrences += 1
            let rows = try snapshot.journal(of: record.key)
            findings.summary.deliveries += rows.count
            let key = try openKey(of: record.key)
            var areReadable = true
            for row in rows where !checkEntry(row, under: key, of: record.id) { areReadable = false }
            switch pending {
            case .soon: findings.summary.pending += 1
            case .failed:
                findings.add("occurrence", name(of: record), "it could not be derived anew; see the log of the bridge")
            case .nothing where areReadable:
                let state = try derive(record, rows, key)
                try scratch.tryOut { try compare(state, in: $0) }
                try checkCardsInForce(of: state, rows)
            case .nothing: break
            }
        }
    }

    private mutating func openKey(of occurrence: OccurrenceKey) throws -> SealingKey? {
        do { return try archive.key(of: occurrence, in: snapshot) } catch let error as StoreError { throw error } catch
        {
            findings.add("occurrence_key", "occurrence \(occurrence.value)", "the key does not open: \(error)")
            return nil
        }
    }

    /// What follows from a journal. When it was over and when its cards were issued is history: taken as it stands.
    func derive(_ stored: OccurrenceRecord, _ rows: [JournalRow], _ key: SealingKey?) throws -> OccurrenceState {
        var record = stored
        record.number = try rows.lazy.compactMap { try Delivery(body: archive.open($0, under: key)).meeting }.first
        (record.began, record.ended, record.slot) = (nil, nil, nil)
        // A meeting that got another number keeps its past.
        var meeting = try stored.meeting.flatMap { try snapshot.meeting($0) }
        if stored.meeting == nil { meeting = try record.number.flatMap { try snapshot.meeting(numbered: $0) } }
        record.meeting = meeting?.id
        let state = OccurrenceState(
            record: record, meeting: meeting, decisions: Decisions(try snapshot.decisions(in: record.key)))
        guard meeting != nil else { return state }
        state.note(try archive.events(of: rows, under: key))
        _ = try state.deriveAll { try snapshot.participants(named: $0) }
        _ = state.noteTimes()
        if record.completedAt != nil { state.record.completion = Completion.Reason(of: state.timeline).rawValue }
        return state
    }

    private mutating func compare(_ state: OccurrenceState, in scratch: Transaction) throws {
        let key = state.record.key
        try scratch.copy(state.record)
        for record in state.attendance.values { try scratch.setAttendance(record, in: key) }
        for record in state.unmatched.values { try scratch.setUnmatched(record, in: key) }
        findings.summary.attendances += state.attendance.count
        findings.summary.unmatched += state.unmatched.count
        let place = name(of: state.record)
        if let stored = try snapshot.rawOccurrence(key), let derived = try scratch.rawOccurrence(key) {
            compare("occurrence", place, "", [stored], [derived])
        }
        compare(
            "attendance", place, ", participant ", try snapshot.rawAttendance(in: key),
            try scratch.rawAttendance(in: key))
        compare(
            "unmatched", place, ", attendee ", try snapshot.rawUnmatched(in: key), try scratch.rawUnmatched(in: key))
    }

    private mutating func compare(
        _ table: String, _ place: String, _ kind: String, _ stored: [RawRow], _ derived: [RawRow]
    ) {
        if stored == derived { return }
        let others = Dictionary(derived.map { ($0.name, $0) }) { first, _ in first }
        for row in stored {
            guard let other = others[row.name] else {
                findings.add(table, place + kind + row.name, "nothing in the journal gives this row")
                continue
            }
            let columns = row.differences(from: other)
            findings.require(
                columns.isEmpty, table, place + kind + row.name,
                "the journal gives another \(columns.joined(separator: ", "))")
        }
        let known = Set(stored.map(\.name))
        for row in derived where !known.contains(row.name) {
            findings.add(table, place + kind + row.name, "the journal gives a row that is missing")
        }
    }

    func name(of record: OccurrenceRecord) -> String { "occurrence \(record.key.value)" }
}
