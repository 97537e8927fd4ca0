internal import Attendance
internal import Crypto
internal import Store
internal import Zoom

/// What the writer remembers between transactions so that it need not ask the database again. All of it can be dropped
/// at any time; the writer does so whenever a transaction fails.
public final class Memory {
    private var occurrences: [OccurrenceID: OccurrenceState] = [:]
    private var participants: [PersonID: Participant] = [:]
    private var meetings: [MeetingNumber: Meeting?] = [:]
    private var meetingsByID: [MeetingID: Meeting] = [:]
    private var officials: [PersonID: String?] = [:]
    private var earliestDeadline: Timestamp?
    /// What entries that name no occurrence are sealed under.
    private var keyOfNone: SealingKey?
    let archive: Archive
    private let signer: CardSigner
    private var signing: CardSigner.Current?
    let ledger: LedgerKeeper
    private var policies: [String: Policy] = [:]

    private var uses: UInt64 = 0

    /// An event takes about a kilobyte. At the top of the hour a nation has some 300,000 in meetings that go on; those of
    /// meetings that are over go first.
    private static let (eventLimit, completedEventLimit) = (400_000, 20_000)
    private static let (participantLimit, meetingLimit) = (20_000, 2000)

    init(archive: Archive, signer: CardSigner) {
        self.archive = archive
        self.signer = signer
        ledger = LedgerKeeper(origin: archive.ledgerOrigin)
    }

    /// After the roster changed.
    func forgetAll() {
        occurrences = [:]
        participants = [:]
        meetings = [:]
        meetingsByID = [:]
        officials = [:]
    }

    /// A deadline was written in the transaction at hand.
    func note(deadline: Timestamp) { earliestDeadline = min(earliestDeadline ?? deadline, deadline) }

    /// Occurrences were marked to be derived anew in the transaction at hand: as soon as may be.
    func noteStale() { note(deadline: Timestamp(milliseconds: 0)) }

    /// The key that signs cards, and since when it does.
    func signing(in transaction: Transaction) throws -> CardSigner.Current {
        if let signing { return signing }
        let found = try signer.current(in: transaction)
        signing = found
        return found
    }

    /// Another key was let sign in the transaction at hand.
    func forgetSigning() { signing = nil }

    /// A policy that is or was in force; nil when its text is not known.
    func policy(version: String, in transaction: Transaction) throws -> Policy? {
        if policies.isEmpty {
            for stored in try transaction.policies() {
                policies[stored.version] = (try? PolicyFile.read(stored.document, named: stored.name))?.default
            }
        }
        return policies[version]
    }

    func takeEarliestDeadline() -> Timestamp? {
        defer { earliestDeadline = nil }
        return earliestDeadline
    }

    func forget(_ id: OccurrenceID) { occurrences[id] = nil }

    /// After the roster says something else of them that changes nothing of who is recognised.
    func forget(_ id: PersonID) { participants[id] = nil }

    func participant(_ id: PersonID, in transaction: Transaction) throws -> Participant? {
        if let known = participants[id] { return known }
        guard let found = try transaction.participant(id) else { return nil }
        if participants.count >= Self.participantLimit { participants = [:] }
        participants[id] = found
        return found
    }

    /// How somebody is called who is no participant; nil when they are not on the roster.
    func name(of official: PersonID, in transaction: Transaction) throws -> String? {
        if let known = officials[official] { return known }
        let found = try transaction.official(official)?.name
        if officials.count >= Self.meetingLimit { officials = [:] }
        officials[official] = .some(found)
        return found
    }

    func meeting(_ number: MeetingNumber, in transaction: Transaction) throws -> Meeting? {
        if let known = meetings[number] { return known }
        let found = try transaction.meeting(numbered: number)
        // Numbers that the roster does not know come from outside: they must not fill the memory.
        if meetings.count >= Self.meetingLimit { meetings = [:] }
        meetings[number] = .some(found)
        return found
    }

    /// The state of an occurrence, made from its journal when it is not remembered; nil when there is none yet.
    func occurrence(_ id: OccurrenceID, in transaction: Transaction) throws -> OccurrenceState? {
        if let known = occurrences[id] {
            uses += 1
            known.lastUse = uses
            return known
        }
        guard var record = try transaction.occurrence(id) else { return nil }
        let meeting = try recognise(&record, in: transaction)
        let state = try OccurrenceState.load(record, meeting, from: transaction, archive)
        remember(state)
        return state
    }

    /// What new entries of an occurrence are sealed under.
    func key(of state: OccurrenceState, in transaction: Transaction, at now: Timestamp) throws -> SealingKey {
        if let key = state.key { return key }
        let key = try archive.makeKey(of: state.record.key, in: transaction, at: now)
        state.key = key
        return key
    }

    func keyOfNone(in transaction: Transaction, at now: Timestamp) throws -> SealingKey {
        if let key = keyOfNone { return key }
        let key = try archive.makeKey(of: .none, in: transaction, at: now)
        keyOfNone = key
        return key
    }

    func remember(_ state: OccurrenceState) {
        uses += 1
        state.lastUse = uses
        occurrences[state.record.id] = state
        if occurrences.count % 64 == 0 { makeRoom() }
    }

    /// Drops what was used longest ago where there is too much.
    private func makeRoom() {
        drop(downTo: Self.completedEventLimit / 2, above: Self.completedEventLimit) {
            $0.record.completedAt != nil || $0.meeting == nil
        }
        drop(downTo: Self.eventLimit / 2, above: Self.eventLimit) { _ in true }
    }

    private func drop(downTo goal: Int, above limit: Int, where isMeant: (OccurrenceState) -> Bool) {
        let meant = occurrences.values.filter(isMeant)
        var events = meant.reduce(0) { $0 + $1.weight }
        guard events > limit else { return }
        for state in meant.sorted(by: { $0.lastUse < $1.lastUse }) where events > goal {
            events -= state.weight
            occurrences[state.record.id] = nil
        }
    }

    /// The meeting an occurrence belongs to, by its number the first time and for good from then on: a meeting that gets
    /// another number keeps its past.
    func recognise(_ record: inout OccurrenceRecord, in transaction: Transaction) throws -> Meeting? {
        if let id = record.meeting {
            if let known = meetingsByID[id] { return known }
            let found = try transaction.meeting(id)
            if meetingsByID.count >= Self.meetingLimit { meetingsByID = [:] }
            meetingsByID[id] = found
            return found
        }
        guard let number = record.number, let found = try meeting(number, in: transaction) else { return nil }
        record.meeting = found.id
        try transaction.update(record)
        return found
    }
}
