internal import Attendance
internal import CourtCard
internal import Store

/// Works out what a card says of one participant at one sitting. Decides nothing about issuing it.
struct CardDrawing {
    let participant: Participant
    let sitting: Sitting
    let elsewhere: Elsewhere
    let policy: Policy
    /// How the court representative is called.
    let courtRepName: String?
    /// What stands in the place of a meeting's name and program; nil: these do.
    let neutralLabel: String?

    /// - Parameter before: what the card in force says: how the person was recognised, where they no longer are.
    /// - Returns: nil when nothing ever said how they were recognised, or the roster does not know the meeting.
    func facts(before: CardFacts?) -> CardFacts? {
        guard let meeting = sitting.meeting, let match = match ?? before?.match else { return nil }
        let presence = presence(before: before)
        let times = sitting.times
        let assessment = Assessment(
            of: presence, in: times, requirement: participant.requirement, policy: policy, match: match.strength)
        let decisions = sitting.decisions(about: participant.id).map { CardFacts.Decision($0) }
        let isVoid = decisions.contains { $0.kind == CardFacts.Decision.void }
        return CardFacts(
            participant: CardFacts.Person(
                id: participant.id, name: participant.name, caseNumber: participant.caseNumber,
                courtRep: participant.courtRep, courtRepName: courtRepName),
            meeting: CardFacts.Meeting(
                id: meeting.id, name: neutralLabel ?? meeting.name,
                program: neutralLabel == nil ? meeting.program : nil,
                isNeutral: neutralLabel != nil, number: meeting.number,
                occurrences: sitting.states.map(\.record.id)),
            scheduled: sitting.slot.map {
                CardFacts.Slot(start: $0.start, end: $0.end, timeZone: meeting.schedule?.timeZone ?? "UTC")
            },
            actual: actual,
            presence: CardFacts.Presence(
                proven: presence.proven, inferred: presence.inferred, corrected: presence.corrected,
                removed: presence.removed, waiting: presence.waiting, connections: presence.connectionCount,
                lanes: sitting.lanes(of: participant.id)),
            match: match, policy: CardFacts.Policy(name: policy.name, version: policy.version),
            rules: assessment.rules.map { CardFacts.Rule($0) }, verdict: isVoid ? .failed : assessment.verdict,
            flags: flags(assessment.flags).map { CardFacts.Flag(id: $0.rawValue, sentence: $0.sentence) },
            decisions: decisions,
            completion: CardFacts.Completion(
                reason: sitting.completion.rawValue, sentence: sitting.completion.sentence),
            evidence: CardFacts.Evidence(bodies: sitting.evidence(of: participant.id)))
    }

    private func presence(before: CardFacts?) -> Presence {
        var presence = sitting.presence(of: participant.id)
        // With whom they shared an address may be erased since: that they did stays true, and is no news.
        if let before, before.flags.contains(where: { $0.id == PresenceFlag.sharedAddress.rawValue }),
            sitting.states.contains(where: \.holdsErased)
        {
            presence.flags.insert(.sharedAddress)
        }
        return presence
    }

    /// By the strongest of the ways in which they were recognised.
    private var match: CardFacts.Match? {
        sitting.states.compactMap { state -> CardFacts.Match? in
            guard let record = state.attendance[participant.id],
                let strength = MatchStrength(rawValue: record.strength),
                let kind = IdentityKey.Kind(rawValue: record.matchedBy)
            else { return nil }
            return CardFacts.Match(strength: strength, by: kind)
        }.max { ($0.strength, $0.by.rawValue) < ($1.strength, $1.by.rawValue) }
    }

    private var actual: CardFacts.Actual {
        let ends = sitting.states.map(\.timeline.end)
        return CardFacts.Actual(
            start: sitting.states.compactMap(\.timeline.start).min(),
            end: ends.contains(nil) ? nil : ends.compactMap(\.self).max())
    }

    private func flags(_ found: Set<PresenceFlag>) -> [PresenceFlag] {
        var flags = found
        let names = sitting.states.flatMap { $0.names(of: participant.id) }
        if nameIsUnlike(roster: participant.name, displayNames: names) { flags.insert(.nameUnlikeRoster) }
        if elsewhere.isAtTheSameTime { flags.insert(.inTwoMeetings) }
        return flags.sorted()
    }
}

extension CardFacts.Rule {
    fileprivate init(_ result: RuleResult) {
        self.init(
            id: result.rule.rawValue, sentence: result.sentence, sentences: result.sentences,
            measured: result.measured, threshold: result.threshold, unit: result.unit.rawValue,
            outcome: result.outcome.rawValue)
    }
}

extension CardFacts.Decision {
    fileprivate init(_ decision: StoredDecision) {
        self.init(
            id: decision.id, kind: decision.kind, interval: decision.interval, reason: decision.reason,
            author: decision.author, role: decision.role, at: decision.at)
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
