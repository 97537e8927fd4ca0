import Attendance
import TestSupport
import Testing

@Suite struct IntervalSetTests {
    @Test("what touches or overlaps merges, what is empty vanishes")
    func merges() {
        #expect(seconds(5..<9, 0..<3, 3..<5).intervals == [Interval(at(0), at(9))])
        #expect(seconds(0..<10, 2..<3).total == .seconds(10))
        #expect(seconds(4..<4).isEmpty)
        #expect(IntervalSet(Interval(at(5), at(3))).isEmpty)
    }

    @Test("an interval holds its start and not its end")
    func halfOpen() {
        #expect(seconds(1..<3).contains(at(1)))
        #expect(!seconds(1..<3).contains(at(3)))
        #expect(seconds(1..<3).intersection(seconds(3..<5)).isEmpty)
    }

    @Test("union, intersection and difference agree with counting seconds one by one", arguments: UInt64(0)..<200)
    func agreesWithCounting(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func some() -> (IntervalSet, Set<Int64>) {
            let ranges = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                let start = Int64.random(in: 0..<40, using: &random)
                return start..<start + Int64.random(in: 0...9, using: &random)
            }
            return (IntervalSet(ranges.map { Interval(at($0.lowerBound), at($0.upperBound)) }), Set(ranges.joined()))
        }
        func counted(_ set: IntervalSet) -> Set<Int64> { Set((0..<60).filter { set.contains(at($0)) }) }
        let (a, inA) = some()
        let (b, inB) = some()
        #expect(counted(a) == inA)
        #expect(counted(a.union(b)) == inA.union(inB))
        #expect(counted(a.intersection(b)) == inA.intersection(inB))
        #expect(counted(a.subtracting(b)) == inA.subtracting(inB))
        #expect(a.union(b) == b.union(a))
        #expect(a.union(b).total == .seconds(Int64(inA.union(inB).count)))
        var added = a
        for interval in b.intervals.reversed() { added.insert(interval) }
        #expect(added == a.union(b))
    }
}
