internal import Attendance
internal import CourtCard
internal import Crypto
internal import JSON
internal import Store

/// Issues court cards for one completed occurrence.
struct Issuing {
    let settings: BridgeSettings
    let transaction: Transaction
    let memory: Memory
    let now: Timestamp
    let state: OccurrenceState
    let evidence: CardFacts.Evidence

    init(
        settings: BridgeSettings, transaction: Transaction, memory: Memory, now: Timestamp, state: OccurrenceState
    ) throws {
        self.settings = settings
        self.transaction = transaction
        self.memory = memory
        self.now = now
        self.state = state
        evidence = CardFacts.Evidence(
            bodies: try transaction.digests(of: state.record.key).compactMap { Digest($0) })
    }

    /// One card for each participant who attended; one more, superseding it, when it no longer tells the truth.
    func issue(to person: PersonID) throws {
        guard let participant = try memory.participant(person, in: transaction), let meeting = state.meeting else {
            return
        }
        let last = try transaction.lastCard(of: person, in: state.record.key)
        if last == nil, !state.presence(of: person).attended { return }
        let superseded = try last.map { try Card(verifying: $0.document, hash: Digest($0.hash)) }
        guard let facts = facts(of: participant, at: meeting, before: superseded?.content.facts) else { return }
        var supersession: Supersession?
        if let card = superseded {
            if card.content.facts.saysTheSame(as: facts) { return }
            supersession = Supersession(of: card, with: facts, reason: reason(card.content.facts, facts))
        }
        let digits = CardNumber.caseDigits(of: participant.caseNumber)
        let sequence = try transaction.nextCardSequence(ofCase: digits)
        let previous = try transaction.lastCard(of: person).flatMap { Digest($0.hash) }
        let card = try Card(
            CardContent(
                number: CardNumber(issuedAt: now, caseNumber: participant.caseNumber, sequence: sequence),
                issuedAt: now, facts: facts, supersedes: supersession, previous: previous))
        try transaction.add(
            StoredCard(
                number: card.number, participant: person, occurrence: state.record.key, issuedAt: now,
                verdict: facts.verdict.rawValue, supersedes: supersession?.number, document: card.canonical,
                hash: card.hash.bytes))
        let data = courtCardUpdated(card)
        try transaction.tell(person, "court-card-updated", at: now, data: data)
        try transaction.tell(participant.courtRep, "court-card-updated", at: now, data: data)
    }

    /// - Parameter before: what the card in force says: how the person was recognised, where they no longer are.
    private func facts(of participant: Participant, at meeting: Meeting, before: CardFacts?) -> CardFacts? {
        let record = state.attendance[participant.id]
        let strength = record.flatMap { MatchStrength(rawValue: $0.strength) } ?? before?.match.strength
        let kind = record.flatMap { IdentityKey.Kind(rawValue: $0.matchedBy) } ?? before?.match.by
        guard let strength, let kind else { return nil }
        let presence = state.presence(of: participant.id)
        let slot = state.record.slot
        let completion = state.record.completion.flatMap(Completion.Reason.init) ?? .stale
        let assessment = Assessment(
            of: presence, in: OccurrenceTimes(state.timeline, slot: slot, completion: completion),
            requirement: participant.requirement, policy: settings.policy)
        return CardFacts(
            participant: CardFacts.Person(
                id: participant.id, name: participant.name, caseNumber: participant.caseNumber,
                courtRep: participant.courtRep),
            meeting: CardFacts.Meeting(
                id: meeting.id, name: meeting.name, program: meeting.program, number: meeting.number,
                occurrence: state.record.id),
            scheduled: slot.map {
                CardFacts.Slot(start: $0.start, end: $0.end, timeZone: meeting.schedule?.timeZone ?? "UTC")
            },
            actual: CardFacts.Actual(start: state.timeline.start, end: state.timeline.end),
            presence: CardFacts.Presence(
                proven: presence.proven, inferred: presence.inferred, corrected: presence.corrected,
                waiting: presence.waiting, connections: presence.connectionCount),
            match: CardFacts.Match(strength: strength, by: kind),
            policy: CardFacts.Policy(name: settings.policy.name, version: settings.policy.version),
            rules: assessment.rules.map {
                CardFacts.Rule(
                    id: $0.rule.rawValue, sentence: $0.sentence, measured: $0.measured, threshold: $0.threshold,
                    unit: $0.unit.rawValue, outcome: $0.outcome.rawValue)
            },
            verdict: assessment.verdict,
            flags: assessment.flags.sorted { $0.rawValue < $1.rawValue }.map {
                CardFacts.Flag(id: $0.rawValue, sentence: $0.sentence)
            },
            completion: CardFacts.Completion(reason: completion.rawValue, sentence: completion.sentence),
            evidence: evidence)
    }

    private func reason(_ old: CardFacts, _ new: CardFacts) -> String {
        if old.participant != new.participant || old.meeting != new.meeting || old.match != new.match {
            return "What is known of the person or the meeting has changed."
        }
        return "Zoom told more about this meeting after the card was issued."
    }

    private func courtCardUpdated(_ card: Card) -> [UInt8] {
        let facts = card.content.facts
        var json = JSONWriter(reservingCapacity: 512)
        json.object {
            $0.member("participant", facts.participant.id.rawValue)
            $0.member("name", facts.participant.name)
            $0.member("meeting", facts.meeting.id.rawValue)
            $0.member("meetingName", facts.meeting.name)
            $0.member("occurrence", facts.meeting.occurrence.rawValue)
            $0.member("number", card.number.rawValue)
            $0.member("verdict", facts.verdict.rawValue)
            $0.member("minutes", (facts.presence.proven.total + facts.presence.inferred.total).wholeMinutes)
            $0.member("issuedAt", card.content.issuedAt.rfc3339)
            $0.member("hash", card.hash.hex)
            $0.member("supersedes", card.content.supersedes?.number.rawValue)
        }
        return json.bytes
    }
}

extension Completion.Reason {
    fileprivate var sentence: String {
        switch self {
        case .allLeft: "The meeting ended, and everybody had left."
        case .settled: "The meeting ended. Not everybody's leaving was told in time."
        case .stale: "Zoom did not say when the meeting ended. Nothing more was heard of it for a long time."
        }
    }
}
