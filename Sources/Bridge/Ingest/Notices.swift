internal import Attendance
internal import JSON
internal import Store

/// Tells the people concerned what an occurrence brought, as rows of the feed in the same transaction as the fact.
///
/// A participant hears of themself, a court representative of their own participants, nobody of anybody else.
struct Notices {
    let transaction: Transaction
    let memory: Memory
    let state: OccurrenceState
    /// When people are told; what they are told of may have been long before.
    let now: Timestamp

    /// An event and what it changed.
    func tell(_ event: MeetingEvent, _ change: OccurrenceState.Change) throws {
        switch event.kind {
        case .started: try tellMeeting("meeting-started", event)
        case .ended: try tellMeeting("meeting-ended", event)
        case .joined, .joinedBreakoutRoom: try tellMovement("participant-joined", event)
        case .left, .leftBreakoutRoom, .putInWaitingRoom: try tellMovement("participant-left", event)
        default: break
        }
        try tell(change)
    }

    /// Changed attendance. That somebody is there now changes no minutes yet: `participant-joined` said it.
    func tell(_ change: OccurrenceState.Change) throws {
        for (person, before) in change.attendance.sorted(by: { $0.key < $1.key }) {
            guard let participant = try memory.participant(person, in: transaction) else { continue }
            let after = state.attendance[person]
            if let before, let after, before.saysTheSameMinutes(as: after) { continue }
            if before == nil, let after, after.hasNoMinutes { continue }
            let data = attendanceUpdated(participant, after)
            try tell(participant, "attendance-updated", at: now, data)
        }
    }

    /// A dispute, and the answer to it: without the words, which are asked for by whoever may read them.
    static func tellOfDispute(
        _ decision: Int64, _ event: String, card: CardNumber, _ participant: Participant, at now: Timestamp,
        _ transaction: Transaction
    ) throws {
        var json = JSONWriter()
        json.object {
            $0.member("participant", participant.id.rawValue)
            $0.member("name", participant.name)
            $0.member("card", card.rawValue)
            $0.member("decision", decision)
        }
        try transaction.tell(participant.id, event, at: now, data: json.bytes)
        try transaction.tell(participant.courtRep, event, at: now, data: json.bytes)
    }

    /// That a participant agreed to something, or no longer does: without the words.
    static func tellOfConsent(
        _ decision: Int64, isRevoked: Bool, of participant: Participant, at now: Timestamp, _ transaction: Transaction
    ) throws {
        var json = JSONWriter()
        json.object {
            $0.member("participant", participant.id.rawValue)
            $0.member("name", participant.name)
            $0.member("decision", decision)
            $0.member("isRevoked", isRevoked)
        }
        try transaction.tell(participant.id, "consent-updated", at: now, data: json.bytes)
        try transaction.tell(participant.courtRep, "consent-updated", at: now, data: json.bytes)
    }

    /// That what is asked of somebody is another, though perhaps no minutes and no card.
    ///
    /// - Parameter decision: that changed it; nil: the requirement itself was changed.
    static func tellOfProgress(
        _ decision: Int64?, of participant: Participant, at now: Timestamp, _ transaction: Transaction
    ) throws {
        var json = JSONWriter()
        json.object {
            $0.member("participant", participant.id.rawValue)
            $0.member("name", participant.name)
            $0.member("decision", decision)
        }
        try transaction.tell(participant.id, "progress-updated", at: now, data: json.bytes)
        try transaction.tell(participant.courtRep, "progress-updated", at: now, data: json.bytes)
    }

    /// That somebody was there who matches nobody, for those who may know who it was. Says nothing of the person.
    func tellOfUnmatched() throws {
        guard let meeting = state.meeting, !state.unmatched.isEmpty else { return }
        var json = JSONWriter()
        json.object {
            writeMeeting(&$0)
            $0.member("attendees", state.unmatched.count)
        }
        for rep in try transaction.courtReps(concernedBy: state.record.key, meeting.id) {
            try transaction.tell(rep, "unmatched-attendees", at: now, data: json.bytes)
        }
    }

    private func tell(_ participant: Participant, _ event: String, at: Timestamp, _ data: [UInt8]) throws {
        try transaction.tell(participant.id, event, at: at, data: data)
        try transaction.tell(participant.courtRep, event, at: at, data: data)
    }

    private func tellMeeting(_ name: String, _ event: MeetingEvent) throws {
        guard let meeting = state.meeting else { return }
        var people: Set<PersonID> = []
        for (participant, courtRep) in try transaction.enrolled(in: meeting.id) {
            people.insert(participant)
            people.insert(courtRep)
        }
        for person in state.attendance.keys {
            guard let participant = try memory.participant(person, in: transaction) else { continue }
            people.insert(person)
            people.insert(participant.courtRep)
        }
        var json = JSONWriter()
        json.object {
            writeMeeting(&$0)
            $0.member("at", event.time.rfc3339)
        }
        for person in people.sorted() {
            try transaction.tell(person, name, at: now, data: json.bytes)
        }
    }

    private func tellMovement(_ name: String, _ event: MeetingEvent) throws {
        guard let person = state.participant(behind: event),
            let participant = try memory.participant(person, in: transaction)
        else { return }
        var json = JSONWriter()
        json.object {
            write(participant, &$0)
            writeMeeting(&$0)
            $0.member("displayName", event.identity.displayName)
            $0.member("room", event.kind.isInBreakoutRoom ? "breakout" : "main")
            $0.member("at", event.time.rfc3339)
            $0.member("presentSince", state.attendance[person]?.presentSince?.rfc3339)
        }
        try tell(participant, name, at: now, json.bytes)
    }

    private func attendanceUpdated(_ participant: Participant, _ record: AttendanceRecord?) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            write(participant, &$0)
            writeMeeting(&$0)
            $0.member("provenMs", record?.provenTotal.milliseconds ?? 0)
            $0.member("inferredMs", record?.inferredTotal.milliseconds ?? 0)
            $0.member("correctedMs", record?.correctedTotal.milliseconds ?? 0)
            $0.member("minutes", record?.total.wholeMinutes ?? 0)
            $0.member("presentSince", record?.presentSince?.rfc3339)
            $0.member("flags", .array((record?.flags ?? []).map { .string($0) }))
        }
        return json.bytes
    }

    private func write(_ participant: Participant, _ json: inout JSONWriter) {
        json.member("participant", participant.id.rawValue)
        json.member("name", participant.name)
    }

    private func writeMeeting(_ json: inout JSONWriter) {
        json.member("meeting", state.meeting?.id.rawValue)
        json.member("meetingName", state.meeting?.name)
        json.member("occurrence", state.record.id.rawValue)
    }
}

extension MeetingEvent.Kind {
    fileprivate var isInBreakoutRoom: Bool { self == .joinedBreakoutRoom || self == .leftBreakoutRoom }
}

extension AttendanceRecord {
    var provenTotal: Span { proven.total }
    var inferredTotal: Span { inferred.total }
    var correctedTotal: Span { corrected.total }
    var total: Span { provenTotal + inferredTotal + correctedTotal }
    fileprivate var hasNoMinutes: Bool { total == .zero && flags.isEmpty }

    fileprivate func saysTheSameMinutes(as other: AttendanceRecord) -> Bool {
        proven == other.proven && inferred == other.inferred && corrected == other.corrected && flags == other.flags
    }
}
