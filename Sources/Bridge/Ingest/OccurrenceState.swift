internal import Attendance
internal import Store

/// What is known of one occurrence, kept while its deliveries come in. Everything here follows from the journal and
/// the roster; it is dropped and made anew whenever a transaction fails.
final class OccurrenceState {
    var record: OccurrenceRecord
    /// Nil: the roster does not know the meeting; then nothing is derived.
    let meeting: Meeting?
    private(set) var timeline: Timeline
    private(set) var attendance: [PersonID: AttendanceRecord] = [:]
    private(set) var unmatched: [String: UnmatchedRecord] = [:]
    /// When the delivery came that told the latest end.
    private(set) var endReceivedAt: Timestamp?
    private(set) var lastReceivedAt: Timestamp

    /// Whose each connection is.
    private var owners: [ConnectionKey: Owner] = [:]
    private var connections: [PersonID: Set<ConnectionKey>] = [:]

    private struct Owner {
        var match: Match
        /// How much was known when this was decided; what is known only grows.
        var identities: Int
        var connections: Int
    }

    /// What an event changed: the records before it, nil where there was none.
    struct Change {
        var attendance: [PersonID: AttendanceRecord?] = [:]
        var unmatched: Set<String> = []
    }

    init(record: OccurrenceRecord, meeting: Meeting?) {
        self.record = record
        self.meeting = meeting
        timeline = Timeline()
        lastReceivedAt = record.firstReceivedAt
    }

    /// Takes an event in without deriving anything from it. False when it says nothing new.
    func note(_ event: MeetingEvent, receivedAt: Timestamp) -> Bool {
        lastReceivedAt = max(lastReceivedAt, receivedAt)
        let before = timeline.end
        guard timeline.insert(event) else { return false }
        if timeline.end != before { endReceivedAt = receivedAt }
        return true
    }

    /// Derives what one event may have changed.
    func derive(after event: MeetingEvent, lookup: (IdentityKey) throws -> [PersonID]) throws -> Change {
        var change = Change()
        if let attendee = timeline.attendee(of: event) {
            try place(attendee, lookup: lookup, into: &change)
        } else {
            measureAll(into: &change)
        }
        return change
    }

    /// Derives everything.
    func deriveAll(lookup: (IdentityKey) throws -> [PersonID]) throws -> Change {
        var change = Change()
        for attendee in timeline.attendees { try place(attendee, lookup: lookup, into: &change) }
        return change
    }

    /// The participant an event is about.
    func participant(behind event: MeetingEvent) -> PersonID? {
        guard let key = timeline.attendee(of: event)?.connections.first,
            case .participant(let person, _, _)? = owners[key]?.match
        else { return nil }
        return person
    }

    func presence(of person: PersonID) -> Presence { timeline.presence(of: connections[person] ?? []) }

    /// Brings the record's own times up to date. True when they changed.
    func noteTimes() -> Bool {
        let (began, ended) = (timeline.began, timeline.finished)
        if record.began == began, record.ended == ended { return false }
        if record.began != began { record.slot = began.flatMap { meeting?.schedule?.slot(for: $0) } }
        record.began = began
        record.ended = ended
        return true
    }

    private func place(
        _ attendee: Attendee, lookup: (IdentityKey) throws -> [PersonID], into change: inout Change
    ) throws {
        guard let first = attendee.connections.first else { return }
        var affected: Set<PersonID> = []
        let known = owners[first]
        var match = known?.match ?? .nobody
        if known?.identities != attendee.identities.count || known?.connections != attendee.connections.count {
            match = try Attendance.match(attendee.identities, lookup: lookup)
            let owner = Owner(
                match: match, identities: attendee.identities.count, connections: attendee.connections.count)
            for key in attendee.connections {
                if case .participant(let before, _, _)? = owners[key]?.match {
                    connections[before]?.remove(key)
                    affected.insert(before)
                }
                owners[key] = owner
                if case .participant(let person, _, _) = match { connections[person, default: []].insert(key) }
                if unmatched[key.name] != nil { change.unmatched.insert(key.name) }
            }
        }
        switch match {
        case .participant(let person, _, _):
            affected.insert(person)
            for name in change.unmatched { unmatched[name] = nil }
        case .ambiguous, .nobody:
            for name in change.unmatched { unmatched[name] = nil }
            keepUnmatched(attendee, match, into: &change)
        }
        for person in affected { measure(person, into: &change) }
    }

    private func measureAll(into change: inout Change) {
        for person in connections.keys { measure(person, into: &change) }
        for attendee in timeline.attendees {
            guard let first = attendee.connections.first, let owner = owners[first] else { continue }
            if case .participant = owner.match { continue }
            keepUnmatched(attendee, owner.match, into: &change)
        }
    }

    private func measure(_ person: PersonID, into change: inout Change) {
        let keys = connections[person] ?? []
        let before = attendance[person]
        var record: AttendanceRecord?
        if keys.isEmpty {
            connections[person] = nil
        } else {
            record = attendanceRecord(of: person, keys)
        }
        guard record != before else { return }
        attendance[person] = record
        if change.attendance[person] == nil { change.attendance[person] = .some(before) }
    }

    private func attendanceRecord(of person: PersonID, _ keys: Set<ConnectionKey>) -> AttendanceRecord {
        let presence = timeline.presence(of: keys)
        var best: (strength: MatchStrength, by: IdentityKey)?
        for key in keys {
            guard case .participant(_, let strength, let by)? = owners[key]?.match else { continue }
            if let found = best, (found.strength, by) >= (strength, found.by) { continue }
            best = (strength, by)
        }
        return AttendanceRecord(
            participant: person, proven: presence.proven, inferred: presence.inferred,
            corrected: presence.corrected, presentSince: presence.presentSince,
            first: presence.firstSeen, last: presence.lastSeen, connections: presence.connectionCount,
            strength: best?.strength.rawValue ?? "", matchedBy: best?.by.kind.rawValue ?? "",
            flags: presence.flags.map(\.rawValue).sorted())
    }

    /// Somebody who only waited, or was only called, was not there.
    private func keepUnmatched(_ attendee: Attendee, _ match: Match, into change: inout Change) {
        let presence = timeline.presence(of: attendee.connections)
        guard presence.attended else { return }
        var reason = "nobody"
        if case .ambiguous = match { reason = "ambiguous" }
        let record = UnmatchedRecord(
            attendee: attendee.connections[0].name, proven: presence.proven.total,
            inferred: presence.inferred.total, first: presence.firstSeen, last: presence.lastSeen,
            connections: presence.connectionCount, reason: reason)
        guard unmatched[record.attendee] != record else { return }
        unmatched[record.attendee] = record
        change.unmatched.insert(record.attendee)
    }
}

extension ConnectionKey {
    /// How an unmatched attendee is called in the database; says nothing of the person.
    var name: String {
        switch self {
        case .participant(let uuid): uuid
        case .user(let id): "user-\(id)"
        case .unnamed: "unnamed"
        }
    }
}
