import Attendance
import Live
import Testing

private let ana = PersonID("ana")
private let ben = PersonID("ben")
private let one = ConnectionID(1)
private let two = ConnectionID(2)

private func row(_ position: Int64, _ person: PersonID = ana) -> FeedMessage {
    FeedMessage(position: Position(position), person: person, at: Timestamp(seconds: position), event: "e", data: [])
}

@Suite("The hub")
struct HubTests {
    @Test("tells a row once to each connection of its person, and to nobody else")
    func audience() {
        var hub = Hub(head: 0)
        #expect(hub.connect(one, ana, since: nil) == [.welcome(one, after: 0)])
        #expect(hub.connect(two, ana, since: nil) == [.welcome(two, after: 0)])
        #expect(hub.connect(ConnectionID(3), ben, since: nil) == [.welcome(ConnectionID(3), after: 0)])
        #expect(hub.publish([row(1)]) == [.send(row(1), to: [one, two])])
        #expect(hub.publish([row(2, PersonID("nobody here"))]) == [])
        #expect(hub.publish([row(3, ben)]) == [.send(row(3, ben), to: [ConnectionID(3)])])
    }

    @Test("a wake-up that lies changes nothing: rows told before are passed over, a gap asks for what is missing")
    func wakeUps() {
        var hub = Hub(head: 5)
        _ = hub.connect(one, ana, since: nil)
        #expect(hub.publish([row(4), row(5)]) == [])
        #expect(hub.publish([row(7)]) == [.reload(after: 5)])
        #expect(hub.head == 5)
        #expect(hub.publish([row(5), row(6), row(8)]) == [.send(row(6), to: [one]), .reload(after: 6)])
        #expect(hub.publish([row(7), row(8)]) == [.send(row(7), to: [one]), .send(row(8), to: [one])])
        #expect(hub.publish([FeedMessage]()) == [])
    }

