extension Timeline {
    /// The person behind an event; nil when it is about the occurrence, or names nobody.
    public func attendee(of event: MeetingEvent) -> Attendee? {
        connection(of: event).flatMap { attendee(of: $0) }
    }

    /// The person behind a connection; nil when nothing was told of it.
    public func attendee(of connection: ConnectionKey) -> Attendee? {
        guard presences[connection] != nil else { return nil }
        let keys = ties.component(of: connection, names: names)
        if keys.count == 1 { return Attendee(connections: keys, identities: names.identities(of: connection)) }
        let known = keys.filter { presences[$0] != nil }.sorted()
        return Attendee(
            connections: known, identities: known.reduce(into: []) { $0.formUnion(names.identities(of: $1)) })
    }

    /// Everybody, in the order of their first connection.
    public var attendees: [Attendee] {
        var seen: Set<ConnectionKey> = []
        var all: [Attendee] = []
        for key in presences.keys.sorted() where !seen.contains(key) {
            guard let attendee = attendee(of: key) else { continue }
            seen.formUnion(attendee.connections)
            all.append(attendee)
        }
        return all
    }

    public func presence(of attendee: Attendee) -> Presence { presence(of: attendee.connections) }

    /// Of one person whom the roster recognised in several attendees.
    public func presence(of attendees: some Sequence<Attendee>) -> Presence {
        presence(of: attendees.flatMap(\.connections))
    }

    /// The union of the connections' times, in whole milliseconds: what overlaps counts once.
    public func presence(of connections: some Sequence<ConnectionKey>) -> Presence {
        var result = Presence()
        var proven: [Interval] = []
        var inferred: [Interval] = []
        var waiting: [Interval] = []
        var separately = Span.zero
        for key in Set(connections) {
            guard let presence = presences[key] else { continue }
            var own = IntervalSet(presence.proven)
            var guessed = presence.inferred
            if let open = presence.open {
                if let end, end.milliseconds >= open.latestJoin {
                    guessed.append(Interval(open.seen, end.milliseconds))
                } else {
                    result.presentSince = earlier(result.presentSince, open.since)
                }
            }
            result.connectionCount += 1
            result.firstSeen = earlier(result.firstSeen, presence.firstSeen)
            result.lastSeen = later(result.lastSeen, presence.lastSeen)
            result.possiblyUntil = later(result.possiblyUntil, presence.possiblyUntil)
            if let inside = presence.lastInside, practiceEnd.map({ inside > $0.milliseconds }) ?? true {
                result.attended = true
            }
            proven += own.intervals
            inferred += guessed
            waiting += presence.waiting
            for interval in guessed { own.insert(interval) }
            separately += own.total
        }
        result.proven = IntervalSet(proven)
        result.inferred = IntervalSet(inferred).subtracting(result.proven)
        result.waiting = IntervalSet(waiting)
        if result.connectionCount > 1, separately > result.proven.total + result.inferred.total {
            result.flags.insert(.severalDevices)
        }
        if let practiceEnd { result.forget(before: practiceEnd) }
        if !result.inferred.isEmpty { result.flags.insert(.inferredLeave) }
        if result.possiblyUntil != nil { result.flags.insert(.missingJoin) }
        return result
    }
}

extension Presence {
    /// Takes out what was before a practice session ended.
    fileprivate mutating func forget(before practiceEnd: Timestamp) {
        guard let start = firstSeen, start < practiceEnd else { return }
        let practice = IntervalSet(Interval(start, practiceEnd))
        if !proven.intersection(practice).isEmpty || !inferred.intersection(practice).isEmpty {
            flags.insert(.practiceSession)
        }
        proven = proven.subtracting(practice)
        inferred = inferred.subtracting(practice)
        presentSince = presentSince.map { max($0, practiceEnd) }
        if let possiblyUntil, possiblyUntil <= practiceEnd { self.possiblyUntil = nil }
    }
}

private func earlier(_ a: Timestamp?, _ b: Int64?) -> Timestamp? {
    guard let b else { return a }
    return a.map { min($0, Timestamp(milliseconds: b)) } ?? Timestamp(milliseconds: b)
}

private func later(_ a: Timestamp?, _ b: Int64?) -> Timestamp? {
    guard let b else { return a }
    return a.map { max($0, Timestamp(milliseconds: b)) } ?? Timestamp(milliseconds: b)
}

extension Interval {
    init(_ start: Int64, _ end: Int64) {
        self.init(Timestamp(milliseconds: start), Timestamp(milliseconds: end))
    }
}
