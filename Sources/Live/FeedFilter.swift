public import Attendance
internal import JSON

/// What of a person's feed a connection wants to hear. Positions stay those of the whole feed, so that a filtered client
/// resumes as every other does.
public struct FeedFilter: Hashable, Sendable {
    /// Names of events; nil: all.
    public var events: Set<String>?
    /// Only messages about this participant; nil: about anybody and anything.
    public var participant: PersonID?

    public init(events: Set<String>? = nil, participant: PersonID? = nil) {
        self.events = events
        self.participant = participant
    }

    public static let everything = FeedFilter()

    public func admits(_ message: FeedMessage) -> Bool {
        var subject = FeedSubject(of: message)
        return admits(message, &subject)
    }

    /// - Parameter subject: of that message, so that it is read once however many filters ask.
    func admits(_ message: FeedMessage, _ subject: inout FeedSubject) -> Bool {
        if let events, !events.contains(message.event) { return false }
        guard let participant else { return true }
        return subject.participant == participant
    }
}

extension FeedMessage {
    /// The participant it is about, as its data names them; nil where it is about no single one.
    public var participant: PersonID? {
        (try? JSONView.parse(data))?["participant"]?.string.map { PersonID($0) }
    }
}

/// The participant a message is about, read only where a filter asks for it.
struct FeedSubject {
    private let message: FeedMessage
    private var isRead = false
    private var found: PersonID?

    init(of message: FeedMessage) { self.message = message }

    var participant: PersonID? {
        mutating get {
            if !isRead {
                isRead = true
                found = message.participant
            }
            return found
        }
    }
}
