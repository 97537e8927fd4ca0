internal import Attendance
internal import CourtCard
internal import Crypto
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
    /// About how much memory it takes, in events.
    var weight: Int { timeline.count + 4 }
    private var hasRedacted = false
    private var hasNotedTimes = false
    /// Whether another beginning or end was told since times were noted last: cards show what was told.
    private var isToldAnew = false
    /// The memory's count when it was last asked for.
    var lastUse: UInt64 = 0
    /// What bodies are sealed under; nil until it is needed.
    var key: SealingKey?
    /// What people decided about this occurrence and still holds.
    let decisions: Decisions
    private(set) var heard = Heard()
    private var addresses = Addresses()
    /// When the delivery came that told the latest end.
    private(set) var endReceivedAt: Timestamp?
    private(set) var lastReceivedAt: Timestamp

    /// Whom each connection means by what it says itself, and who it is counted for.
    private var owners: [ConnectionKey: Owner] = [:]
    private var connections: [PersonID: Set<ConnectionKey>] = [:]
    /// Those that say of nobody of the roster that they are theirs: they go with the connections they are tied to.
    private var speechless: Set<ConnectionKey> = []
    /// Those of participants who were erased.
    private var erased: Set<ConnectionKey> = []

    private struct Owner {
        /// By its own words.
        var own: Match
        /// By its own words, else by those of the connections it is tied to.
        var match: Match
        /// How much it had said when this was decided; that only grows.
        var identities: Int
    }

    /// What an event changed: the records before it, nil where there was none.
    struct Change {
        var attendance: [PersonID: AttendanceRecord?] = [:]
        var unmatched: Set<String> = []
        /// Whose cards may have to say something else, though their attendance is the same: all that were told of.
        var concerned: Set<PersonID> = []
    }

    init(record: OccurrenceRecord, meeting: Meeting?, decisions: Decisions = Decisions()) {
        self.record = record
        self.meeting = meeting
        self.decisions = decisions
        timeline = Timeline()
        lastReceivedAt = record.firstReceivedAt
    }

    /// Takes an event in without deriving anything from it. Nil when it says nothing new, else the connections that it
    /// may change.
    func note(_ event: MeetingEvent, _ entry: JournalEntry) -> [ConnectionKey]? {
        lastReceivedAt = max(lastReceivedAt, entry.receivedAt)
        hasRedacted = hasRedacted || entry.form == .redacted
        heard.note(event, entry)
        let (start, end) = (timeline.start, timeline.end)
        guard let touched = timeline.take(event) else { return nil }
        if timeline.end != end { endReceivedAt = entry.receivedAt }
        if timeline.end != end || timeline.start != start { isToldAnew = true }
        return touched
    }

    /// Takes many in at once, without deriving anything from them: a report's lines are looked for once, not once for each.
    func note(_ entries: [(event: MeetingEvent, entry: JournalEntry)]) {
        let (start, end) = (timeline.start, timeline.end)
        var latestEnd = end
        for (event, entry) in entries {
            lastReceivedAt = max(lastReceivedAt, entry.receivedAt)
            hasRedacted = hasRedacted || entry.form == .redacted
            heard.note(event, entry)
            guard event.kind == .ended, latestEnd.map({ event.time > $0 }) ?? true else { continue }
            latestEnd = event.time
            endReceivedAt = entry.receivedAt
        }
        timeline.insert(contentsOf: entries.lazy.map(\.event))
        if timeline.end != end || timeline.start != start { isToldAnew = true }
    }

    /// Derives what one event may have changed.
    func derive(
        after event: MeetingEvent, touching touched: [ConnectionKey], lookup: (IdentityKey) throws -> [PersonID]
    ) throws -> Change {
        var change = Change()
        if touched.isEmpty {
            measureAll(into: &change)
        } else {
            try place(touched, lookup: lookup, into: &change)
        }
        return change
    }

    /// Derives everything.
    func deriveAll(lookup: (IdentityKey) throws -> [PersonID]) throws -> Change {
        var change = Change()
        try place(Array(timeline.connections), lookup: lookup, into: &change)
        for person in decisions.amended { measure(person, into: &change) }
        change.concerned.formUnion(decisions.people)
        return change
    }

    /// Whether what comes may be in the journal already under a keyed digest: somebody in it was forgotten or erased, or it
    /// was not looked at.
    var mayHoldRedacted: Bool { record.forgottenAt != nil || hasRedacted || meeting == nil }

    /// Somebody who was a participant once was there.
    var holdsErased: Bool { !erased.isEmpty }

    /// The participant an event is about.
    func participant(behind event: MeetingEvent) -> PersonID? {
        guard let key = timeline.connection(of: event),
            case .participant(let person, _, _)? = owners[key]?.match
        else { return nil }
        return person
    }

    /// With what people decided of it.
    func presence(of person: PersonID) -> Presence {
        let keys = connections[person] ?? []
        var presence = timeline.presence(of: keys).amended(by: decisions.amendments(of: person))
        if addresses.areShared(by: person) { presence.flags.insert(.sharedAddress) }
        for key in keys {
            if case .participant(_, .claimed, _)? = owners[key]?.match { presence.flags.insert(.claimedByPerson) }
            if heard.isLate(timeline.names(of: key)) { presence.flags.insert(.lateSigned) }
        }
        return presence
    }

    /// Each of their connections by itself, in the order they began.
    func lanes(of person: PersonID) -> [CardFacts.Presence.Lane] {
        connectionsInOrder(of: person).map { key, presence in
            CardFacts.Presence.Lane(
                device: device(of: key), proven: presence.proven, inferred: presence.inferred,
                waiting: presence.waiting)
        }
    }

    /// Their connections with what was told of each, in the order they began.
    func connectionsInOrder(of person: PersonID) -> [(key: ConnectionKey, presence: Presence)] {
        (connections[person] ?? []).map { key in (key: key, presence: timeline.presence(of: [key])) }
            .sorted {
                ($0.presence.firstSeen ?? .distantPast, $0.key.name)
                    < ($1.presence.firstSeen ?? .distantPast, $1.key.name)
            }
    }

    func device(of key: ConnectionKey) -> CardFacts.Presence.Device {
        if timeline.identities(of: key).contains(where: { $0.phoneNumber != nil }) { return .phone }
        if case .reported = key { return .unknown }
        return .app
    }

    /// What a card of theirs rests on: each delivery by its digest.
    func evidence(of person: PersonID) -> [Digest: CardFacts.Evidence.Item] {
        heard.evidence(of: connections[person] ?? [], in: timeline)
    }

    /// The display names under which somebody was seen, sorted.
    func names(of person: PersonID) -> [String] {
        Set((connections[person] ?? []).flatMap { timeline.identities(of: $0) }.compactMap(\.displayName)).sorted()
    }

    /// Whose a connection is.
    func owner(of connection: ConnectionKey) -> Match { owners[connection]?.match ?? .nobody }

    /// The connections of an attendee who matches nobody, by the name the database gives them; none when there is none.
    func connections(ofUnmatched attendee: String) -> [ConnectionKey] {
        guard unmatched[attendee] != nil, let key = owners.keys.first(where: { $0.name == attendee }) else { return [] }
        return timeline.connections(tiedTo: key).filter(isUnmatched)
    }

    /// Brings the record's own times up to date. True when they changed, or rest on something else that was told.
    func noteTimes() -> Bool {
        defer { isToldAnew = false }
        let (began, ended) = (timeline.began, timeline.finished)
        // The schedule may be another than when the record was written; while this state lives it is the same.
        if hasNotedTimes, record.began == began, record.ended == ended { return isToldAnew }
        let slot = began.flatMap { meeting?.schedule?.slot(for: $0, until: ended) }
        hasNotedTimes = true
        guard record.began != began || record.ended != ended || record.slot != slot else { return isToldAnew }
        record.began = began
        record.ended = ended
        record.slot = slot
        return true
    }

    /// Decides whose some connections are, then measures whoever it concerns.
    private func place(
        _ touched: [ConnectionKey], lookup: (IdentityKey) throws -> [PersonID], into change: inout Change
    ) throws {
        var affected: Set<PersonID> = []
        var undecided: Set<ConnectionKey> = []
        for key in touched {
            guard timeline.knows(key) else {
                drop(key, &affected)
                undecided.formUnion(speechless)
                continue
            }
            let identities = timeline.identities(of: key)
            let known = owners[key]
            var own = known?.own ?? .nobody
            if identities.contains(where: \.isErased) {
                // Whoever they are tied to, it was somebody else.
                erased.insert(key)
                speechless.remove(key)
                assign(key, Owner(own: .nobody, match: .nobody, identities: identities.count), &affected)
                continue
            }
            if let person = decisions.claimant(of: [key] + timeline.names(of: key)) {
                own = .participant(person, .claimed, by: IdentityKey(stored: .claim, value: key.name))
            } else if known?.identities != identities.count {
                own = try match(identities, lookup: lookup)
            }
            if own == .nobody {
                speechless.insert(key)
                owners[key] = Owner(own: own, match: known?.match ?? .nobody, identities: identities.count)
            } else {
                speechless.remove(key)
                assign(key, Owner(own: own, match: own, identities: identities.count), &affected)
            }
            // The event may have tied it to others, or said more of it: that concerns those who go with it.
            if !speechless.isEmpty {
                undecided.formUnion(timeline.connections(tiedTo: key).filter(speechless.contains))
            }
        }
        for key in undecided {
            guard var owner = owners[key], speechless.contains(key) else { continue }
            owner.match = matchByTies(of: key)
            assign(key, owner, &affected)
        }
        for person in affected {
            affected.formUnion(addresses.set(timeline.addresses(of: connections[person] ?? []), of: person))
        }
        for person in affected { measure(person, into: &change) }
        change.concerned.formUnion(affected)
        if !speechless.isEmpty || !unmatched.isEmpty || touched.contains(where: isUnmatched) {
            listUnmatched(around: touched, into: &change)
        }
    }

    /// Whom the connections it is tied to mean, if they all mean the same person.
    private func matchByTies(of key: ConnectionKey) -> Match {
        var people: [PersonID: Match] = [:]
        for tied in timeline.connections(tiedTo: key) {
            guard case .participant(let person, let strength, let by)? = owners[tied]?.own else { continue }
            if case .participant(_, let best, let foundBy)? = people[person], (best, foundBy) >= (strength, by) {
                continue
            }
            people[person] = .participant(person, strength, by: by)
        }
        if people.count > 1 { return .ambiguous(people.keys.sorted()) }
        return people.values.first ?? .nobody
    }

    private func assign(_ key: ConnectionKey, _ owner: Owner, _ affected: inout Set<PersonID>) {
        let before = owners[key]?.match
        owners[key] = owner
        if case .participant(let person, _, _)? = before, before != owner.match {
            connections[person]?.remove(key)
            affected.insert(person)
        }
        if case .participant(let person, _, _) = owner.match {
            connections[person, default: []].insert(key)
            affected.insert(person)
        }
    }

    private func drop(_ key: ConnectionKey, _ affected: inout Set<PersonID>) {
        guard let owner = owners.removeValue(forKey: key) else { return }
        speechless.remove(key)
        erased.remove(key)
        if case .participant(let person, _, _) = owner.match {
            connections[person]?.remove(key)
            affected.insert(person)
        }
    }

    private func measureAll(into change: inout Change) {
        for person in connections.keys { measure(person, into: &change) }
        change.concerned.formUnion(connections.keys)
        listUnmatched(around: Array(speechless) + owners.keys.filter(isUnmatched), into: &change)
    }

    private func isUnmatched(_ key: ConnectionKey) -> Bool {
        switch owners[key]?.match {
        case .participant?, nil: false
        case .ambiguous?, .nobody?: !erased.contains(key)
        }
    }

    /// Brings the list of those who match nobody up to date, for the attendees that some connections belong to.
    private func listUnmatched(around touched: [ConnectionKey], into change: inout Change) {
        var seen: Set<ConnectionKey> = []
        for key in touched where !seen.contains(key) {
            let tied = timeline.knows(key) ? timeline.connections(tiedTo: key) : [key]
            seen.formUnion(tied)
            let mine = tied.filter(isUnmatched)
            let record = unmatchedRecord(mine)
            for name in tied.map(\.name) where name != record?.attendee {
                if unmatched.removeValue(forKey: name) != nil { change.unmatched.insert(name) }
            }
            guard let record, unmatched[record.attendee] != record else { continue }
            unmatched[record.attendee] = record
            change.unmatched.insert(record.attendee)
        }
    }

    /// Nil for somebody who only waited, or was only called: they were not there.
    private func unmatchedRecord(_ keys: [ConnectionKey]) -> UnmatchedRecord? {
        guard let first = keys.first else { return nil }
        let presence = timeline.presence(of: keys)
        guard presence.attended else { return nil }
        let isAmbiguous = keys.contains {
            if case .ambiguous? = owners[$0]?.match { return true }
            return false
        }
        return UnmatchedRecord(
            attendee: first.name, proven: presence.proven.total, inferred: presence.inferred.total,
            first: presence.firstSeen, last: presence.lastSeen, connections: presence.connectionCount,
            reason: isAmbiguous ? "ambiguous" : "nobody")
    }

    private func measure(_ person: PersonID, into change: inout Change) {
        let keys = connections[person] ?? []
        let before = attendance[person]
        var record: AttendanceRecord?
        if keys.isEmpty { connections[person] = nil }
        if !keys.isEmpty || decisions.amendments(of: person).addsTime {
            record = attendanceRecord(of: person, keys)
        }
        guard record != before else { return }
        attendance[person] = record
        if change.attendance[person] == nil { change.attendance[person] = .some(before) }
    }

    private func attendanceRecord(of person: PersonID, _ keys: Set<ConnectionKey>) -> AttendanceRecord {
        let presence = presence(of: person)
        var best: (strength: MatchStrength, by: IdentityKey)?
        for key in keys {
            guard case .participant(_, let strength, let by)? = owners[key]?.match else { continue }
            if let found = best, (found.strength, by) >= (strength, found.by) { continue }
            best = (strength, by)
        }
        return AttendanceRecord(
            participant: person, proven: presence.proven, inferred: presence.inferred,
            corrected: presence.corrected, removed: presence.removed, presentSince: presence.presentSince,
            first: presence.firstSeen ?? presence.corrected.start, last: presence.lastSeen ?? presence.corrected.end,
            connections: presence.connectionCount,
            // Whom nobody saw, and a person vouched for.
            strength: (best?.strength ?? .claimed).rawValue, matchedBy: (best?.by.kind ?? .claim).rawValue,
            flags: presence.flags.map(\.rawValue).sorted())
    }
}

extension ConnectionKey {
    /// How an unmatched attendee is called in the database; says nothing of the person.
    var name: String {
        switch self {
        case .participant(let uuid): uuid
        case .user(let id): "user-\(id)"
        case .unnamed: "unnamed"
        case .reported(let row): "report-\(row)"
        }
    }
}
