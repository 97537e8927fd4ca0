internal import Attendance
internal import JSON
internal import Store

/// What a reader found of a participant, so that the writer need not look through everything.
struct ErasurePlan {
    let participant: Participant
    let occurrences: [OccurrenceKey]
    let messages: [Store.Position]
    /// Digests that name them, by their ids.
    let digests: [Int64]
    /// What came later is looked at by the writer.
    let (lastDelivery, lastMessage, lastDigest): (Int64, Store.Position, Int64)

    init?(of id: PersonID, in queries: some Queries) throws {
        guard let participant = try queries.participant(id) else { return nil }
        self.participant = participant
        lastDelivery = try queries.lastDelivery()
        lastMessage = try queries.lastFeedPosition()
        lastDigest = try queries.lastDigest()
        occurrences = try queries.occurrences(concerning: id)
        messages = try queries.messages(to: id, orHolding: Self.told(of: id), after: 0)
        digests = try queries.digests(holding: Self.told(of: id), after: 0).map(\.id)
    }

    /// As every message about somebody names them.
    static func told(of id: PersonID) -> [UInt8] {
        var json = JSONWriter()
        json.object { $0.member("participant", id.rawValue) }
        return Array(json.bytes.dropFirst().dropLast())
    }

    /// The names they have at present.
    func traces(in queries: some Queries, _ archive: Archive) throws -> Traces {
        Traces(of: participant, names: try queries.names(of: participant.id), archive: archive)
    }

    /// How much would go.
    func preview(in queries: some Queries, _ archive: Archive) throws -> Erasure {
        let traces = try traces(in: queries, archive)
        let extent = try queries.personalExtent(of: participant.id)
        var erasure = Erasure(
            participant: participant.id, names: extent.names, cards: extent.cards, decisions: extent.decisions,
            deliveries: 0, occurrences: 0, messages: messages.count)
        for key in occurrences {
            guard let record = try queries.occurrence(key) else { continue }
            erasure.note(try traces.find(in: record, queries).count)
        }
        return erasure
    }
}

/// Takes the personal data of a participant away for good, in the caller's transaction.
struct Erasing {
    let transaction: Transaction
    let memory: Memory
    let now: Timestamp

    /// What stands in a message's place, and the event that tells the participant's own connections to close.
    static let event = "erased"
    /// Tells the court representative to load anew.
    static let eventForOthers = "participant-erased"

    static func message(_ id: PersonID) -> [UInt8] {
        var json = JSONWriter()
        json.object { $0.member("participant", id.rawValue) }
        return json.bytes
    }

    /// - Parameter because: stands in the audit log.
    func erase(_ plan: ErasurePlan, because reason: String, by actor: AuditEntry.Actor) throws -> Erasure {
        let id = plan.participant.id
        let extent = try transaction.personalExtent(of: id)
        var erasure = Erasure(
            participant: id, names: extent.names, cards: extent.cards, decisions: extent.decisions, deliveries: 0,
            occurrences: 0, messages: 0)
        try eraseFromJournal(plan, &erasure)
        try transaction.erase(id, at: now)
        erasure.messages = try empty(plan)
        try eraseFromDigests(plan)
        try transaction.forgetMail(for: id)
        try transaction.log(
            AuditEntry(
                at: now, actor: actor, action: .participantErased, subject: id.rawValue,
                detail: ["reason": .string(reason), "cards": .integer(Int64(erasure.cards))]))
        memory.forgetAll()
        memory.noteStale()
        try transaction.tell(id, Self.event, at: now, data: Self.message(id))
        try transaction.tell(plan.participant.courtRep, Self.eventForOthers, at: now, data: Self.message(id))
        return erasure
    }

    /// Before anything else: afterwards nobody knows which entries are theirs.
    private func eraseFromJournal(_ plan: ErasurePlan, _ erasure: inout Erasure) throws {
        let traces = try plan.traces(in: transaction, memory.archive)
        let later = try transaction.occurrences(ofDeliveriesAfter: plan.lastDelivery)
        for key in Set(plan.occurrences).union(later).sorted() {
            guard let record = try transaction.occurrence(key) else { continue }
            let found = try traces.find(in: record, transaction)
            for trace in found { try rewrite(trace) }
            erasure.note(found.count)
            // Also where nothing was told of them, and people decided that they were there.
            try transaction.markStale(key)
        }
        let key = try memory.archive.key(of: .none, in: transaction)
        var last: Int64 = 0
        while case let rows = try transaction.journalOfNone(after: last, limit: 500), let end = rows.last {
            let found = try traces.findOutsideOccurrences(rows, under: key)
            for trace in found { try rewrite(trace) }
            erasure.deliveries += found.count
            last = end.id
        }
    }

    private func rewrite(_ trace: Traces.Trace) throws {
        try transaction.rewrite(
            delivery: trace.row.id, body: trace.body, form: trace.form, digest: trace.digest)
    }

    private func eraseFromDigests(_ plan: ErasurePlan) throws {
        let id = plan.participant.id
        let later = try transaction.digests(holding: ErasurePlan.told(of: id), after: plan.lastDigest)
        for stored in try plan.digests.compactMap({ try transaction.digest($0) }) + later {
            let rest = DailyDigest(document: stored.document)?.telling { $0 != id }
            // What cannot be read by its form is not left with somebody in it.
            try transaction.rewrite(digest: stored.id, without: try rest?.document ?? [])
        }
    }

    private func empty(_ plan: ErasurePlan) throws -> Int {
        let id = plan.participant.id
        let later = try transaction.messages(
            to: id, orHolding: ErasurePlan.told(of: id), after: plan.lastMessage)
        for position in plan.messages + later {
            try transaction.empty(message: position, event: Self.event, data: Self.message(id))
        }
        return plan.messages.count + later.count
    }
}

extension Erasure {
    fileprivate mutating func note(_ found: Int) {
        deliveries += found
        if found > 0 { occurrences += 1 }
    }
}
