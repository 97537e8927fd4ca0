internal import Attendance
internal import JSON
public import Live
internal import Synchronization

extension FeedDesk {
    /// What the feed is doing, and did since its start.
    public struct Figures: Hashable, Sendable {
        public var webSockets = 0
        public var eventStreams = 0
        /// With at least one connection.
        public var people = 0
        public var crowd: HubCrowd
        public var counts: HubCounts
        /// Questions of clients that poll.
        public var polls = 0
        /// Those that were answered with a resync.
        public var pollResyncs = 0
        public var ticketsIssued = 0
        public var ticketsUsed = 0
        public var ticketsRefused = 0
        /// Given out, and still good.
        public var ticketsOpen = 0
        public var head: Live.Position
        public var forgottenThrough: Live.Position

        public var connections: Int { webSockets + eventStreams }
    }

    public var statistics: Figures {
        let connections = connections
        var figures = Figures(
            webSockets: connections[.webSocket] ?? 0, eventStreams: connections[.eventStream] ?? 0,
            people: hub.onlineCount, crowd: hub.crowd(naming: 10), counts: hub.counts, head: hub.head,
            forgottenThrough: hub.forgottenThrough)
        polls.withLock { (figures.polls, figures.pollResyncs) = ($0.count, $0.resyncs) }
        tickets.withLock {
            figures.ticketsIssued = $0.counts.issued
            figures.ticketsUsed = $0.counts.used
            figures.ticketsRefused = $0.counts.refused
            figures.ticketsOpen = $0.count
        }
        return figures
    }
}

extension FeedDesk.Figures {
    /// - Parameter queuedBytes: what waits to be read by clients of all kinds; nil where nobody counts.
    func json(queuedBytes: Int?) -> [UInt8] {
        var json = JSONWriter()
        json.object { all in
            all.member("connections") {
                $0.object {
                    $0.member("webSocket", webSockets)
                    $0.member("eventStream", eventStreams)
                }
            }
            all.member("peopleOnline", people)
            all.member("perPerson") { $0.object(writeCrowd) }
            all.member("queuedBytes", queuedBytes)
            all.member("sinceStart") { $0.object(writeCounts) }
            all.member("tickets") {
                $0.object {
                    $0.member("open", ticketsOpen)
                    $0.member("issued", ticketsIssued)
                    $0.member("used", ticketsUsed)
                    $0.member("refused", ticketsRefused)
                }
            }
            all.member("position", head.rawValue)
            all.member("forgottenThrough", forgottenThrough.rawValue)
        }
        return json.bytes
    }

    private func writeCrowd(_ json: inout JSONWriter) {
        json.member("highest", crowd.highest)
        json.member("people") { list in
            list.array { list in
                for (connections, people) in crowd.peopleByConnections.sorted(by: { $0.key < $1.key }) {
                    list.object {
                        $0.member("connections", connections)
                        $0.member("people", people)
                    }
                }
            }
        }
        json.member("most") { list in
            list.array { list in
                for share in crowd.largest {
                    list.object {
                        $0.member("person", share.person.rawValue)
                        $0.member("connections", share.connections)
                    }
                }
            }
        }
    }

    private func writeCounts(_ json: inout JSONWriter) {
        json.member("connected", counts.connects)
        json.member("resumed", counts.resumes)
        json.member("resynced", counts.resyncs)
        json.member("requests", counts.requests)
        json.member("polled", polls)
        json.member("pollsResynced", pollResyncs)
        json.member("closed") { closed in
            closed.object {
                for reason in CloseReason.allCases { $0.member(reason.name, counts.closes[reason] ?? 0) }
            }
        }
    }
}

extension CloseReason {
    /// Its name for programs.
    fileprivate var name: String {
        switch self {
        case .goingAway: "goingAway"
        case .tooSlow: "tooSlow"
        case .tooManyConnections: "tooManyConnections"
        case .revoked: "erased"
        case .expired: "expired"
        case .accessChanged: "accessChanged"
        case .backlogUnavailable: "tryAgainLater"
        case .notText: "notText"
        case .tooManyRequests: "tooManyRequests"
        }
    }
}
