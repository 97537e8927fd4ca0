import Attendance
import Store
import TestSupport
import Testing

@testable import Bridge

@Suite("Whose turn it is")
struct DispatchTests {
    static func at(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds) }

    static func subscription(_ id: Int, due: Timestamp? = nil, failures: Int = 0) -> StoredSubscription {
        var one = StoredSubscription(
            id: SubscriptionID("s\(id)"), name: "", courtRep: nil, events: [], content: [], madeAt: at(0), cursor: 0)
        (one.due, one.failures) = (due, failures)
        return one
    }

    static func ids(_ numbers: Int...) -> Set<SubscriptionID> { Set(numbers.map { SubscriptionID("s\($0)") }) }

    static let first = SubscriptionID("s1")

    @Test("each has one turn at a time, and another when there was news meanwhile")
    func oneAtATime() {
        var dispatch = Dispatch()
        dispatch.load([Self.subscription(1)])
        #expect(dispatch.next(at: Self.at(1)).begin == [Self.first])
        dispatch.noteNews()
        #expect(dispatch.next(at: Self.at(1)).begin.isEmpty)
        dispatch.noteEnd(of: Self.first, .rests)
        #expect(dispatch.next(at: Self.at(1)).begin == [Self.first])
        dispatch.noteEnd(of: Self.first, .rests)
        #expect(dispatch.next(at: Self.at(9)).begin.isEmpty)
        #expect(dispatch.next(at: Self.at(9)).wait == nil)
    }

    @Test("who is to be tried again waits for it, whatever happens in the feed")
    func due() {
        var dispatch = Dispatch()
        dispatch.load([Self.subscription(1), Self.subscription(2, due: Self.at(50), failures: 1)])
        #expect(Set(dispatch.next(at: Self.at(1)).begin) == Self.ids(1))
        dispatch.noteEnd(of: Self.first, .again(Self.at(20)))
        dispatch.noteNews()
        var next = dispatch.next(at: Self.at(2))
        #expect(next.begin.isEmpty && next.wait == Self.at(20))
        next = dispatch.next(at: Self.at(20))
        #expect(Set(next.begin) == Self.ids(1) && next.wait == Self.at(50))
        #expect(Set(dispatch.next(at: Self.at(50)).begin) == Self.ids(2))
    }

    @Test("all may be under way together")
    func together() {
        var dispatch = Dispatch()
        dispatch.load((1...100).map { Self.subscription($0) })
        #expect(dispatch.next(at: Self.at(1)).begin.count == 100)
    }

    @Test("who is over has no more turns, unless enabled again during the last one")
    func over() {
        var dispatch = Dispatch()
        dispatch.load([Self.subscription(1)])
        #expect(dispatch.next(at: Self.at(1)).begin == [Self.first])
        dispatch.load([Self.subscription(1)])
        dispatch.noteEnd(of: Self.first, .over)
        #expect(dispatch.next(at: Self.at(1)).begin == [Self.first])
        dispatch.noteEnd(of: Self.first, .over)
        dispatch.noteNews()
        #expect(dispatch.next(at: Self.at(1)).begin.isEmpty)
        var disabled = Self.subscription(2)
        disabled.disabledAt = Self.at(1)
        dispatch.load([disabled])
        #expect(dispatch.next(at: Self.at(1)).begin.isEmpty)
    }

    @Test("whatever happens, nobody has two turns at once, and nobody who is wanted is left waiting")
    func property() {
        for seed in UInt64(0)..<200 {
            var random = SplitMix64(seed: seed)
            var dispatch = Dispatch()
            var underWay: Set<SubscriptionID> = []
            var now = Self.at(0)
            dispatch.load((1...8).map { Self.subscription($0, failures: Int.random(in: 0...1, using: &random)) })
            for _ in 0..<200 {
                switch Int.random(in: 0..<5, using: &random) {
                case 0: dispatch.noteNews()
                case 1: now = now + .seconds(Int64.random(in: 0...5, using: &random))
                case 2: dispatch.load([Self.subscription(Int.random(in: 1...8, using: &random))])
                default:
                    guard let id = underWay.sorted().randomElement(using: &random) else { continue }
                    underWay.remove(id)
                    let ends: [Dispatch.End] = [.rests, .more, .over, .again(now + .seconds(3))]
                    dispatch.noteEnd(of: id, ends[Int.random(in: 0..<4, using: &random)])
                }
                let (begin, wait) = dispatch.next(at: now)
                #expect(underWay.isDisjoint(with: begin) && Set(begin).count == begin.count, "seed \(seed)")
                underWay.formUnion(begin)
                #expect(wait.map { $0 > now } ?? true, "seed \(seed)")
            }
            // From here on everybody answers at once: all get their turn and come to rest.
            dispatch.load((1...8).map { Self.subscription($0) })
            for id in underWay { dispatch.noteEnd(of: id, .rests) }
            dispatch.noteNews()
            var served: Set<SubscriptionID> = []
            while case let begin = dispatch.next(at: now + .seconds(10)).begin, !begin.isEmpty {
                served.formUnion(begin)
                for id in begin { dispatch.noteEnd(of: id, .rests) }
            }
            #expect(served.count == 8, "seed \(seed)")
        }
    }
}
