import Attendance
import Testing

@Suite struct AttendeeTests {
    private func keys(_ events: MeetingEvent...) -> [[ConnectionKey]] { Timeline(events).attendees.map(\.connections) }

    @Test("a registration, customer key, Zoom account or e-mail ties connections; a name, phone or nothing does not")
    func ties() {
        func together(_ a: ObservedIdentity, _ b: ObservedIdentity) -> Bool {
            keys(event(.joined, 0, "a", a), event(.joined, 1, "b", b)).count == 1
        }
        #expect(together(ObservedIdentity(registrantID: "r"), ObservedIdentity(registrantID: "r")))
        #expect(together(ObservedIdentity(customerKey: "c"), ObservedIdentity(customerKey: "c")))
        #expect(together(ObservedIdentity(zoomUserID: "z"), ObservedIdentity(zoomUserID: "z")))
        #expect(together(ObservedIdentity(email: "A@example.com"), ObservedIdentity(email: "a@example.com ")))
        #expect(!together(ObservedIdentity(displayName: "iPhone"), ObservedIdentity(displayName: "iPhone")))
        #expect(!together(ObservedIdentity(phoneNumber: "15550100"), ObservedIdentity(phoneNumber: "15550100")))
        #expect(!together(ObservedIdentity(email: ""), ObservedIdentity(email: "")))
        #expect(!together(ObservedIdentity(registrantID: "x"), ObservedIdentity(customerKey: "x")))
    }

    @Test("ties reach through others")
    func chain() {
        let found = keys(
            event(.joined, 0, "a", ObservedIdentity(registrantID: "r")),
            event(.left, 1, "b", ObservedIdentity(email: "x@example.com", registrantID: "r")),
            event(.joined, 2, "c", ObservedIdentity(email: "x@example.com")), event(.joined, 3, "d"))
        #expect(found == [[.participant("a"), .participant("b"), .participant("c")], [.participant("d")]])
    }

    @Test("the e-mail of a breakout room is the room's, so it ties and names nobody")
    func breakoutEmail() throws {
        let identity = ObservedIdentity(displayName: "Jane", email: "host@example.com")
        let timeline = Timeline([
            event(.joinedBreakoutRoom, 0, "a", user: "b1", identity),
            event(.joinedBreakoutRoom, 0, "b", user: "b2", identity),
        ])
        #expect(timeline.attendees.count == 2)
        #expect(timeline.attendees.allSatisfy { $0.identities.allSatisfy { $0.email == nil } })
    }

    @Test("a phone belongs to the computer it was bound to, in whatever way and order that is told")
    func bound() {
        let phone = event(.joined, 0, "p", user: "1")
        let computer = event(.joined, 0, "c", user: "2")
        let both: [[ConnectionKey]] = [[.participant("c"), .participant("p")]]
        for other in [
            MeetingEvent.Connection(participantUUID: "c", userID: "2"), MeetingEvent.Connection(userID: "2"),
        ] {
            let bind = event(.bound(to: other), 5, "p", user: "1")
            #expect(keys(phone, computer, bind) == both)
            #expect(keys(bind, computer, phone) == both)
            #expect(keys(computer, bind) == both)
            #expect(Timeline([bind, phone, computer]).attendee(of: computer)?.connections == both[0])
        }
        let lost = MeetingEvent.Connection(participantUUID: "gone")
        #expect(
            keys(event(.bound(to: lost), 5, "p"), event(.bound(to: lost), 6, "q"))
                == [[.participant("p"), .participant("q")]])
    }

    @Test("a user_id belongs to the one participant_uuid it was seen with; to none when there are two")
    func userIDs() {
        let alone = event(.left, 9, user: "1")
        #expect(keys(event(.joined, 0, "a", user: "1"), alone) == [[.participant("a")]])
        #expect(
            keys(event(.joined, 0, "a", user: "1"), alone, event(.joined, 0, "b", user: "1"))
                == [[.participant("a")], [.participant("b")], [.user("1")]])
        let breakout = event(.joinedBreakoutRoom, 3, user: "b", parent: "1")
        #expect(keys(event(.joined, 0, "a", user: "1"), breakout) == [[.participant("a")]])
        #expect(keys(breakout, alone) == [[.user("1")]])
    }

    @Test("an event that names no connection is kept by the person it names, or counts for nothing")
    func unnamed() throws {
        var timeline = Timeline()
        var event = event(.joined, 0, "a", ObservedIdentity(email: "A@example.com"))
        event.connection = .init()
        timeline.insert(event)
        let key = try #require(IdentityKey(.email, "a@example.com"))
        #expect(timeline.attendees.map(\.connections) == [[.unnamed(key)]])
        event.identity = ObservedIdentity(displayName: "Jane")
        let told = (timeline.insert(event), again: timeline.insert(event))
        #expect(told == (true, again: false))
        #expect(timeline.attendee(of: event) == nil)
        #expect(timeline.attendees.count == 1)
    }

    @Test("all names seen are kept, sorted")
    func names() {
        let timeline = Timeline([
            event(.joined, 0, "a", ObservedIdentity(displayName: "Zoe")), event(.left, 5, "a"),
            event(.seen, 3, "a", ObservedIdentity(displayName: "Jane")),
        ])
        #expect(timeline.attendees.map(\.names) == [["Jane", "Zoe"]])
    }

    @Test("a moment outside the years that can be written does no harm")
    func absurdTimes() {
        func told(_ kind: MeetingEvent.Kind, _ milliseconds: Int64) -> MeetingEvent {
            MeetingEvent(
                kind, in: occurrence, at: Timestamp(milliseconds: milliseconds),
                connection: .init(participantUUID: "a", userID: "1"))
        }
        let timeline = Timeline([told(.joined, .min), told(.left, .max), told(.ended, .max), told(.started, .min)])
        #expect(timeline.presence.certain.total == Timestamp.distantFuture - .distantPast)
    }
}
