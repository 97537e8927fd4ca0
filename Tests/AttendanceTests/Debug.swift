import Attendance
import TestSupport
import Testing
@Test func debugSeeds() {
    for (seed, person) in [(UInt64(8), "r6"), (6, "r4"), (13, "r7"), (13, "r5")] {
        var random = SplitMix64(seed: seed &+ 5)
        let meeting = RandomMeeting(seed: seed)
        let told = meeting.events.filter { $0.isOfWaitingRoom || Int.random(in: 0..<4, using: &random) > 0 }
        let p = Timeline(told).byRegistrant[person] ?? Presence()
        func s(_ i: IntervalSet) -> [String] { i.intervals.map { "\(($0.start - at(0)).milliseconds/1000)..<\(($0.end - at(0)).milliseconds/1000)" } }
        print("SEED", seed, person, "proven", s(p.proven), "truth", s(meeting.truth[person]!))
        for e in meeting.events where e.identity.registrantID == person { print(told.contains(e) ? "   " : " X ", e.kind, (e.time - at(0)).milliseconds/1000, e.connection!.participantUUID!, e.connection!.userID!) }
    }
}
