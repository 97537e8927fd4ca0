import Attendance
import TestSupport

/// An invented meeting of which the truth is known: who was where, and every event Zoom would tell of it.
struct RandomMeeting {
    var events: [MeetingEvent] = []
    /// When each person, by registrant id, was really inside.
    var truth: [String: IntervalSet] = [:]
    var waiting: [String: IntervalSet] = [:]
    /// Every stay in a room, as a report of all would have it.
    var stays: [Stay] = []
    private var random: SplitMix64
    private var nextUser = 16_778_240
    private var nextParticipant = 0

    enum Naming: CaseIterable {
        case complete, usersOnly, mixed

        /// Each in turn.
        init(turn: UInt64) { self = Self.allCases[Int(turn % 3)] }
    }

    /// How people appear: the one "iPhone" that many are called, or each under their own name and from one device.
    enum Crowd { case alike, distinct }

    struct Stay {
        var start: Int64
        var end: Int64
        var user: String
        var identity: ObservedIdentity
        var inBreakoutRoom: Bool
    }

    init(seed: UInt64, naming: Naming = .complete, crowd: Crowd = .alike) {
        random = SplitMix64(seed: seed)
        events = [event(.started, 0)]
        for person in 0..<(chance(8) ? number(9...13) : number(2...8)) {
            for _ in 0..<(crowd == .alike ? number(1...2) : 1) { addDevice(of: "r\(person)", crowd) }
        }
        events.append(event(.ended, 4000))
        if chance(3) { events.append(event(.ended, number(500...3999))) }
        guard naming != .complete else { return }
        events = events.map { event in
            var event = event
            if naming == .usersOnly || chance(2) { event.connection?.participantUUID = nil }
            return event
        }
    }

    /// A device joins, moves between rooms, waits, leaves, and perhaps comes back as another connection.
    private mutating func addDevice(of person: String, _ crowd: Crowd) {
        let name = crowd == .alike && chance(2) ? "iPhone" : "Guest \(person)"
        let identity = ObservedIdentity(displayName: name, registrantID: person)
        var now = number(0...1500)
        for _ in 0..<Int(number(1...3)) {
            nextParticipant += 1
            let participant = "P\(nextParticipant)"
            if chance(3) {
                wait(from: now, until: now + 20, participant, user: newUser(), identity)
                now += 20
            }
            for stay in 0..<Int(number(1...4)) {
                if now >= 3900 { break }
                now = addStay(from: now, participant, identity, isFirst: stay == 0)
            }
            now += number(1...300)
            if now >= 3800 { break }
        }
    }

    /// - Returns: when the next stay of the same connection begins.
    private mutating func addStay(
        from start: Int64, _ participant: String, _ identity: ObservedIdentity, isFirst: Bool
    ) -> Int64 {
        let user = newUser()
        let end = min(start + (chance(8) ? 0 : number(1...600)), 3950)
        tell(.joined, start, participant, user, identity)
        if end > start + 2 {
            if chance(2) { tell(.seen, number(start...end - 1), participant, user, identity) }
            if chance(4) {
                let breakout = "\(user)2026-08-30 09:00:49:000"
                let leave = number(start + 1...end)
                tell(.joinedBreakoutRoom, start, participant, breakout, identity, parent: user)
                tell(.leftBreakoutRoom, leave, participant, breakout, identity, parent: user)
                stays.append(Stay(start: start, end: leave, user: user, identity: identity, inBreakoutRoom: true))
            }
        }
        add(start, end, to: \.truth, of: identity)
        stays.append(Stay(start: start, end: end, user: user, identity: identity, inBreakoutRoom: false))
        // Being put back in the second one came is tested by hand: with events lost, nobody can tell what came first.
        guard end > start, chance(6) else {
            tell(.left, end, participant, user, identity)
            return end
        }
        tell(.putInWaitingRoom, end, participant, user, identity)
        if chance(2) { tell(.left, end + number(0...2), participant, user, identity) }
        let back = end + number(5...100)
        wait(from: end, until: back, participant, user: user, identity)
        return back
    }

    private mutating func wait(
        from start: Int64, until end: Int64, _ participant: String, user: String, _ identity: ObservedIdentity
    ) {
        tell(.enteredWaitingRoom, start, participant, user, identity)
        tell(.leftWaitingRoom, end, participant, user, identity)
        if chance(2) { tell(.admitted, end, participant, user, identity) }
        add(start, end, to: \.waiting, of: identity)
    }

    private mutating func tell(
        _ kind: MeetingEvent.Kind, _ second: Int64, _ participant: String, _ user: String,
        _ identity: ObservedIdentity, parent: String? = nil
    ) {
        events.append(event(kind, second, participant, user: user, parent: parent, identity))
    }

    private mutating func add(
        _ start: Int64, _ end: Int64, to time: WritableKeyPath<Self, [String: IntervalSet]>,
        of identity: ObservedIdentity
    ) {
        self[keyPath: time][identity.registrantID ?? "", default: IntervalSet()]
            .insert(Interval(at(start), at(end)))
    }

    private mutating func newUser() -> String {
        nextUser += 1024
        return String(nextUser)
    }

    private mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
    private mutating func chance(_ oneIn: Int64) -> Bool { number(1...oneIn) == 1 }
}

extension RandomMeeting {
    /// The rows of a report from the API: each names its connection by the `user_id` of the main room.
    var apiReport: [MeetingEvent] {
        stays.map { stay in
            event(
                .reported(until: at(stay.end), precision: .seconds(1)), stay.start, nil,
                user: stay.inBreakoutRoom ? nil : stay.user, parent: stay.inBreakoutRoom ? stay.user : nil,
                stay.identity)
        }
    }

    /// The rows of a file that a host downloads: names, and times to the second or to the minute.
    func downloadedReport(precision: Int64) -> [MeetingEvent] {
        func cut(_ second: Int64) -> Int64 { at(second).milliseconds / 1000 % precision }
        return stays.map { stay in
            event(
                .reported(until: at(stay.end - cut(stay.end)), precision: .seconds(precision)),
                stay.start - cut(stay.start), nil, ObservedIdentity(displayName: stay.identity.displayName))
        }
    }
}

extension Timeline {
    /// Everybody's presence by registrant id.
    var byRegistrant: [String: Presence] {
        Dictionary(grouping: attendees) { $0.identities.compactMap(\.registrantID).first ?? "" }
            .mapValues { presence(of: $0) }
    }

    /// As `byRegistrant`, without those whom only unconnected rows of reports tell of.
    var byNamedRegistrant: [String: Presence] { byRegistrant.filter { !$0.key.isEmpty } }

    /// By display name, for those who have one of their own.
    var byName: [String: Presence] {
        Dictionary(grouping: attendees) { $0.names.first ?? "" }.mapValues { presence(of: $0) }
    }
}

extension MeetingEvent {
    var isOfWaitingRoom: Bool {
        switch kind {
        case .putInWaitingRoom, .enteredWaitingRoom, .leftWaitingRoom, .admitted: true
        default: false
        }
    }
}
