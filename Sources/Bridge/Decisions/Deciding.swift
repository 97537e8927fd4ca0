internal import Attendance
internal import JSON
internal import Store

/// Takes a person's decision into the journal and does everything that follows from it, in the caller's transaction.
struct Deciding {
    let settings: BridgeSettings
    let transaction: Transaction
    let memory: Memory
    let now: Timestamp

    // MARK: Attendees

    func claim(
        _ attendee: String, in id: OccurrenceID, for person: PersonID, forGood kind: IdentityKey.Kind?,
        _ reason: String, _ author: Author
    ) throws -> Int64 {
        let participant = try participant(person, for: author)
        guard let state = try memory.occurrence(id, in: transaction), let meeting = state.meeting,
            try author.role == .administrator
                || transaction.concerns(courtRep: author.id, state.record.key, meeting.id)
        else { throw DecisionError.notFound("unmatched attendee") }
        let connections = state.connections(ofUnmatched: attendee)
        guard !connections.isEmpty else { throw DecisionError.notFound("unmatched attendee") }
        let identity = try kind.map { try self.identity($0, of: connections, in: state) }
        // By every name there is: which of them is the best may change with what is told later.
        let names = Set(connections.flatMap { state.timeline.names(of: $0) + [$0] }).map(\.name).sorted()
        let decision = try add(
            StoredDecision(
                at: now, author: author.id, role: author.role.rawValue, kind: DecisionKind.claim.rawValue,
                occurrence: state.record.key, participant: participant.id, attendee: names,
                // A decision stays for ever, but a claim may have been a mistake: then the name is a stranger's.
                identity: identity.map { IdentityKey(stored: $0.kind, value: memory.archive.hash($0)) },
                reason: try reason.checkedReason()))
        for key in Set(connections.flatMap { state.timeline.identities(of: $0) }.flatMap(\.keys)).sorted() {
            try transaction.addSeen(hash: memory.archive.hash(key), of: participant.id, because: decision)
        }
        if let identity {
            try transaction.addClaimed(
                identity, hash: memory.archive.hash(identity), of: participant.id,
                because: decision)
            try transaction.markStaleWhereSomebodyWas()
        }
        try rederive(state.record)
        return decision
    }

    /// What a claim for good will recognise the participant by.
    private func identity(
        _ kind: IdentityKey.Kind, of connections: [ConnectionKey], in state: OccurrenceState
    ) throws -> IdentityKey {
        let found = Set(connections.flatMap { state.timeline.identities(of: $0) }.flatMap(\.keys))
            .filter { $0.kind == kind && !$0.isSealed }.sorted()
        guard kind.isLasting, let identity = found.first, found.count == 1 else {
            throw DecisionError.refused(
                found.isEmpty || !kind.isLasting
                    ? "Nothing of the kind \(kind.rawValue) was seen of this attendee; claim them for this occurrence."
                    : "Several of the kind \(kind.rawValue) were seen of this attendee; claim them for this occurrence."
            )
        }
        guard !identity.namesNobody else {
            throw DecisionError.refused(
                "\(identity.value) is what many devices are called; claim the attendee for this occurrence.")
        }
        guard !isSharedByAnother(identity, than: connections, in: state) else {
            throw DecisionError.refused(
                "Somebody else in this meeting went by that \(kind.rawValue) at the same time; claim the attendee for this "
                    + "occurrence.")
        }
        let others = try transaction.participants(named: identity)
        guard others.isEmpty else {
            throw DecisionError.refused(
                "That \(kind.rawValue) is a participant's already; claim them for this occurrence.")
        }
        return identity
    }

    /// Whether it named two who were there at once: what both are called says of neither who they are.
    private func isSharedByAnother(
        _ identity: IdentityKey, than connections: [ConnectionKey], in state: OccurrenceState
    ) -> Bool {
        let here = state.timeline.presence(of: connections).told
        return state.timeline.connections.contains { other in
            !connections.contains(other)
                && state.timeline.identities(of: other).contains { $0.keys.contains(identity) }
                && !state.timeline.presence(of: [other]).told.intersection(here).isEmpty
        }
    }

    // MARK: Time

    func decide(
        _ kind: DecisionKind, _ name: AttendanceName, _ interval: Interval?, _ reason: String, _ author: Author
    ) throws -> Int64 {
        let (record, person) = try attendance(name, interval)
        let participant = try participant(person, for: author)
        guard let state = try memory.occurrence(record.id, in: transaction), state.meeting != nil else {
            throw DecisionError.notFound("attendance")
        }
        if let interval { try check(interval, in: state) }
        // An absence may be excused too.
        if kind == .removeTime || kind == .void, state.attendance[person] == nil,
            try transaction.cardInForce(of: person, in: record.key) == nil
        {
            throw DecisionError.refused("\(person) did not attend this meeting; add time first.")
        }
        let decision = try add(
            StoredDecision(
                at: now, author: author.id, role: author.role.rawValue, kind: kind.rawValue, occurrence: record.key,
                participant: participant.id, interval: interval, reason: try reason.checkedReason()))
        try rederive(record)
        if kind == .excuse { try Notices.tellOfProgress(decision, of: participant, at: now, transaction) }
        return decision
    }

