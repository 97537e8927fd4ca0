extension Timeline {
    /// What was told with a connection, while there are rows of reports without one.
    struct Connected {
        var names: ConnectionNames
        var ties: Ties
    }

    /// Finds the connection of every row of a report that names none.
    ///
    /// It is the one that has the row's name (present or original) or e-mail and was told to have joined when the row
    /// says; of a stay whose join was lost, to have left then. Where two are so, the one that did both when the row
    /// says. Where that does not decide either, the row is a connection of its own: nobody is given time on a guess.
    /// Worked out anew from the whole set, so that the order in which rows and webhooks came cannot matter.
    static func link(
        _ rows: some Sequence<MeetingEvent>, to connected: Connected
    ) -> (names: ConnectionNames, ties: Ties, keys: [MeetingEvent: ConnectionKey]) {
        var (names, ties) = (connected.names, connected.ties)
        var keys: [MeetingEvent: ConnectionKey] = [:]
        let candidates = connected.names.connectionsByLinkingKey()
        var unlinked: [String: Int] = [:]
        for event in rows.sorted(by: MeetingEvent.precedes) {
            guard let row = ReportedStay(event) else { continue }
            var key = connection(of: row, event.identity, in: connected.names, candidates)
            if key == nil {
                let own = "\(row.join)-\(row.leave)" + (event.token.map { "-" + $0 } ?? "")
                unlinked[own, default: 0] += 1
                let place = unlinked[own, default: 1]
                key = .reported(place > 1 || event.token == nil ? "\(own)-\(place)" : own)
            }
            guard let key else { continue }
            keys[event] = key
            let isNewIdentity = names.insert(event, named: key) ?? false
            ties.insert(event, from: key, isNewIdentity: isNewIdentity)
        }
        return (names, ties, keys)
    }

    private static func connection(
        of row: ReportedStay, _ identity: ObservedIdentity, in names: ConnectionNames,
        _ candidates: [IdentityKey: Set<ConnectionKey>]
    ) -> ConnectionKey? {
        let alike = identity.linkingKeys.reduce(into: Set<ConnectionKey>()) { $0.formUnion(candidates[$1] ?? []) }
        let near = alike.filter { names.points(of: $0).mayHold(row) }
        if near.count <= 1 { return near.first }
        let sure = near.filter { names.points(of: $0).surelyHolds(row) }
        return sure.count == 1 ? sure.first : nil
    }
}

extension ConnectionNames {
    fileprivate func connectionsByLinkingKey() -> [IdentityKey: Set<ConnectionKey>] {
        connections.reduce(into: [:]) { found, connection in
            for key in identities(of: connection).flatMap(\.linkingKeys) {
                found[key, default: []].insert(connection)
            }
        }
    }
}

extension ObservedIdentity {
    /// By what a row of a report and a connection may be found to be the same: the names and the e-mail.
    fileprivate var linkingKeys: [IdentityKey] {
        names + (email.flatMap { IdentityKey(.email, $0) }.map { [$0] } ?? [])
    }
}
