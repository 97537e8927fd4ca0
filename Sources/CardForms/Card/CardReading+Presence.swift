internal import Attendance
internal import CourtCard

extension CardReading {
    /// The kinds of time, in the order they are explained in.
    enum Kind: CaseIterable {
        case proven
        case inferred
        case corrected
        case removed
        case waiting
    }

    func word(_ kind: Kind) -> String {
        switch kind {
        case .proven: words.proven
        case .inferred: words.inferred
        case .corrected: words.corrected
        case .removed: words.takenAway
        case .waiting: words.waiting
        }
    }

    func time(_ kind: Kind) -> IntervalSet {
        switch kind {
        case .proven: facts.presence.proven
        case .inferred: facts.presence.inferred
        case .corrected: facts.presence.corrected
        case .removed: facts.presence.removed
        case .waiting: facts.presence.waiting
        }
    }

    /// Kinds of time that there are, and how much of each.
    var totals: [Fact] {
        Kind.allCases.compactMap { kind in
            let total = time(kind).total
            return total > .zero || kind == .proven ? Fact(label: word(kind), value: total.minutesAndSeconds) : nil
        }
    }

    /// `Together: Proven 49 min 57 s · Inferred 2 min. Connections: 2 (1 app, 1 phone).`
    var together: String {
        let totals = totals.map { "\($0.label) \($0.value)" }.joined(separator: " · ")
        return "\(words.together): \(totals). \(words.connections): \(connections)."
    }

    /// One row of the table that says the same as the drawing.
    struct Stay: Hashable {
        var connection: String
        var kind: Kind
        /// In the meeting's zone.
        var local: String
        var utc: String
        var length: String
    }

    /// Of each connection, and then what people decided; where the card does not tell connections apart, of them all.
    var stays: [Stay] {
        let presence = facts.presence
        var stays: [Stay] = []
        func add(_ connection: String, _ sets: [(Kind, IntervalSet)]) {
            let all = sets.flatMap { kind, set in set.intervals.map { (kind, $0) } }
            for (kind, interval) in all.sorted(by: { $0.1.start < $1.1.start }) {
                stays.append(stay(connection, kind, interval))
            }
        }
        if presence.lanes.isEmpty {
            add(
                words.together,
                [(.proven, presence.proven), (.inferred, presence.inferred), (.waiting, presence.waiting)])
        }
        for (index, lane) in presence.lanes.enumerated() {
            add(
                "\(index + 1) · \(device(lane.device))",
                [(.proven, lane.proven), (.inferred, lane.inferred), (.waiting, lane.waiting)])
        }
        add(words.byDecision, [(.corrected, presence.corrected), (.removed, presence.removed)])
        return stays
    }

    private func stay(_ connection: String, _ kind: Kind, _ interval: Interval) -> Stay {
        let local = clock.span(interval.start, interval.end, withSeconds: true)
        let date = facts.scheduled.map { clock.day(of: $0.start) == clock.day(of: interval.start) } ?? true
        let isOneDay = interval.start.plainUTC.prefix(10) == interval.end.plainUTC.prefix(10)
        return Stay(
            connection: connection, kind: kind, local: date ? local : "\(clock.date(interval.start)), \(local)",
            utc: "\(interval.start.plainUTC) – \(isOneDay ? interval.end.timeUTC : interval.end.plainUTC)",
            length: interval.length.minutesAndSeconds)
    }

    func device(_ device: CardFacts.Presence.Device) -> String {
        switch device {
        case .app: words.app
        case .phone: words.phone
        case .unknown: words.otherDevice
        }
    }

    /// `2 (1 app, 1 phone)`.
    var connections: String {
        let devices = CardFacts.Presence.Device.allCases.compactMap { kind in
            facts.presence.devices[kind].map { "\($0) \(device(kind))" }
        }
        let count = String(facts.presence.connections)
        return devices.isEmpty ? count : "\(count) (\(devices.joined(separator: ", ")))"
    }
}
