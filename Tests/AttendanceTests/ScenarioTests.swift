import Attendance
import TestSupport
import Testing

/// `webhook-samples/scenarios`: every quirk of Zoom's, with attendance added up by hand.
@Suite("Scenarios")
struct ScenarioTests {
    /// What a timeline says of everybody, as `expected.json` says it.
    private func attendees(_ timeline: Timeline) -> [Set<String>: ExpectedAttendee] {
        let found = timeline.attendees.map { attendee in
            let presence = timeline.presence(of: attendee)
            return ExpectedAttendee(
                connections: Set(attendee.connections.compactMap(\.zoomName)), names: Set(attendee.names),
                proven: presence.proven.total, inferred: presence.inferred.total, presentSince: presence.presentSince,
                flags: Set(presence.flags.map(\.rawValue)))
        }
        return Dictionary(found.map { ($0.connections, $0) }, uniquingKeysWith: { $1 })
    }

    private func check(_ events: [MeetingEvent], _ scenario: Scenario, _ order: Comment) {
        let occurrences = Dictionary(grouping: events, by: \.occurrence)
        #expect(Set(occurrences.keys) == Set(scenario.expected.map(\.uuid)), order)
        for expected in scenario.expected {
            let timeline = Timeline(occurrences[expected.uuid] ?? [])
            #expect(timeline.start == expected.start, order)
            #expect(timeline.end == expected.end, order)
            let found = attendees(timeline)
            #expect(found.count == expected.attendees.count, order)
            #expect(timeline.attendees.count == expected.attendees.count, order)
            for attendee in expected.attendees { #expect(found[attendee.connections] == attendee, order) }
        }
    }

    @Test("the attendance is what was added up by hand", arguments: try Scenario.all())
    func asTheyArrive(_ scenario: Scenario) {
        check(scenario.events, scenario, "in the order they arrive")
        check(scenario.events.reversed(), scenario, "the last first")
    }

    @Test("order changes nothing", arguments: try Scenario.all())
    func shuffled(_ scenario: Scenario) {
        for seed in UInt64(0)..<100 {
            var random = SplitMix64(seed: seed)
            check(scenario.events.shuffled(using: &random), scenario, "seed \(seed)")
        }
    }

    @Test("duplicates change nothing", arguments: try Scenario.all())
    func repeated(_ scenario: Scenario) {
        let once = scenario.events
        for seed in UInt64(0)..<20 {
            var random = SplitMix64(seed: seed)
            let again = (0..<once.count * 2).compactMap { _ in once.randomElement(using: &random) }
            check((once + again).shuffled(using: &random), scenario, "seed \(seed)")
        }
    }

    @Test("a person of the roster is the union of their attendees", arguments: try Scenario.all())
    func people(_ scenario: Scenario) throws {
        for person in scenario.people {
            let keys = [IdentityKey(.email, person.email ?? ""), IdentityKey(.phone, person.phone ?? "")]
            let timeline = Timeline(scenario.events)
            let theirs = timeline.attendees.filter { attendee in
                let found = match(attendee.identities) { keys.contains($0) ? [PersonID("person")] : [] }
                return found != .nobody
            }
            #expect(!theirs.isEmpty)
            #expect(timeline.presence(of: theirs).proven.total == person.proven, "\(person.name)")
        }
    }
}

extension ConnectionKey {
    /// `participant_uuid`, else `user_id`; nil for who was only seen to wait for the host.
    fileprivate var zoomName: String? {
        switch self {
        case .participant(let name), .user(let name): name
        case .unnamed, .reported: nil
        }
    }
}
