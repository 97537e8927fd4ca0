import Attendance
import Testing

/// What one meeting's events prove, by hand. Seconds of the occurrence; `a` and `b` are connections, `1`, `2` rooms.
@Suite struct PresenceRuleTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var rule: String
        var events: [MeetingEvent]
        var proven = IntervalSet()
        var inferred = IntervalSet()
        var waiting = IntervalSet()
        var presentSince: Int64?
        var possiblyUntil: Int64?
        var flags: Set<PresenceFlag> = []
        var testDescription: String { rule }
    }

    @Test("the presence is what the rule says", arguments: complete + lost + waitingRoom + ends)
    func rule(_ example: Case) {
        for events in [example.events, example.events.reversed()] {
            let timeline = Timeline(events)
            let presence = timeline.presence
            #expect(presence.proven == example.proven)
            #expect(presence.inferred == example.inferred)
            #expect(presence.waiting == example.waiting)
            #expect(presence.presentSince == at(ifTold: example.presentSince))
            #expect(presence.possiblyUntil == at(ifTold: example.possiblyUntil))
            #expect(presence.flags == example.flags)
            #expect(presence.corrected.isEmpty)
        }
    }

    static let complete: [Case] = [
        Case(
            rule: "from a join to its leave",
            events: [event(.joined, 5, "a", user: "1"), event(.left, 65, "a", user: "1")], proven: seconds(5..<65)),
        Case(
            rule: "a room move within a second leaves no gap",
            events: [
                event(.joined, 0, "a", user: "1"), event(.left, 10, "a", user: "1"),
                event(.joined, 10, "a", user: "2"), event(.left, 20, "a", user: "2"),
            ], proven: seconds(0..<20)),
        Case(
            rule: "at equal times a join wins, without user ids too",
            events: [
                event(.joined, 0, "a"), event(.left, 10, "a"), event(.joined, 10, "a"), event(.left, 20, "a"),
            ], proven: seconds(0..<20)),
        Case(
            rule: "the leave of the room before may be later than the join of the next",
            events: [
                event(.joined, 0, "a", user: "1"), event(.joined, 10, "a", user: "2"),
                event(.left, 12, "a", user: "1"), event(.left, 20, "a", user: "2"),
            ], proven: seconds(0..<20)),
        Case(
            rule: "the old connection's late leave closes nothing of the new one",
            events: [
                event(.joined, 0, "a", user: "1"), event(.joined, 30, "b", user: "2"),
                event(.left, 91, "a", user: "1"), event(.left, 200, "b", user: "2"),
            ], proven: seconds(0..<200), flags: [.severalDevices]),
        Case(
            rule: "a lone join and leave in the same second are no time",
            events: [event(.joined, 7, "a", user: "1"), event(.left, 7, "a", user: "1")]),
        Case(
            rule: "breakout rooms count, tied by their parent where Zoom sends no participant_uuid",
            events: [
                event(.joined, 0, user: "1"), event(.left, 10, user: "1"),
                event(.joinedBreakoutRoom, 10, user: "b1", parent: "1"),
                event(.leftBreakoutRoom, 30, user: "b1", parent: "1"),
            ], proven: seconds(0..<30)),
        Case(
            rule: "a proof creates no presence by itself",
            events: [event(.seen, 3, "a", user: "1"), event(.bound(to: .init(userID: "9")), 5, "a", user: "1")]),
        Case(
            rule: "waiting for the host and being noted are nothing",
            events: [event(.waitedForHost, 3, "a"), event(.noted, 5, "a")]),
    ]

    static let lost: [Case] = [
        Case(
            rule: "without its leave a join is proven up to the last evidence, and inferred up to the end",
            events: [
                event(.joined, 0, "a", user: "1"), event(.seen, 40, "a", user: "1"), event(.ended, 100),
            ], proven: seconds(0..<40), inferred: seconds(40..<100), flags: [.inferredLeave]),
        Case(
            rule: "of two joins without a leave between, the time between is inferred after the last evidence",
            events: [
                event(.joined, 0, user: "1"), event(.seen, 10, user: "1"), event(.joined, 30, user: "1"),
                event(.left, 50, user: "1"),
            ], proven: seconds(0..<10, 30..<50), inferred: seconds(10..<30), flags: [.inferredLeave]),
        Case(
            rule: "a leave without its join proves nothing alone",
            events: [event(.left, 50, "a", user: "1")], possiblyUntil: 50, flags: [.missingJoin]),
        Case(
            rule: "a leave without its join is proven from the earliest evidence of the connection",
            events: [event(.seen, 20, "a"), event(.seen, 30, "a"), event(.left, 50, "a", user: "1")],
            proven: seconds(20..<50), possiblyUntil: 20, flags: [.missingJoin]),
        Case(
            rule: "the evidence of another connection proves nothing of this one",
            events: [event(.seen, 20, "b"), event(.left, 50, "a", user: "1")], possiblyUntil: 50,
            flags: [.missingJoin]),
        Case(
            rule: "a lost leave at a room move is certain: the connection went on",
            events: [
                event(.joined, 0, "a", user: "1"), event(.joined, 10, "a", user: "2"),
                event(.left, 20, "a", user: "2"), event(.ended, 90),
            ], proven: seconds(0..<20)),
        Case(
            rule: "a room move lost as a whole is certain too",
            events: [
                event(.joined, 0, "a", user: "1"), event(.left, 20, "a", user: "2"), event(.ended, 90),
            ], proven: seconds(0..<20)),
        Case(
            rule: "a lost join at a room move leaves no doubt when they came",
            events: [
                event(.joined, 0, "a", user: "1"), event(.left, 10, "a", user: "1"),
                event(.left, 20, "a", user: "2"),
            ], proven: seconds(0..<20)),
        Case(
            rule: "who left the main room did not stay in the breakout room",
            events: [
                event(.joined, 0, "a", user: "1"), event(.joinedBreakoutRoom, 10, "a", user: "b", parent: "1"),
                event(.left, 60, "a", user: "1"), event(.ended, 90),
            ], proven: seconds(0..<60)),
        Case(
            rule: "a breakout room whose leave is lost ends with the return",
            events: [
                event(.joined, 0, "a", user: "1"), event(.left, 10, "a", user: "1"),
                event(.joinedBreakoutRoom, 10, "a", user: "b", parent: "1"), event(.joined, 30, "a", user: "2"),
                event(.left, 40, "a", user: "2"), event(.ended, 90),
            ], proven: seconds(0..<40)),
        Case(
            rule: "another connection's presence leaves nothing to infer",
            events: [
                event(.joined, 0, "a", user: "1"), event(.joined, 5, "b", user: "2"),
                event(.left, 90, "b", user: "2"), event(.ended, 90),
            ], proven: seconds(5..<90), inferred: seconds(0..<5), flags: [.inferredLeave, .severalDevices]),
    ]

    static let waitingRoom: [Case] = [
        Case(
            rule: "waiting never counts",
            events: [
                event(.enteredWaitingRoom, 0, "a", user: "1"), event(.leftWaitingRoom, 30, "a", user: "1"),
                event(.admitted, 30, "a", user: "1"), event(.joined, 30, "a", user: "2"),
                event(.left, 50, "a", user: "2"),
            ], proven: seconds(30..<50), waiting: seconds(0..<30)),
        Case(
            rule: "being put in the waiting room ends presence, and the leave that follows is known to",
            events: [
                event(.joined, 0, "a", user: "1"), event(.putInWaitingRoom, 20, "a", user: "1"),
                event(.left, 22, "a", user: "1"), event(.leftWaitingRoom, 40, "a", user: "1"),
                event(.joined, 40, "a", user: "2"), event(.left, 60, "a", user: "2"),
            ], proven: seconds(0..<20, 40..<60), waiting: seconds(20..<40)),
        Case(
            rule: "being put in the waiting room in the second of joining is no time",
            events: [
                event(.joined, 20, "a", user: "1"), event(.putInWaitingRoom, 20, "a", user: "1"),
                event(.leftWaitingRoom, 40, "a", user: "1"), event(.ended, 90),
            ], waiting: seconds(20..<40)),
        Case(
            rule: "the waiting room ends presence also where nobody was told to be put there",
            events: [
                event(.joined, 0, "a", user: "1"), event(.enteredWaitingRoom, 20, "a", user: "1"),
                event(.left, 60, "a", user: "1"),
            ], proven: seconds(0..<20), inferred: seconds(20..<60), waiting: seconds(20..<60),
            flags: [.inferredLeave]),
        Case(
            rule: "being put in the waiting room without a join is a leave without one",
            events: [
                event(.enteredWaitingRoom, 0, "a", user: "1"), event(.leftWaitingRoom, 5, "a", user: "1"),
                event(.seen, 12, "a"), event(.putInWaitingRoom, 20, "a", user: "2"),
            ], proven: seconds(12..<20), waiting: seconds(0..<5), possiblyUntil: 12, flags: [.missingJoin]),
        Case(
            rule: "a leave after the return from the waiting room is proven from evidence after it only",
            events: [
                event(.joined, 0, "a", user: "1"), event(.putInWaitingRoom, 20, "a", user: "1"),
                event(.admitted, 40, "a", user: "1"), event(.seen, 50, "a"), event(.left, 60, "a", user: "2"),
            ], proven: seconds(0..<20, 50..<60), waiting: seconds(20..<40), possiblyUntil: 50,
            flags: [.missingJoin]),
    ]

    static let ends: [Case] = [
        Case(
            rule: "while there is no end, nothing is inferred",
            events: [event(.joined, 10, "a", user: "1"), event(.seen, 30, "a", user: "1")],
            proven: seconds(10..<30), presentSince: 10),
        Case(
            rule: "the latest end counts",
            events: [event(.joined, 10, "a", user: "1"), event(.ended, 50), event(.ended, 80), event(.ended, 20)],
            inferred: seconds(10..<80), flags: [.inferredLeave]),
        Case(
            rule: "who joined after the end is there",
            events: [event(.ended, 50), event(.joined, 60, "a", user: "1")], presentSince: 60),
        Case(
            rule: "who left after the end was there until then",
            events: [event(.joined, 10, "a", user: "1"), event(.ended, 50), event(.left, 52, "a", user: "1")],
            proven: seconds(10..<52)),
        Case(
            rule: "present since the earliest connection still open",
            events: [
                event(.joined, 10, "a", user: "1"), event(.joined, 40, "b", user: "2"),
                event(.joined, 0, "c", user: "3"), event(.left, 20, "c", user: "3"),
            ], proven: seconds(0..<20), presentSince: 10),
        Case(
            rule: "a practice session does not count",
            events: [
                event(.joined, 0, "a", user: "1"), event(.practiceEnded, 30), event(.left, 50, "a", user: "1"),
            ], proven: seconds(30..<50), flags: [.practiceSession]),
    ]

    @Test("attended is who was inside, however short; not who only waited or practised")
    func attended() {
        #expect(Timeline([event(.joined, 7, "a"), event(.left, 7, "a")]).presence.attended)
        #expect(Timeline([event(.left, 7, "a")]).presence.attended)
        #expect(!Timeline([event(.enteredWaitingRoom, 0, "a"), event(.leftWaitingRoom, 9, "a")]).presence.attended)
        #expect(
            !Timeline([event(.joined, 0, "a"), event(.left, 9, "a"), event(.practiceEnded, 10)]).presence.attended)
    }

    @Test("minutes so far go on until now for who is there, and count nothing twice")
    func soFar() {
        let timeline = Timeline([
            event(.joined, 0, "a"), event(.left, 600, "a"), event(.joined, 300, "b"), event(.seen, 400, "b"),
        ])
        #expect(timeline.presence.total(asOf: at(900)) == .seconds(900))
        #expect(timeline.presence(of: [.participant("a")]).total(asOf: at(900)) == .seconds(600))
    }

    @Test("open connections are those without a leave, whether or not the meeting ended")
    func openConnections() {
        var timeline = Timeline([event(.joined, 0, "a"), event(.joined, 0, "b")])
        #expect(timeline.hasOpenConnections && !timeline.isEnded)
        timeline.insert(event(.ended, 50))
        #expect(timeline.hasOpenConnections && timeline.isEnded)
        timeline.insert(event(.left, 49, "a"))
        timeline.insert(event(.putInWaitingRoom, 49, "b"))
        #expect(!timeline.hasOpenConnections && timeline.isEnded)
        timeline.insert(event(.joined, 51, "c"))
        #expect(timeline.hasOpenConnections && !timeline.isEnded)
    }

    @Test("the beginning and the end are those told, else the first join and the last leave")
    func beginningAndEnd() {
        var timeline = Timeline([event(.joined, 20, "a"), event(.left, 80, "a"), event(.noted, 90)])
        #expect(timeline.start == nil && timeline.began == at(20))
        #expect(timeline.end == nil && timeline.finished == at(80))
        timeline.insert(event(.joined, 30, "b"))
        #expect(timeline.finished == nil)
        for told in [event(.started, 5), event(.started, 3), event(.ended, 70), event(.ended, 85)] {
            timeline.insert(told)
        }
        #expect(timeline.start == at(3) && timeline.began == at(3))
        #expect(timeline.end == at(85) && timeline.finished == at(85))
        #expect(timeline.lastEvent == at(90))
    }
}
