internal import Attendance
internal import JSON
internal import Store

/// What is changed in the roster as it is.
struct RosterPlan {
    var summary = RosterSummary()
    private var officials: [Official] = []
    private var participants: [(draft: ParticipantDraft, before: Participant?)] = []
    private var meetings: [(meeting: Meeting, before: Meeting?)] = []

    /// Another version of a participant of the roster.
    init(changing before: Participant, to after: Participant) {
        participants = [(ParticipantDraft(after), before)]
    }

    init(_ file: [UInt8], _ format: RosterFormat, _ source: some Queries, policies: Set<String>) throws {
        let known = (
            officials: Dictionary(uniqueKeysWithValues: try source.officials().map { ($0.id, $0) }),
            participants: Dictionary(uniqueKeysWithValues: try source.participants().map { ($0.id, $0) }),
            meetings: Dictionary(uniqueKeysWithValues: try source.meetings().map { ($0.id, $0) })
        )
        var existing = ExistingRoster()
        existing.policies = policies
        existing.erased = Set(try source.erasedParticipants())
        for official in known.officials.values { existing.people[official.id] = official.role }
        for participant in known.participants.values {
            existing.people[participant.id] = .participant
            existing.joinCodes[participant.joinCode] = participant.id
            for key in participant.identities { existing.identities[key] = participant.id }
        }
        for meeting in known.meetings.values { existing.meetings[meeting.id] = meeting.number }

        let document =
            switch format {
            case .csv: try RosterDocument(csv: file, existing: existing)
            case .json: try RosterDocument(json: file, existing: existing)
            }
        for official in document.officials {
            if summary.officials.note(official.id.rawValue, known.officials[official.id], official) {
                officials.append(official)
            }
        }
        for draft in document.participants {
            let before = known.participants[draft.id]
            var after = draft
            after.joinCode = draft.joinCode ?? before?.joinCode
            if summary.participants.note(draft.id.rawValue, before.map { ParticipantDraft($0) }, after) {
                participants.append((after, before))
            }
        }
        for meeting in document.meetings {
            let before = known.meetings[meeting.id]
            if summary.meetings.note(meeting.id.rawValue, before, meeting) { meetings.append((meeting, before)) }
        }
        summary.sort()
    }

    func carryOut(_ transaction: Transaction) throws {
        for official in officials { try transaction.set(official) }
        // Numbers, codes and identities may be traded in one file: all are let go before any is given out.
        for before in meetings.compactMap(\.before) { try transaction.releaseNumber(of: before.id) }
        for (meeting, _) in meetings {
            try transaction.set(meeting)
            try transaction.markStale(occurrencesOf: meeting)
        }
        guard !participants.isEmpty else { return }
        var taken = Set(participants.compactMap(\.draft.joinCode))
        if participants.contains(where: { $0.draft.joinCode == nil }) {
            taken.formUnion(try transaction.participants().map(\.joinCode))
        }
        var random = SystemRandomNumberGenerator()
        var mayMatch = false
        var measuredAnew: [PersonID] = []
        for before in participants.compactMap(\.before) { try transaction.releaseIdentities(of: before.id) }
        for (draft, before) in participants {
            let code = draft.joinCode ?? JoinCode.generate(using: &random, avoiding: taken)
            taken.insert(code)
            let participant = draft.participant(joinCode: code)
            try transaction.set(participant)
            if before.map({ mayBeRecognisedOtherwise($0, participant) }) ?? true { mayMatch = true }
            if before?.requirement.minimumMinutes != participant.requirement.minimumMinutes {
                measuredAnew.append(participant.id)
            }
        }
        if mayMatch { return try transaction.markStaleWhereSomebodyWas() }
        for participant in measuredAnew { try transaction.markStale(occurrencesOf: participant) }
    }

    /// Whether others than before may be recognised, or cards say something else of the person: where somebody is expected
    /// decides only who is told, how much is asked of them only how far they are, and another policy holds for what comes.
    private func mayBeRecognisedOtherwise(_ a: Participant, _ b: Participant) -> Bool {
        var a = a
        a.meetings = b.meetings
        a.policy = b.policy
        a.requirement = b.requirement
        return a != b
    }
}

extension RosterSummary.Kind {
    /// True when there is something to write.
    fileprivate mutating func note<Value: Equatable>(_ id: String, _ before: Value?, _ after: Value) -> Bool {
        if before == nil {
            added.append(id)
        } else if before == after {
            unchanged.append(id)
        } else {
            changed.append(id)
        }
        return before != after
    }

    fileprivate mutating func sort() {
        added.sort()
        changed.sort()
        unchanged.sort()
    }
}

extension RosterSummary {
    /// For the audit log, which names nobody's data.
    var counts: JSON {
        func counts(_ kind: Kind) -> JSON {
            ["added": .integer(Int64(kind.added.count)), "changed": .integer(Int64(kind.changed.count))]
        }
        return [
            "officials": counts(officials), "participants": counts(participants), "meetings": counts(meetings),
        ]
    }

    fileprivate mutating func sort() {
        officials.sort()
        participants.sort()
        meetings.sort()
    }
}
