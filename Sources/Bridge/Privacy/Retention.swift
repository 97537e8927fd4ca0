public import Attendance
public import JSON

/// What is due to be forgotten at a moment, or was.
public struct Retention: Hashable, Sendable {
    /// A participant of whom nothing more is asked, and nothing was heard for long enough.
    public struct DueParticipant: Hashable, Sendable {
        public var participant: PersonID
        public var lastHeardOf: Timestamp
        /// Why no more is asked of them, for people.
        public var reason: String
    }

    /// Occurrences in which it is forgotten who strangers were.
    public var occurrences: [OccurrenceID] = []
    /// Entries of the journal that name no occurrence.
    public var entries = 0
    /// Messages of the feed.
    public var messages = 0
    /// Who is erased.
    public var participants: [DueParticipant] = []

    /// The same in commands and in the audit log.
    public var json: JSON {
        [
            "occurrences": .array(occurrences.map { .string($0.rawValue) }), "entries": .integer(Int64(entries)),
            "messages": .integer(Int64(messages)),
            "participants": .array(
                participants.map {
                    [
                        "participant": .string($0.participant.rawValue),
                        "lastHeardOf": .string($0.lastHeardOf.rfc3339), "reason": .string($0.reason),
                    ]
                }),
        ]
    }
}
