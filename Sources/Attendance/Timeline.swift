/// What is known of one occurrence of a meeting, whatever the order and however often it was told.
///
/// Two timelines are equal when they were told the same events. Everything asked of them is a function of that set.
public struct Timeline: Sendable {
    /// The earliest start told; nil when none was.
    public private(set) var start: Timestamp?
    /// The latest end told; nil when none was.
    public private(set) var end: Timestamp?
    /// A practice session ended then: what was before is no attendance.
    public private(set) var practiceEnd: Timestamp?
    /// The first join of anybody.
    public private(set) var firstJoin: Timestamp?
    /// The last join of anybody.
    public private(set) var lastJoin: Timestamp?
    /// The last leave of anybody.
    public private(set) var lastLeave: Timestamp?
    public private(set) var firstEvent: Timestamp?
    public private(set) var lastEvent: Timestamp?
    /// How many different events were told.
    public private(set) var count = 0

    /// What was told of the occurrence itself.
    private var general: Set<MeetingEvent> = []
    /// Rows of reports that name no connection. As long as there are any, `names` and `ties` are made of `connected` and
    /// these.
    private var unconnected: Set<MeetingEvent> = []
    private var connected: Connected?
    private(set) var reportKeys: [MeetingEvent: ConnectionKey] = [:]
    var names = ConnectionNames()
    var ties = Ties()
    private(set) var presences: [ConnectionKey: ConnectionPresence] = [:]
    private var openCount = 0
    /// Of those, the ones joined after the end.
    private var openAfterEndCount = 0

    public init() {}

    /// - Parameter events: all of the same occurrence, in any order; duplicates change nothing.
    public init(_ events: some Sequence<MeetingEvent>) { insert(contentsOf: events) }

    /// As inserting them one by one, but the connections of unconnected rows of reports are looked for once.
    public mutating func insert(contentsOf events: some Sequence<MeetingEvent>) {
        var isStale = false
        for event in events {
            if unconnected.isEmpty, !event.isUnconnectedReport {
                insert(event)
            } else if remember(event) == .needsLinking {
                isStale = true
            }
        }
        if isStale { _ = link() }
    }

    /// Costs what its own connection costs, not what the occurrence does; all of it once a report was told that names no
    /// connections.
    /// - Returns: false when it was known already.
    @discardableResult
    public mutating func insert(_ event: MeetingEvent) -> Bool { take(event) != nil }

    /// As `insert`, for those who keep something for each connection.
    /// - Returns: the connections it may have changed, also such as are no more because another name for them became
    ///   known; empty for an event about the occurrence itself, nil when it was known already.
    public mutating func take(_ event: MeetingEvent) -> [ConnectionKey]? {
        guard unconnected.isEmpty, !event.isUnconnectedReport else {
            return switch remember(event) {
            case .known: nil
            case .isGeneral: []
            case .needsLinking: link()
            }
        }
        guard let name = ConnectionNames.Name(of: event) else {
            guard general.insert(event).inserted else { return nil }
            note(event)
            return []
        }
        let before = names.affected(by: event, named: name)
        guard let isNewIdentity = names.insert(event, named: name) else { return nil }
        note(event)
        ties.insert(event, from: name, isNewIdentity: isNewIdentity)
        var changed = names.affected(by: event, named: name)
        for key in before where !changed.contains(key) { changed.append(key) }
        for key in changed { update(key) }
        return changed
    }

    /// Somebody joined and has not been told to have left. Whether the occurrence ended does not matter: leaves may
    /// still be under way.
    public var hasOpenConnections: Bool { openCount > 0 }

    /// It ended, and nobody has joined again since.
    public var isEnded: Bool { end != nil && openAfterEndCount == 0 }

    /// People came after the latest end told: Zoom ends a meeting whenever the last person leaves, a lone host too, and it
    /// may go on under the same uuid.
    public var wentOnAfterEnd: Bool {
        guard let end, let lastJoin else { return false }
        return lastJoin > end
    }

    /// When it began: as told, else the first join.
    public var began: Timestamp? { start ?? firstJoin }

    /// When it was over: as told, else the last leave once nobody is there any more.
    public var finished: Timestamp? { end ?? (hasOpenConnections ? nil : lastLeave) }

    private enum Memory { case known, isGeneral, needsLinking }

    /// Keeps an event without working out what it changes for the connections.
    private mutating func remember(_ event: MeetingEvent) -> Memory {
        if connected == nil { connected = Connected(names: names, ties: ties) }
        if event.isUnconnectedReport {
            guard unconnected.insert(event).inserted else { return .known }
        } else if let name = ConnectionNames.Name(of: event) {
            guard let isNewIdentity = connected?.names.insert(event, named: name) else { return .known }
            connected?.ties.insert(event, from: name, isNewIdentity: isNewIdentity)
        } else {
            guard general.insert(event).inserted else { return .known }
            note(event)
            return .isGeneral
        }
        note(event)
        return .needsLinking
    }

    /// - Returns: all connections there were and are.
    private mutating func link() -> [ConnectionKey] {
        guard let connected else { return [] }
        let before = Set(presences.keys)
        (names, ties, reportKeys) = Self.link(unconnected, to: connected)
        presences = [:]
        (openCount, openAfterEndCount) = (0, 0)
        let now = names.connections
        for key in now { update(key) }
        return before.union(now).sorted()
    }

    private mutating func note(_ event: MeetingEvent) {
        count += 1
        firstEvent = min(firstEvent ?? event.time, event.time)
        lastEvent = max(lastEvent ?? event.time, event.time)
        switch event.kind {
        case .started: start = min(start ?? event.time, event.time)
        case .ended:
            end = max(end ?? event.time, event.time)
            openAfterEndCount = presences.values.count { isOpenAfterEnd($0) }
        case .practiceEnded: practiceEnd = max(practiceEnd ?? event.time, event.time)
        case .joined, .joinedBreakoutRoom:
            firstJoin = min(firstJoin ?? event.time, event.time)
            lastJoin = max(lastJoin ?? event.time, event.time)
        case .left, .leftBreakoutRoom, .putInWaitingRoom: lastLeave = max(lastLeave ?? event.time, event.time)
        case .reported(let until, _):
            let join = ReportedStay(event).map { Timestamp(milliseconds: min($0.certainJoin, $0.leave)) } ?? event.time
            firstJoin = min(firstJoin ?? join, join)
            lastJoin = max(lastJoin ?? event.time, event.time)
            lastLeave = max(lastLeave ?? until, until)
        default: break
        }
    }

    private mutating func update(_ key: ConnectionKey) {
        let new = names.presence(of: key)
        let old = presences[key]
        openCount += (new?.open == nil ? 0 : 1) - (old?.open == nil ? 0 : 1)
        openAfterEndCount += (isOpenAfterEnd(new) ? 1 : 0) - (isOpenAfterEnd(old) ? 1 : 0)
        presences[key] = new
    }

    private func isOpenAfterEnd(_ presence: ConnectionPresence?) -> Bool {
        guard let end, let open = presence?.open else { return false }
        return open.latestJoin > end.milliseconds
    }
}

extension Timeline: Hashable {
    public static func == (a: Self, b: Self) -> Bool {
        a.count == b.count && a.general == b.general && a.unconnected == b.unconnected && a.names == b.names
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        hasher.combine(start)
        hasher.combine(end)
        hasher.combine(firstEvent)
        hasher.combine(lastEvent)
    }
}
