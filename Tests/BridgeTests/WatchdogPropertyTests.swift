import Attendance
import TestSupport
import Testing

@testable import Bridge

@Suite("What administrators are alerted to, over random weeks")
struct WatchdogPropertyTests {
    /// Some meetings, of which some times are heard, late or never, and a bridge that is stopped now and then.
    private struct World {
        var random: SplitMix64
        let start = BridgeUnderTest.evening
        var meetings: [Meeting] = []
        /// When something of a scheduled time was heard; nil: never.
        var heard: [String: Timestamp?] = [:]
        var (watchedThrough, lastEvent): (Timestamp?, Timestamp?) = (nil, nil)
        var standing: [Concern] = []

        init(seed: UInt64) {
            random = SplitMix64(seed: seed)
            for number in 0..<Int.random(in: 1...12, using: &random) {
                let schedule = Schedule(
                    weekdays: Set((0..<3).map { _ in Int.random(in: 1...7, using: &random) }),
                    startMinute: Int.random(in: 0..<24, using: &random) * 60, durationMinutes: 60,
                    timeZone: ["America/New_York", "Australia/Lord_Howe"].randomElement(using: &random) ?? "UTC")
                meetings.append(
                    Meeting(
                        id: MeetingID("m\(number)"), number: MeetingNumber("\(number)"), name: "M\(number)",
                        schedule: schedule))
            }
        }

        mutating func isHeard(_ meeting: Meeting, _ slot: Slot, at now: Timestamp) -> Bool {
            let name = "\(meeting.id) \(slot.start.rfc3339)"
            if heard[name] == nil {
                let delay = Span.minutes(Int64.random(in: 0...1500, using: &random))
                heard[name] = .some(Int.random(in: 0..<4, using: &random) == 0 ? nil : slot.start + delay)
            }
            return heard[name].flatMap(\.self).map { $0 <= now } ?? false
        }

        mutating func sight(at now: Timestamp, runningSince: Timestamp) -> Sight {
            let due = Watchdog().due(of: meetings, since: watchedThrough, standing: standing, now: now)
            var slots: [Sight.ScheduledTime] = []
            for (meeting, slot) in due {
                slots.append(
                    Sight.ScheduledTime(meeting: meeting, slot: slot, isHeard: isHeard(meeting, slot, at: now)))
            }
            if Int.random(in: 0..<4, using: &random) == 0 { lastEvent = now }
            return Sight(
                now: now, runningSince: runningSince, watchedThrough: watchedThrough, slots: slots,
                lastEvent: lastEvent, standing: standing)
        }
    }

    @Test("nothing is told twice or forgotten, and one look never tells much", arguments: PropertyCases.batches)
    func weeks(seeds: Range<UInt64>) throws {
        let watchdog = Watchdog()
        for seed in seeds {
            var world = World(seed: seed)
            var (now, runningSince) = (world.start, world.start)
            var told: Set<[String]> = []
            for step in 0..<60 {
                let sight = world.sight(at: now, runningSince: runningSince)
                let concerns = watchdog.concerns(in: sight)
                let new = concerns.filter { $0.since == nil }
                try #require(Set(concerns.map(\.name)).count == concerns.count, "seed \(seed) step \(step)")
                #expect(new.count <= watchdog.severally + 1, "seed \(seed) step \(step)")
                for concern in new where concern.kind == .meetingSilent || concern.kind == .meetingsSilent {
                    #expect(told.insert(concern.name).inserted, "seed \(seed) step \(step): \(concern.name)")
                }
                // Whatever is new and silent is told, alone, together, as one that is told of already, or since nothing
                // comes at all.
                if watchdog.isSettled(sight), sight.watchedThrough != nil {
                    let isStopped = concerns.contains { $0.kind == .deliveriesStopped }
                    for time in sight.slots where !time.isHeard && time.slot.start >= now - watchdog.memory {
                        let isTold = sight.slots.contains { other in
                            other.meeting.id == time.meeting.id && !other.isHeard
                                && concerns.contains { $0.covers(other) }
                        }
                        #expect(isTold || isStopped, "seed \(seed) step \(step): \(time.meeting.id)")
                    }
                }
                // The same look again tells nothing new.
                world.standing = concerns.map { concern in
                    var standing = concern
                    standing.since = standing.since ?? now
                    return standing
                }
                if sight.watchedThrough == nil || watchdog.isSettled(sight) { world.watchedThrough = now }
                var again = sight
                (again.standing, again.watchedThrough) = (world.standing, world.watchedThrough)
                #expect(watchdog.concerns(in: again) == world.standing, "seed \(seed) step \(step)")
                now = now + .minutes(Int64.random(in: 1...30, using: &world.random))
                if Int.random(in: 0..<30, using: &world.random) == 0 {
                    now = now + .minutes(Int64.random(in: 0...6000, using: &world.random))
                    runningSince = now
                }
            }
        }
    }
}
