public import Attendance
public import JSON

/// What erasing a participant takes away, or would.
public struct Erasure: Hashable, Sendable {
    public var participant: PersonID
    /// Names by which Zoom may know them.
    public var names: Int
    /// Cards that lose their personal values. They stay in the chain and the ledger, and verify.
    public var cards: Int
    /// Decisions that lose their words.
    public var decisions: Int
    /// Entries of the journal in which they become nobody.
    public var deliveries: Int
    /// In how many occurrences.
    public var occurrences: Int
    /// Messages of the feed that are emptied.
    public var messages: Int

    /// The same in the API and in commands.
    public var json: JSON {
        [
            "participant": .string(participant.rawValue), "names": .integer(Int64(names)),
            "cards": .integer(Int64(cards)), "decisions": .integer(Int64(decisions)),
            "deliveries": .integer(Int64(deliveries)), "occurrences": .integer(Int64(occurrences)),
            "messages": .integer(Int64(messages)),
        ]
    }
}
