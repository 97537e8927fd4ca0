/// A doubt or a circumstance that a reader of the attendance should know of. None fails a card by itself.
public enum PresenceFlag: String, Hashable, Comparable, Sendable, CaseIterable {
    /// A leave was never told: some of the time is inferred, not proven.
    case inferredLeave = "inferred-leave"
    /// A leave was told whose join never was.
    case missingJoin = "missing-join"
    /// Two connections at the same time.
    case severalDevices = "several-devices"
    /// Some of the time was before a webinar's practice session ended.
    case practiceSession = "practice-session"
    case meetingShorterThanScheduled = "meeting-shorter-than-scheduled"
    /// The occurrence was completed because nothing more came, not because it was told to have ended.
    case endNeverTold = "end-never-told"
    /// A delivery about it was signed long before it arrived.
    case lateSigned = "late-signed"
    /// Another participant was connected from the same public address.
    case sharedAddress = "shared-address"
    /// No name they showed in Zoom resembles the roster's.
    case nameUnlikeRoster = "name-unlike-roster"
    /// They were in another meeting at the same time.
    case inTwoMeetings = "in-two-meetings"
    /// A person added or removed some of the time, with a reason.
    case correctedByPerson = "corrected"
    /// A person said who this attendee was.
    case claimedByPerson = "claimed"

    /// For a person to read.
    public var sentence: String {
        switch self {
        case .inferredLeave:
            "Zoom did not tell when you left, so some of the time is inferred and not proven."
        case .missingJoin:
            "Zoom told that you left but not when you came, so some of your time may be missing."
        case .severalDevices:
            "You were connected more than once at the same time. That time counts once."
        case .practiceSession:
            "You were there in the practice session. That time does not count."
        case .meetingShorterThanScheduled:
            "The meeting was too short for anybody to be there as long as needed."
        case .endNeverTold:
            "Zoom did not tell when the meeting ended."
        case .lateSigned:
            "Some of what Zoom told arrived long after it was signed."
        case .sharedAddress:
            "Another participant was connected from the same internet address."
        case .nameUnlikeRoster:
            "The name you showed in Zoom is unlike the one the court knows."
        case .inTwoMeetings:
            "You were in another meeting at the same time. That time counts once."
        case .correctedByPerson:
            "A person corrected some of your time, with a reason."
        case .claimedByPerson:
            "A person confirmed which attendee you were."
        }
    }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