    func reissue(_ number: CardNumber, _ reason: String, _ author: Author) throws -> Int64 {
        guard let card = try transaction.card(number) else { throw DecisionError.notFound("card") }
        _ = try participant(card.participant, for: author)
        if let successor = try transaction.successor(of: number) {
            throw DecisionError.refused("Another card took its place: re-issue \(successor).")
        }
        // The decision stands on the card; so a new one has something new to say.
        return try decide(.reissue, .card(number), nil, reason, author)
    }

    /// The occurrence a decision is about: of a sitting of several the one the interval lies in, or begins nearest to.
    private func attendance(
        _ name: AttendanceName, _ interval: Interval?
    ) throws -> (record: OccurrenceRecord, person: PersonID) {
        let found: (OccurrenceRecord, PersonID)?
        switch name {
        case .card(let number):
            found = try transaction.card(number).flatMap { card in
                try transaction.occurrence(card.occurrence).map { ($0, card.participant) }
            }
        case .occurrence(let id, let person):
            found = try transaction.occurrence(id).map { ($0, person) }
        }
        guard let (first, person) = found else { throw DecisionError.notFound("attendance") }
        var record = first
        if case .card = name, let interval, let meeting = record.meeting, let slot = record.slot {
            let others = try transaction.sitting(of: meeting, startingAt: slot.start)
            record = others.last { ($0.began ?? .distantFuture) <= interval.start } ?? others.first ?? record
        }
        return (record, person)
    }

    private func check(_ interval: Interval, in state: OccurrenceState) throws {
        guard !interval.isEmpty else { throw DecisionError.refused("The time must end after it begins.") }
        guard interval.end <= now else { throw DecisionError.refused("The time must not lie in the future.") }
        let record = state.record
        let first = [record.began, record.slot?.start].compactMap(\.self).min() ?? record.firstReceivedAt
        let last = [record.ended, record.slot?.end, state.timeline.lastEvent].compactMap(\.self).max() ?? first
        guard interval.start >= first - Self.reach, interval.end <= last + Self.reach else {
            throw DecisionError.refused(
                "The time lies outside this meeting, which was from \(first.rfc3339) to \(last.rfc3339).")
        }
    }

    /// A correction farther from the meeting than this is taken for a slip.
    private static let reach = Span.hours(4)

    func excuseWeek(
        of person: PersonID, _ date: LocalDate, _ reason: String, _ author: Author
    ) throws -> Int64 {
        let participant = try participant(person, for: author)
        let sinceStart = (date.weekday - settings.weekStart + 7) % 7
        let decision = try add(
            StoredDecision(
                at: now, author: author.id, role: author.role.rawValue, kind: DecisionKind.excusedWeek.rawValue,
                participant: participant.id, week: date.adding(days: -Int64(sinceStart)).description,
                reason: try reason.checkedReason()))
        try Notices.tellOfProgress(decision, of: participant, at: now, transaction)
        return decision
    }

    // MARK: Disputes

    func dispute(_ number: CardNumber, _ reason: String, _ author: Author) throws -> Int64 {
        guard let card = try transaction.card(number), card.participant == author.id,
            let participant = try memory.participant(author.id, in: transaction)
        else { throw DecisionError.notFound("card") }
        if let successor = try transaction.successor(of: number) {
            throw DecisionError.refused("Another card took its place: dispute \(successor).")
        }
        // One at a time: each is told to the court representative at once, and kept for ever.
        if let open = Decisions(try transaction.decisions(about: author.id)).openDisputes[number] {
            throw DecisionError.refused("It is disputed already, by decision \(open); it waits for its answer.")
        }
        let decision = try add(
            StoredDecision(
                at: now, author: author.id, role: author.role.rawValue, kind: DecisionKind.dispute.rawValue,
                occurrence: card.occurrence, participant: author.id, card: number, reason: try reason.checkedReason()))
        try Notices.tellOfDispute(decision, "dispute-opened", card: number, participant, at: now, transaction)
        return decision
    }

