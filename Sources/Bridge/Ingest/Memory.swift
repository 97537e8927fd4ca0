internal import Attendance
internal import Store
internal import Zoom

/// What the writer remembers between transactions so that it need not ask the database again. All of it can be dropped
/// at any time; the writer does so whenever a transaction fails.
public final class Memory {
    private var occurrences: [OccurrenceID: OccurrenceState] = [:]
    private var participants: [PersonID: Participant] = [:]
    private var meetings: [MeetingNumber: Meeting?] = [:]
    private var earliestDeadline: Timestamp?

    /// A meeting of usual size takes some 30 KiB: this bounds the memory at about 60 MiB when very much is going on.
    private static let occurrenceLimit = 2000
    private static let participantLimit = 20_000

    public init() {}

    /// After the roster changed.
    func forgetAll() {
        occurrences = [:]
        participants = [:]
        meetings = [:]
    }

    /// A deadline was written in the transaction at hand.
    func note(deadline: Timestamp) { earliestDeadline = min(earliestDeadline ?? deadline, deadline) }

    func takeEarliestDeadline() -> Timestamp? {
        defer { earliestDeadline = nil }
        return earliestDeadline
    }

    func forget(_ id: OccurrenceID) { occurrences[id] = nil }

    func participant(_ id: PersonID, in transaction: Transaction) throws -> Participant? {
        if let known = participants[id] { return known }
        guard let found = try transaction.participant(id) else { return nil }
        if participants.count >= Self.participantLimit { participants = [:] }
        participants[id] = found
        return found
    }

    func meeting(_ number: MeetingNumber, in transaction: Transaction) throws -> Meeting? {
        if let known = meetings[number] { return known }
        let found = try transaction.meeting(numbered: number)
        // Numbers that the roster does not know come from outside: they must not fill the memory.
        if meetings.count >= Self.occurrenceLimit { meetings = [:] }
        meetings[number] = .some(found)
        return found
    }

    /// The state of an occurrence, made from its journal when it is not remembered; nil when there is none yet.
    func occurrence(_ id: OccurrenceID, in transaction: Transaction) throws -> OccurrenceState? {
        if let known = occurrences[id] { return known }
        guard let record = try transaction.occurrence(id) else { return nil }
        let state = OccurrenceState(record: record, meeting: try meeting(of: record, in: transaction))
        if state.meeting != nil {
            for entry in try transaction.journal(of: record.key) {
                if let event = Delivery(body: entry.body).meetingEvent {
                    _ = state.note(event, receivedAt: entry.receivedAt)
                }
            }
            _ = try state.deriveAll { try transaction.participants(named: $0) }
        }
        remember(state)
        return state
    }

    func remember(_ state: OccurrenceState) {
        // What was completed is asked for again only by late deliveries.
        if occurrences.count >= Self.occurrenceLimit {
            occurrences = occurrences.filter { $0.value.record.completedAt == nil }
            if occurrences.count >= Self.occurrenceLimit { occurrences = [:] }
        }
        occurrences[state.record.id] = state
    }

    func meeting(of record: OccurrenceRecord, in transaction: Transaction) throws -> Meeting? {
        guard let number = record.number else { return nil }
        return try meeting(number, in: transaction)
    }
}
