import Attendance
import Store
import Synchronization
import TestSupport
import Testing

@testable import Bridge

/// Random histories: people are told things, subscribers fail or do not answer, the bridge is stopped in the middle of
/// whatever it does and started again.
@Suite("Outbound events, whatever happens", .timeLimit(.minutes(5)))
struct OutboundPropertyTests {
    /// Every `failure`th request goes wrong, in one way or another.
    private static func behaviour(_ seed: UInt64, _ failure: UInt64) -> FakeSubscribers.Behaviour {
        let random = Mutex(SplitMix64(seed: seed))
        return { _ in
            let number = random.withLock { $0.next() }
            guard number % failure == 0 else { return OutboundAnswer(status: 200) }
            switch (number >> 8) % 4 {
            case 0: throw OutboundFailure("nothing answers there")
            case 1: return OutboundAnswer(status: 503, retryAfter: "7")
            case 2: return OutboundAnswer(status: 301)
            default: return OutboundAnswer(status: 500)
            }
        }
    }

    @Test("each subscriber takes every fact in order, and none is left out", arguments: UInt64(0)..<6)
    func inOrder(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        let subscribers = FakeSubscribers()
        let urls = (0..<4).map { "https://\($0).example.org/" }
        let reps = [nil, People.maria.id, People.james.id, nil]
        for (url, rep) in zip(urls, reps) { try await bridge.subscribe(url: url, courtRep: rep) }
        let start = try await bridge.position()
        let people = [People.ana, People.ben, People.carmen, People.dmitri]
        for _ in 0..<6 {
            let told = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                people[Int.random(in: 0..<people.count, using: &random)]
            }
            subscribers.behave(Self.behaviour(random.next(), UInt64.random(in: 2...9, using: &random)))
            let enough = subscribers.heard.count + Int.random(in: 0...40, using: &random)
            let steps = Int.random(in: 0...30, using: &random)
            try await bridge.sending(to: subscribers) {
                try await bridge.tell(told)
                // Stopped when so much was sent, or so much time went by: in the middle of something as a rule.
                for _ in 0..<steps where subscribers.heard.count < enough {
                    bridge.pass(.seconds(3))
                    for _ in 0..<20 { await Task.yield() }
                }
            }
            if Bool.random(using: &random) { try await bridge.restart() }
        }
        subscribers.answer(200)
        let expected = try await bridge.read { try $0.feed(after: start, limit: 10_000).filter(\.isOfItsPerson) }
        let marias: Set = [People.ana, People.ben]
        let wanted = reps.map { rep in
            expected.filter { rep == nil || marias.contains($0.person) == (rep == People.maria.id) }.map(\.position)
        }
        try await bridge.sending(to: subscribers) {
            for (url, wanted) in zip(urls, wanted) {
                try await until {
                    bridge.pass(.hours(1))
                    return Set(subscribers.taken(at: url).compactMap(\.position)).count == wanted.count
                }
            }
        }
        for (url, wanted) in zip(urls, wanted) {
            let taken = subscribers.taken(at: url).compactMap(\.position)
            // What was taken just when the bridge stopped may come once more, and nothing between.
            var once: [Int64] = []
            for position in taken where position != once.last { once.append(position) }
            #expect(once == wanted, "seed \(seed)")
            // Nor is anything tried before what lies before it was taken.
            let tried = subscribers.heard.filter { $0.request.url == url }.compactMap(\.position)
            #expect(tried == tried.sorted(), "seed \(seed)")
        }
    }
}