    func answer(_ id: Int64, _ reason: String, _ author: Author) throws -> Int64 {
        guard let dispute = try transaction.decision(id), dispute.kind == DecisionKind.dispute.rawValue,
            let person = dispute.participant, let card = dispute.card
        else { throw DecisionError.notFound("dispute") }
        let participant = try participant(person, for: author)
        try refuseIfTakenBack(id)
        let decision = try add(
            StoredDecision(
                at: now, author: author.id, role: author.role.rawValue, kind: DecisionKind.disputeAnswer.rawValue,
                occurrence: dispute.occurrence, participant: person, card: card, target: id,
                reason: try reason.checkedReason()))
        try Notices.tellOfDispute(decision, "dispute-answered", card: card, participant, at: now, transaction)
        return decision
    }

    // MARK: Consent

    func consent(of person: PersonID, to subject: String, _ author: Author) throws -> Int64 {
        let participant = try participant(person, forSelfOr: author)
        if let open = Decisions(try transaction.decisions(about: person)).consent {
            throw DecisionError.refused(
                "They agreed already, by decision \(open.id); take that back first if they agree to something else.")
        }
        let decision = try add(
            StoredDecision(
                at: now, author: author.id, role: author.role.rawValue, kind: DecisionKind.consent.rawValue,
                participant: person, reason: try subject.checkedReason()))
        try Notices.tellOfConsent(decision, isRevoked: false, of: participant, at: now, transaction)
        return decision
    }

    /// What a participant may decide about themself.
    private func participant(_ id: PersonID, forSelfOr author: Author) throws -> Participant {
        guard author.role == .participant else { return try participant(id, for: author) }
        guard author.id == id, let found = try memory.participant(id, in: transaction) else {
            throw DecisionError.notFound("participant")
        }
        return found
    }

    // MARK: Taking back

    func withdraw(_ id: Int64, _ reason: String, _ author: Author) throws -> Int64 {
        guard let target = try transaction.decision(id), let person = target.participant,
            let kind = DecisionKind(rawValue: target.kind)
        else { throw DecisionError.notFound("decision") }
        switch kind {
        case .dispute: guard target.author == author.id else { throw DecisionError.notFound("decision") }
        case .disputeAnswer, .withdrawal, .reissue:
            // Whoever may not decide about the participant does not learn that there is such a decision.
            _ = try self.participant(person, for: author)
            throw DecisionError.refused("That cannot be taken back; decide anew.")
        case .consent: _ = try self.participant(person, forSelfOr: author)
        default: _ = try participant(person, for: author)
        }
        try refuseIfTakenBack(id)
        let decision = try add(
            StoredDecision(
                at: now, author: author.id, role: author.role.rawValue, kind: DecisionKind.withdrawal.rawValue,
                occurrence: target.occurrence, participant: person, card: target.card, week: target.week, target: id,
                reason: try reason.checkedReason()))
        if kind == .claim { try transaction.removeClaimed(because: id) }
        if target.identity != nil { try transaction.markStaleWhereSomebodyWas() }
        if let occurrence = target.occurrence, let record = try transaction.occurrence(occurrence) {
            try rederive(record)
        }
        if kind == .excuse || kind == .excusedWeek, let participant = try memory.participant(person, in: transaction) {
            try Notices.tellOfProgress(decision, of: participant, at: now, transaction)
        }
        if kind == .consent, let participant = try memory.participant(person, in: transaction) {
            try Notices.tellOfConsent(decision, isRevoked: true, of: participant, at: now, transaction)
        }
        return decision
    }

    private func refuseIfTakenBack(_ id: Int64) throws {
        let isTakenBack = try transaction.decisions(on: id).contains {
            $0.kind == DecisionKind.withdrawal.rawValue
        }
        if isTakenBack { throw DecisionError.refused("That was taken back already.") }
    }

    // MARK: -

    private func participant(_ id: PersonID, for author: Author) throws -> Participant {
        guard let found = try memory.participant(id, in: transaction), author.mayDecide(about: found) else {
            throw DecisionError.notFound("participant")
        }
        return found
    }

    private func add(_ decision: StoredDecision) throws -> Int64 {
        let id = try transaction.add(decision)
        try transaction.log(
            AuditEntry(
                at: decision.at, actor: .person(decision.author, decision.role), action: .decided,
                subject: decision.participant?.rawValue ?? "",
                detail: ["kind": .string(decision.kind), "decision": .integer(id)]))
        return id
    }

    private func rederive(_ record: OccurrenceRecord) throws {
        memory.forget(record.id)
        try Ingest(settings: settings, transaction: transaction, memory: memory, now: now).rederive(record.key)
    }
}

extension Presence {
    /// Proven or not.
    fileprivate var told: IntervalSet { certain.union(inferred) }
}

extension String {
    /// A reason that somebody can read in a year.
    func checkedReason() throws -> String {
        let text = trimmed
        guard !text.isEmpty else { throw DecisionError.refused("A reason is needed.") }
        guard text.count <= 2000 else {
            throw DecisionError.refused("The reason is too long: at most 2000 characters.")
        }
        return text
    }
}
