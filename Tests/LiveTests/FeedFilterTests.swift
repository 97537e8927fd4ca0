import Attendance
import Live
import Testing

private let rep = PersonID("rep")
private let one = ConnectionID(1)
private let two = ConnectionID(2)

private func row(_ position: Int64, _ event: String, _ data: String = "{}") -> FeedMessage {
    FeedMessage(
        position: Position(position), person: rep, at: Timestamp(seconds: position), event: event,
        data: Array(data.utf8))
}

@Suite("What a connection wants to hear")
struct FeedFilterTests {
    @Test(
        "the participant of a message is whom its data names, and nobody where it names none",
        arguments: [
            (#"{"participant":"ana","name":"Ana"}"#, "ana"), (#"{"nested":{"participant":"ana"}}"#, nil),
            (#"{"participant":7}"#, nil), (#"["participant","ana"]"#, nil), ("", nil), ("{", nil),
            (#"{"participant":"\u0061na"}"#, "ana"),
        ])
    func subject(_ data: String, _ participant: String?) {
        #expect(row(1, "e", data).participant == participant.map { PersonID($0) })
    }

    @Test("by name of event and by participant, and both together")
    func admitting() {
        let ana = row(1, "participant-joined", #"{"participant":"ana"}"#)
        let ben = row(2, "participant-left", #"{"participant":"ben"}"#)
        let meeting = row(3, "meeting-started", #"{"meeting":"ana"}"#)
        func admitted(_ filter: FeedFilter) -> [FeedMessage] { [ana, ben, meeting].filter(filter.admits) }
        #expect(admitted(.everything) == [ana, ben, meeting])
        #expect(admitted(FeedFilter(events: ["participant-left", "meeting-started"])) == [ben, meeting])
        #expect(admitted(FeedFilter(participant: PersonID("ana"))) == [ana])
        #expect(admitted(FeedFilter(events: ["participant-left"], participant: PersonID("ana"))) == [])
        #expect(admitted(FeedFilter(events: [])) == [])
    }

    @Test("each connection of a person hears what it asked for, as it comes and from a backlog")
    func telling() {
        var hub = Hub(head: 4)
        _ = hub.connect(one, rep, since: nil, filter: FeedFilter(events: ["a"]))
        _ = hub.connect(two, rep, since: 0, filter: FeedFilter(participant: PersonID("ana")))
        let news = [row(5, "a", #"{"participant":"ben"}"#), row(6, "b", #"{"participant":"ana"}"#), row(7, "b")]
        #expect(hub.publish(news) == [.send(news[0], to: [one])])
        let backlog = [row(1, "a"), row(2, "a", #"{"participant":"ana"}"#), row(4, "b", #"{"participant":"ben"}"#)]
        #expect(
            hub.caughtUp(two, backlog, readThrough: 4) == [.send(backlog[1], to: [two]), .send(news[1], to: [two])])
    }

    @Test("what a connection does not want to hear takes no room while it catches up")
    func keeping() {
        var hub = Hub(head: 1, limits: Hub.Limits(keptWhileCatchingUp: 1))
        _ = hub.connect(one, rep, since: 0, filter: FeedFilter(events: ["a"]))
        let news = (2...9).map { row($0, $0 == 5 ? "a" : "b") }
        #expect(hub.publish(news) == [])
        #expect(
            hub.caughtUp(one, [row(1, "a")], readThrough: 1) == [
                .send(row(1, "a"), to: [one]), .send(row(5, "a"), to: [one]),
            ])
    }

    @Test("a filtered connection whose position is no longer kept is told to load everything again")
    func resync() {
        var hub = Hub(head: 9, forgottenThrough: 5)
        let actions = hub.connect(one, rep, since: 4, filter: FeedFilter(events: ["never"]))
        #expect(actions == [.welcome(one, after: 9), .resync(one, after: 9)])
    }

    @Test("another filter holds for what comes after the position it is answered with")
    func following() {
        var hub = Hub(head: 4)
        _ = hub.connect(one, rep, since: nil, filter: FeedFilter(events: ["a"]))
        #expect(hub.publish([row(5, "b")]) == [])
        #expect(hub.follow(one, FeedFilter(events: ["b"])) == 5)
        #expect(hub.publish([row(6, "b"), row(7, "a")]) == [.send(row(6, "b"), to: [one])])
        #expect(hub.toldThrough(one) == 7)
        #expect(hub.follow(two, .everything) == nil)
        #expect(hub.toldThrough(two) == nil)
    }

    @Test("who changes the filter while catching up misses nothing that the new one admits, and is told nothing twice")
    func followingWhileCatchingUp() {
        var hub = Hub(head: 4)
        _ = hub.connect(one, rep, since: 0, filter: FeedFilter(events: ["a"]))
        // Passed over, and kept, while the old filter held.
        #expect(hub.publish([row(5, "b"), row(6, "a")]) == [])
        #expect(hub.toldThrough(one) == 0)
        #expect(hub.follow(one, FeedFilter(events: ["b"])) == 0)
        #expect(
            hub.caughtUp(one, [row(1, "a"), row(2, "b")], readThrough: 4) == [
                .send(row(2, "b"), to: [one]), .readBacklog(one, rep, after: 4, through: 6),
            ])
        #expect(hub.follow(one, .everything) == 4)
        #expect(
            hub.caughtUp(one, [row(5, "b"), row(6, "a")], readThrough: 6) == [
                .send(row(5, "b"), to: [one]), .send(row(6, "a"), to: [one]),
            ])
        #expect(hub.publish([row(7, "c")]) == [.send(row(7, "c"), to: [one])])
    }
}