    @Test("what is published while a backlog is read comes after the backlog")
    func catchingUp() {
        var hub = Hub(head: 9)
        #expect(
            hub.connect(one, ana, since: 3) == [
                .welcome(one, after: 3), .readBacklog(one, ana, after: 3, through: 9),
            ])
        #expect(hub.publish([row(10), row(11, ben)]) == [])
        #expect(
            hub.caughtUp(one, [row(4)], readThrough: 6) == [
                .send(row(4), to: [one]), .readBacklog(one, ana, after: 6, through: 9),
            ])
        #expect(
            hub.caughtUp(one, [row(8)], readThrough: 9) == [.send(row(8), to: [one]), .send(row(10), to: [one])])
        #expect(hub.publish([row(12)]) == [.send(row(12), to: [one])])
    }

    @Test("when more is published than is kept, the rest is read from the store")
    func overflow() {
        var hub = Hub(head: 2, limits: Hub.Limits(keptWhileCatchingUp: 2))
        _ = hub.connect(one, ana, since: 0)
        #expect(hub.publish((3...6).map { row($0) }) == [])
        #expect(
            hub.caughtUp(one, [row(1)], readThrough: 2) == [
                .send(row(1), to: [one]), .readBacklog(one, ana, after: 2, through: 6),
            ])
        #expect(hub.caughtUp(one, [row(3)], readThrough: 6) == [.send(row(3), to: [one])])
        #expect(hub.publish([row(7)]) == [.send(row(7), to: [one])])
    }

    @Test("a store that has read further than asked makes no row come twice")
    func readFurther() {
        var hub = Hub(head: 2)
        _ = hub.connect(one, ana, since: 0)
        #expect(hub.publish([row(3)]) == [])
        #expect(hub.caughtUp(one, [row(3), row(4)], readThrough: 4).count == 2)
        #expect(hub.publish([row(4), row(5)]) == [.send(row(5), to: [one])])
    }

    @Test("another person's row in a backlog is not passed on")
    func foreignRow() {
        var hub = Hub(head: 2)
        _ = hub.connect(one, ana, since: 0)
        #expect(hub.caughtUp(one, [row(1, ben), row(2)], readThrough: 2) == [.send(row(2), to: [one])])
    }

    @Test("a position of the future or one no longer kept means: read afresh", arguments: [Position(2), 11, -1])
    func resync(_ since: Position) {
        var hub = Hub(head: 10, forgottenThrough: 3)
        #expect(hub.connect(one, ana, since: since) == [.welcome(one, after: 10), .resync(one, after: 10)])
        #expect(hub.publish([row(11)]) == [.send(row(11), to: [one])])
    }

    @Test("the oldest position still kept can be resumed from, and so can the newest", arguments: [Position(3), 10])
    func edges(_ since: Position) {
        var hub = Hub(head: 10, forgottenThrough: 3)
        #expect(!hub.connect(one, ana, since: since).contains(.resync(one, after: 10)))
    }

    @Test("rows deleted while they were still to be read mean: read afresh")
    func forgetting() {
        var hub = Hub(head: 10)
        _ = hub.connect(one, ana, since: 2)
        _ = hub.connect(two, ana, since: 8)
        #expect(hub.forget(through: 5) == [.resync(one, after: 10)])
        #expect(hub.caughtUp(one, [row(6)], readThrough: 10) == [])
        #expect(hub.forget(through: 4) == [])
        #expect(hub.caughtUp(two, [row(9)], readThrough: 10) == [.send(row(9), to: [two])])
    }

    @Test("a backlog that cannot be read, or does not move, closes the connection")
    func unreadable() {
        var hub = Hub(head: 10)
        _ = hub.connect(one, ana, since: 2)
        _ = hub.connect(two, ana, since: 2)
        #expect(hub.backlogUnavailable(one) == [.close(one, .backlogUnavailable)])
        #expect(hub.backlogUnavailable(one) == [])
        #expect(hub.caughtUp(two, [FeedMessage](), readThrough: 2) == [.close(two, .backlogUnavailable)])
        #expect(hub.connectionCount == 0)
    }

    @Test("one connection too many closes the person's oldest")
    func limit() {
        var hub = Hub(head: 0, limits: Hub.Limits(connectionsPerPerson: 2))
        _ = hub.connect(one, ana, since: nil)
        _ = hub.connect(two, ana, since: nil)
        _ = hub.connect(ConnectionID(9), ben, since: nil)
        #expect(
            hub.connect(ConnectionID(3), ana, since: nil) == [
                .welcome(ConnectionID(3), after: 0), .close(one, .tooManyConnections),
            ])
        #expect(hub.publish([row(1)]) == [.send(row(1), to: [two, ConnectionID(3)])])
    }

    @Test("knows who is online")
    func presence() {
        var hub = Hub(head: 0)
        _ = hub.connect(one, ana, since: nil)
        _ = hub.connect(two, ana, since: nil)
        _ = hub.connect(ConnectionID(3), ben, since: nil)
        #expect(Set(hub.online) == [ana, ben])
        #expect(hub.connectionCount(of: ana) == 2)
        hub.disconnect(two)
        hub.disconnect(two)
        #expect(hub.isOnline(ana))
        hub.disconnect(one)
        #expect(!hub.isOnline(ana))
        #expect(hub.onlineCount == 1)
        #expect(hub.connectionCount == 1)
        #expect(hub.person(of: ConnectionID(3)) == ben)
    }

    @Test("revoking closes a person's connections, stopping closes all")
    func closing() {
        var hub = Hub(head: 0)
        _ = hub.connect(one, ana, since: nil)
        _ = hub.connect(two, ben, since: nil)
        _ = hub.connect(ConnectionID(3), ana, since: nil)
        #expect(hub.revoke(ana) == [.close(one, .revoked), .close(ConnectionID(3), .revoked)])
        #expect(hub.stop() == [.close(two, .goingAway)])
        #expect(hub.publish([row(1), row(2, ben)]) == [])
    }

    @Test("a connection ends for a reason from outside once, and then nothing is said to it")
    func ending() {
        var hub = Hub(head: 0)
        _ = hub.connect(one, ana, since: nil)
        _ = hub.connect(two, ana, since: nil)
        #expect(hub.connections(of: ana) == [one, two])
        #expect(hub.end(one, .accessChanged) == [.close(one, .accessChanged)])
        #expect(hub.end(one, .accessChanged) == [])
        #expect(hub.publish([row(1)]) == [.send(row(1), to: [two])])
        #expect(hub.connections(of: ana) == [two])
    }

    @Test("a connection ends in the millisecond in which what let it in does, and no other does")
    func expiry() {
        func moment(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }
        var hub = Hub(head: 0)
        #expect(hub.nextEnd == nil)
        _ = hub.connect(one, ana, since: nil, until: moment(5000))
        _ = hub.connect(two, ben, since: nil, until: moment(9000))
        _ = hub.connect(ConnectionID(3), ben, since: nil)
        #expect(hub.nextEnd == moment(5000))
        #expect(hub.expire(at: moment(4999)) == [])
        #expect(hub.expire(at: moment(5000)) == [.close(one, .expired)])
        #expect(hub.nextEnd == moment(9000))
        #expect(hub.expire(at: moment(8999)) == [])
        #expect(hub.expire(at: moment(60_000)) == [.close(two, .expired)])
        #expect(hub.nextEnd == nil)
        #expect(hub.connectionCount == 1)
    }

    @Test("counts who came, resumed, had to load everything again, and was closed for which reason")
    func counting() {
        var hub = Hub(head: 10, forgottenThrough: 3, limits: Hub.Limits(connectionsPerPerson: 5))
        for (number, since) in [nil, Position(10), 5, 2, 99].enumerated() {
            _ = hub.connect(ConnectionID(UInt64(number)), ana, since: since)
        }
        _ = hub.forget(through: 6)
        _ = hub.connect(ConnectionID(9), ana, since: nil)
        _ = hub.end(ConnectionID(9), .accessChanged)
        hub.disconnect(ConnectionID(1))
        #expect(hub.counts.connects == 6)
        #expect(hub.counts.resumes == 2)
        // Two that asked for what is not to be had, and one that was overtaken.
        #expect(hub.counts.resyncs == 3)
        #expect(hub.counts.closes == [.tooManyConnections: 1, .accessChanged: 1])
    }

    @Test("so many requests within a second, and one more ends the connection; a clock that is set back begins anew")
    func requests() {
        var hub = Hub(head: 0, limits: Hub.Limits(requestsPerSecond: 2))
        for id in [one, two] { _ = hub.connect(id, ana, since: nil) }
        let start = Timestamp(seconds: 100)
        for after: Int64 in [0, 999, 1000, 1500, 2000, -500, -400] {
            #expect(hub.asked(one, at: start + Span(milliseconds: after)) == [], "\(after)")
        }
        #expect(hub.asked(two, at: start) == [])
        #expect(hub.asked(one, at: start - Span(milliseconds: 300)) == [.close(one, .tooManyRequests)])
        #expect(hub.asked(one, at: start) == [])
        #expect(hub.counts.requests == 9)
        #expect(hub.counts.closes == [.tooManyRequests: 1])
    }

    @Test("tells how connections are spread over people, those with the most first")
    func crowd() {
        var hub = Hub(head: 0)
        for (number, person) in [ben, ana, ben, ana, ben, PersonID("cid")].enumerated() {
            _ = hub.connect(ConnectionID(UInt64(number)), person, since: nil)
        }
        _ = hub.connect(ConnectionID(9), PersonID("cad"), since: nil)
        let crowd = hub.crowd(naming: 3)
        #expect(crowd.peopleByConnections == [3: 1, 2: 1, 1: 2])
        #expect(crowd.highest == 3)
        #expect(crowd.largest.map(\.person) == [ben, ana, PersonID("cad")])
        #expect(crowd.largest.map(\.connections) == [3, 2, 1])
        #expect(Hub(head: 0).crowd(naming: 3).highest == 0)
    }

    @Test("only digits are a position", arguments: ["", "-1", "+1", " 1", "1.0", "9223372036854775808", "٣"])
    func badPosition(_ text: String) { #expect(Position(parsing: text) == nil) }

    @Test("digits are a position")
    func goodPosition() { #expect(Position(parsing: "0042") == 42) }
}
