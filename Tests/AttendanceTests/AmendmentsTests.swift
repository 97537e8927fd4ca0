import Attendance
import TestSupport
import Testing

@Suite struct AmendmentsTests {
    private func added(_ from: Int64, _ until: Int64) -> Amendments.Change { .add(Interval(at(from), at(until))) }
    private func removed(_ from: Int64, _ until: Int64) -> Amendments.Change { .remove(Interval(at(from), at(until))) }

    @Test("the later decision wins where two overlap")
    func laterWins() {
        let changes = Amendments([added(0, 100), removed(50, 200), added(150, 160)])
        #expect(changes.added == seconds(0..<50, 150..<160))
        #expect(changes.removed == seconds(50..<150, 160..<200))
        #expect(Amendments([removed(0, 10), added(0, 10)]).removed.isEmpty)
    }

    @Test("added time is corrected where it was not proven, also where it was inferred")
    func adding() {
        let presence = Presence(
            proven: seconds(0..<100), inferred: seconds(100..<150), attended: true, flags: [.inferredLeave])
        let result = presence.amended(by: Amendments([added(50, 200)]))
        #expect(result.proven == seconds(0..<100))
        #expect(result.corrected == seconds(100..<200))
        #expect(result.inferred.isEmpty && result.removed.isEmpty)
        #expect(result.flags == [.correctedByPerson])
    }

    @Test("removed time is part of nothing, and only what was there was removed")
    func removing() {
        let presence = Presence(proven: seconds(0..<100), corrected: seconds(120..<130), inferred: seconds(100..<110))
        let result = presence.amended(by: Amendments([removed(90, 125)]))
        #expect(result.proven == seconds(0..<90))
        #expect(result.corrected == seconds(125..<130))
        #expect(result.inferred.isEmpty)
        #expect(result.removed == seconds(90..<110, 120..<125))
    }

    @Test("what changes nothing is no correction")
    func noEffect() {
        let presence = Presence(proven: seconds(0..<100), attended: true)
        #expect(presence.amended(by: Amendments()) == presence)
        #expect(presence.amended(by: Amendments([added(10, 20), removed(200, 300)])) == presence)
    }

    @Test("an added time up to a leave without its join says when they came")
    func missingJoin() {
        let presence = Timeline([event(.left, 100, "a")]).presence
        #expect(presence.possiblyUntil == at(100))
        let came = presence.amended(by: Amendments([added(40, 100)]))
        #expect(came.possiblyUntil == nil && came.flags == [.correctedByPerson])
        let notThere = presence.amended(by: Amendments([removed(40, 100)]))
        #expect(notThere.possiblyUntil == at(40))
        #expect(notThere.flags == [.correctedByPerson, .missingJoin])
    }

    @Test("who is there still is there from where the removed time ends")
    func present() {
        let presence = Timeline([event(.joined, 100, "a")]).presence
        let result = presence.amended(by: Amendments([removed(50, 150)]))
        #expect(result.presentSince == at(150))
        #expect(result.total(asOf: at(200)) == .seconds(50))
    }

    @Test("kinds of time never overlap, and amending twice is amending once", arguments: PropertyCases.batches)
    func properties(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var random = SplitMix64(seed: seed)
            let told = RandomMeeting(seed: seed).events.filter { _ in Bool.random(using: &random) }
            let presence = Timeline(told).presence
            var truth: [Int64: Bool] = [:]
            let changes = (0..<Int.random(in: 1...6, using: &random)).map { _ -> Amendments.Change in
                let start = Int64.random(in: 0..<4000, using: &random)
                let end = start + Int64.random(in: 0..<900, using: &random)
                let isAdded = Bool.random(using: &random)
                for second in start..<end { truth[second] = isAdded }
                return isAdded ? added(start, end) : removed(start, end)
            }
            let result = presence.amended(by: Amendments(changes))
            let kinds = [result.proven, result.corrected, result.inferred, result.removed]
            for (i, kind) in kinds.enumerated() {
                for other in kinds[(i + 1)...] { #expect(kind.intersection(other).isEmpty, "seed \(seed)") }
            }
            for (second, isAdded) in truth where Int.random(in: 0..<20, using: &random) == 0 {
                #expect(result.certain.contains(at(second)) == isAdded, "seed \(seed), second \(second)")
                if !isAdded { #expect(!result.inferred.contains(at(second)), "seed \(seed)") }
            }
            #expect(result.amended(by: Amendments(changes)) == result, "seed \(seed)")
            #expect(result.inferred.isEmpty == !result.flags.contains(.inferredLeave), "seed \(seed)")
        }
    }
}
