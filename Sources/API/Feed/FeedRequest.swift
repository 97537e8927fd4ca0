internal import Attendance
internal import Live
internal import Server

/// What a client of the feed asks for, whatever the transport.
struct FeedRequest: Hashable, Sendable {
    /// The last position it knows; nil: begin with what comes next.
    var since: Position?
    var filter: FeedFilter

    static let query: [QueryField] = [.since, .events, .about]
    static let mostEvents = 50

    init(_ request: Request) throws(Problem) {
        try self.init(
            since: request.query["since"], lastEventIDs: request.headers.values(of: "last-event-id"),
            events: request.query.values(of: "events"), participant: request.query["participant"])
    }

    /// - Parameter lastEventIDs: what a browser sends that lost an event stream. It asks for the same address again, and says
    ///   here how far it came since.
    init(
        since: String?, lastEventIDs: [String] = [], events: [String] = [], participant: String? = nil
    ) throws(Problem) {
        let lastEventID = lastEventIDs.last { !$0.isEmpty }
        if let text = lastEventID ?? since {
            guard let position = Position(parsing: text) else {
                let name = lastEventID == nil ? "since" : "Last-Event-ID"
                throw .badRequest("\(name) must be the id of the last message received: digits only.")
            }
            self.since = position
        }
        filter = FeedFilter(events: try Self.names(events))
        if let participant {
            guard (1...200).contains(participant.unicodeScalars.count), !participant.unicodeScalars.contains("\0")
            else {
                throw .badRequest("participant must be the id of a participant.")
            }
            filter.participant = PersonID(participant)
        }
    }

    private static func names(_ given: [String]) throws(Problem) -> Set<String>? {
        if given.isEmpty { return nil }
        let names = given.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0) } }
        guard areEvents(names) else {
            throw .badRequest(
                "events must be names of messages with commas between, \(mostEvents) at most: /docs lists them.")
        }
        return Set(names)
    }

    /// Whoever waits for what there is not would wait for ever.
    static func areEvents(_ names: [String]) -> Bool {
        (1...mostEvents).contains(names.count) && names.allSatisfy(known.contains)
    }

    static let known = Set(FeedEvent.all.map(\.name))
}

extension QueryField {
    fileprivate static let events = QueryField(
        name: "events", range: nil,
        pattern: {
            let names = "(\(FeedRequest.known.sorted().joined(separator: "|")))"
            return "^\(names)(,\(names)){0,49}$"
        }(), about: "Names of messages with commas between: only these are told.")
    fileprivate static let about = QueryField(
        name: "participant", range: nil, pattern: "^[^\\x00]{1,200}$",
        about: "Only messages about this participant are told.")
    static let ticket = QueryField(
        name: "ticket", range: nil, about: "What POST /api/feed/tickets gave, in the place of a token; good once.")
    static let feedLimit = QueryField(
        name: "limit", range: 1...500, about: "How many messages at most; 100 where nothing is said.")
}
