import Synchronization
import Testing

@testable import API

private final class Counts: Sendable {
    private let state = Mutex((inside: 0, most: 0, all: 0))

    func enter() {
        state.withLock {
            $0.inside += 1
            $0.most = max($0.most, $0.inside)
            $0.all += 1
        }
    }

    func leave() { state.withLock { $0.inside -= 1 } }
    var most: Int { state.withLock { $0.most } }
    var all: Int { state.withLock { $0.all } }
}

@Suite("The gate of the feed")
struct FeedGateTests {
    @Test("no more are in at the same time than it lets, and everybody gets in")
    func bound() async {
        let gate = FeedGate(atOnce: 3)
        let counts = Counts()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    let pass = await gate.enter()
                    counts.enter()
                    await Task.yield()
                    counts.leave()
                    pass.leave()
                }
            }
        }
        #expect(counts.most <= 3)
        #expect(counts.all == 200)
    }

    @Test("whoever is forgotten has left, and leaving twice lets nobody else in")
    func forgotten() async {
        let gate = FeedGate(atOnce: 1)
        var pass: FeedGate.Pass? = await gate.enter()
        pass?.leave()
        pass?.leave()
        pass = nil
        pass = await gate.enter()
        let counts = Counts()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let pass = await gate.enter()
                counts.enter()
                pass.leave()
            }
            for _ in 0..<50 { await Task.yield() }
            #expect(counts.all == 0)
            pass = nil
        }
        #expect(counts.all == 1)
    }
}
