import Attendance
import Testing

/// What rows of reports do beside webhooks, each by an example.
@Suite struct ReportTests {
    private let jane = ObservedIdentity(displayName: "Jane Doe")

    private func row(
        _ join: Int64, _ leave: Int64, _ participant: String? = nil, user: String? = nil,
        as identity: ObservedIdentity = ObservedIdentity(displayName: "Jane Doe"), precision: Int64 = 1
    ) -> MeetingEvent {
        event(.reported(until: at(leave), precision: .seconds(precision)), join, participant, user: user, identity)
    }

    /// The first moment of the occurrence on which a whole minute falls is second 40.
    private let minute: Int64 = 40

    @Test("a report alone proves what it tells, to the second")
    func alone() {
        let timeline = Timeline([row(0, 600, "a"), row(900, 1200, "b")])
        #expect(timeline.presence.proven == seconds(0..<600, 900..<1200))
        #expect(timeline.presence.flags.isEmpty && timeline.presence.attended)
        #expect(timeline.firstJoin == at(0) && timeline.lastJoin == at(900) && timeline.lastLeave == at(1200))
        #expect(timeline.began == at(0) && timeline.finished == at(1200))
    }

    @Test("the minute that was cut off a join is not proven")
    func minutes() {
        let timeline = Timeline([row(minute, minute + 600, precision: 60)])
        #expect(timeline.presence.proven == seconds(minute + 60..<minute + 600))
        let short = Timeline([row(minute, minute, precision: 60)]).presence
        #expect(short.proven.isEmpty && short.attended)
    }

    @Test("a report supplies the leave that was lost, and nothing is inferred")
    func lostLeave() {
        for report in [row(1, 601, "a", user: "1"), row(0, 601)] {
            let presence = Timeline([event(.joined, 0, "a", user: "1", jane), report, event(.ended, 900)]).presence
            #expect(presence.proven == seconds(0..<601))
            #expect(presence.inferred.isEmpty && presence.presentSince == nil && presence.flags.isEmpty)
        }
    }

    @Test("a report supplies the join that was lost, and none is missing")
    func lostJoin() {
        for report in [row(100, 601, "a", user: "1"), row(100, 601)] {
            let presence = Timeline([event(.left, 600, "a", user: "1", jane), report]).presence
            #expect(presence.proven == seconds(100..<601))
            #expect(presence.possiblyUntil == nil && presence.flags.isEmpty)
        }
    }

    @Test("where webhooks and report tell a stay differently, both count")
    func bothTell() {
        let told = [event(.joined, 10, "a", user: "1", jane), event(.left, 500, "a", user: "1")]
        let presence = Timeline(told + [row(0, 450, "a", user: "1")]).presence
        #expect(presence.proven == seconds(0..<500))
        #expect(presence.flags.isEmpty)
    }

    @Test("a row without connection belongs to the only one of its name that came then")
    func linked() {
        let told = [event(.joined, 0, "a", user: "1", jane), event(.joined, 5, "b", user: "2", jane)]
        let timeline = Timeline(told + [row(2, 600)])
        #expect(timeline.attendees.count == 2)
        #expect(timeline.connection(of: row(2, 600)) == .participant("a"))
        #expect(timeline.presence(of: [.participant("a")]).proven == seconds(0..<600))
        #expect(timeline.presence(of: [.participant("b")]).presentSince == at(5))
    }

    @Test("a name is found in either of two, an e-mail too, in any spelling; a phone number or an address never")
    func linkedBy() {
        func isLinked(_ told: ObservedIdentity, _ reported: ObservedIdentity) -> Bool {
            Timeline([event(.joined, 0, "a", told), row(0, 60, as: reported)]).attendees.count == 1
        }
        #expect(isLinked(jane, ObservedIdentity(displayName: "Jane #K7Q2", originalName: "JANE  DOE")))
        #expect(isLinked(ObservedIdentity(email: "j@example.com"), ObservedIdentity(email: "J@example.com ")))
        #expect(!isLinked(jane, ObservedIdentity(displayName: "Jane")))
        #expect(!isLinked(ObservedIdentity(phoneNumber: "12025550143"), ObservedIdentity(phoneNumber: "12025550143")))
        #expect(
            !isLinked(ObservedIdentity(publicAddress: "192.0.2.1"), ObservedIdentity(publicAddress: "192.0.2.1")))
        let sealed = "sealed:" + String(repeating: "a1", count: 16)
        #expect(isLinked(ObservedIdentity(displayName: sealed), ObservedIdentity(displayName: sealed)))
    }

    @Test("of two called the same who came together, the leave decides; else the row is nobody's")
    func twoAlike() {
        let came = [event(.joined, 0, "a", user: "1", jane), event(.joined, 1, "b", user: "2", jane)]
        let undecided = Timeline(came + [row(0, 600)])
        #expect(undecided.attendees.count == 3)
        #expect(undecided.presence(of: [.participant("a")]).proven.isEmpty)
        let decided = Timeline(came + [event(.left, 600, "b", user: "2"), row(0, 600)])
        #expect(decided.connection(of: row(0, 600)) == .participant("b"))
        #expect(decided.attendees.count == 2)
    }

    @Test("a row that is nobody's is a connection of its own, which says nothing of the person")
    func unlinked() throws {
        let rows = [row(0, 600), row(0, 600, as: ObservedIdentity(displayName: "iPhone")), row(700, 800)]
        let timeline = Timeline(rows)
        #expect(timeline.attendees.count == 3)
        #expect(Set(timeline.attendees.flatMap(\.connections)).count == 3)
        for attendee in timeline.attendees {
            guard case .reported(let key) = attendee.connections[0] else {
                Issue.record("\(attendee.connections)")
                continue
            }
            #expect(key.utf8.allSatisfy { (48...57).contains($0) || $0 == 45 })
        }
        let found = try #require(timeline.attendee(of: rows[1]))
        #expect(found.names == ["iPhone"])
    }

    @Test("an e-mail that only a report tells ties and names the connection its row belongs to")
    func tells() throws {
        let known = ObservedIdentity(displayName: "Jane Doe", email: "jane@example.com")
        let timeline = Timeline([
            event(.joined, 0, "a", jane), event(.left, 100, "a", jane), row(0, 100, as: known),
            row(200, 300, as: known),
        ])
        #expect(timeline.attendees.count == 1)
        #expect(timeline.presence.proven == seconds(0..<100, 200..<300))
        let email = try #require(IdentityKey(.email, "jane@example.com"))
        let result = match(timeline.identities(of: .participant("a"))) { $0 == email ? [PersonID("jane")] : [] }
        #expect(result == .participant(PersonID("jane"), .signedIn, by: email))
    }

    @Test("a row of a breakout room does not end the stay in the meeting")
    func breakoutRoom() {
        let reported = MeetingEvent(
            .reported(until: at(300), precision: .seconds(1)), in: occurrence, at: at(100),
            connection: .init(participantUUID: "a", parentUserID: "1"), identity: jane)
        let presence = Timeline([event(.joined, 0, "a", user: "1", jane), reported]).presence
        #expect(presence.proven == seconds(0..<300))
        #expect(presence.presentSince == at(0))
    }

    @Test("a leave known to the minute proves nothing beyond it; the rest of the minute is likely")
    func coarseEnds() {
        let left = event(.left, minute + 630, "a", user: "1", jane)
        let presence = Timeline([left, row(minute, minute + 600, precision: 60)]).presence
        #expect(presence.proven == seconds(minute + 60..<minute + 600))
        #expect(presence.inferred == seconds(minute + 600..<minute + 630))
        #expect(presence.possiblyUntil == nil)
        let joined = event(.joined, minute + 30, "a", user: "1", jane)
        let other = Timeline([joined, row(minute, minute + 600, precision: 60)]).presence
        #expect(other.proven == seconds(minute + 60..<minute + 600))
        #expect(other.inferred == seconds(minute + 30..<minute + 60))
        #expect(other.presentSince == nil)
    }

    @Test("a row that comes after webhooks of its connection is told for that connection")
    func takes() {
        var timeline = Timeline([event(.joined, 0, "a", user: "1", jane)])
        #expect(timeline.take(row(0, 600)).map { $0.contains(.participant("a")) } == true)
        #expect(timeline.take(row(0, 600)) == nil)
        #expect(timeline.take(event(.ended, 700)) == [])
        #expect(timeline.take(event(.left, 650, "a", user: "1"))?.contains(.participant("a")) == true)
        #expect(timeline.presence.proven == seconds(0..<650))
        #expect(!timeline.hasOpenConnections && timeline.isEnded)
    }
}
