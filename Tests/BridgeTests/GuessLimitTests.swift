import Attendance
import TestSupport
import Testing

@testable import Bridge

@Suite("Slowing down whoever guesses short codes")
struct GuessLimitTests {
    private static let start = BridgeUnderTest.evening
    private let card = CardNumber("CC-2026-1042-1")

    private func limit(capacity: Int = 100) -> GuessLimit<CardNumber> {
        GuessLimit(
            byAddress: Allowance(burst: 3, interval: .seconds(30), capacity: capacity),
            bySubject: Allowance(burst: 5, interval: .seconds(60), capacity: capacity))
    }

    @Test(
        "some mistakes are forgiven at once, then one more for each interval, and the wait is told to the millisecond")
    func slows() {
        var limit = limit()
        for _ in 0..<3 {
            #expect(limit.wait(of: "a", for: card, at: Self.start) == nil)
            limit.note(.wrong, from: "a", for: card, at: Self.start)
        }
        #expect(limit.wait(of: "a", for: card, at: Self.start) == .seconds(30))
        let almost = Self.start + Span(milliseconds: 29_999)
        #expect(limit.wait(of: "a", for: card, at: almost) == Span(milliseconds: 1))
        let later = Self.start + .seconds(30)
        #expect(limit.wait(of: "a", for: card, at: later) == nil)
        limit.note(.wrong, from: "a", for: card, at: later)
        #expect(limit.wait(of: "a", for: card, at: later) == .seconds(30))
        // After all of it, as if nothing had been.
        let forgotten = later + .seconds(90)
        for _ in 0..<3 {
            #expect(limit.wait(of: "a", for: card, at: forgotten) == nil)
            limit.note(.wrong, from: "a", for: card, at: forgotten)
        }
        #expect(limit.wait(of: "a", for: card, at: forgotten) != nil)
    }

    @Test("many addresses together are slowed down at one card, and whoever comes new is not")
    func together() {
        var limit = limit()
        for address in ["a", "b", "c", "d", "e"] { limit.note(.wrong, from: address, for: card, at: Self.start) }
        for address in ["a", "b", "c", "d", "e"] {
            #expect(limit.wait(of: address, for: card, at: Self.start) == .seconds(60), "\(address)")
            #expect(limit.wait(of: address, for: CardNumber("CC-2026-7-1"), at: Self.start) == nil, "\(address)")
        }
        #expect(limit.wait(of: "court", for: card, at: Self.start) == nil)
    }

    @Test("networks of one site are slowed down together, after more mistakes than one of them; other sites are not")
    func site() {
        var limit = GuessLimit<CardNumber>()
        func number(_ network: Int) -> CardNumber { CardNumber("CC-2026-7-\(network)") }
        for network in 0..<40 {
            let address = "2001:db8:1:\(network)::/64"
            #expect(limit.begin(from: address, for: number(network), at: Self.start) == nil, "\(network)")
        }
        #expect(limit.begin(from: "2001:db8:1:ffff::/64", for: card, at: Self.start) == .seconds(10))
        #expect(limit.begin(from: "2001:db8:2:0::/64", for: card, at: Self.start) == nil)
        #expect(limit.begin(from: "192.0.2.1", for: card, at: Self.start) == nil)
        // Who was right guessed nothing.
        limit.takeBack(from: "2001:db8:1:7::/64", for: number(7), at: Self.start)
        #expect(limit.begin(from: "2001:db8:1:ffff::/64", for: card, at: Self.start) == nil)
    }

    @Test("whatever others do, whoever has not guessed wrong may always try", arguments: UInt64(0)..<50)
    func nobodyIsLockedOut(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var limit = limit(capacity: 20)
        var now = Self.start
        for _ in 0..<500 {
            now = now + Span(milliseconds: Int64.random(in: 0...5000, using: &random))
            let number = CardNumber("CC-2026-1042-\(Int.random(in: 1...30, using: &random))")
            limit.note(.wrong, from: "\(Int.random(in: 0..<60, using: &random))", for: number, at: now)
            #expect(limit.wait(of: "court", for: number, at: now) == nil, "seed \(seed)")
        }
    }

    @Test("whoever asks without end is slowed down even with right codes, and alone")
    func answers() {
        var limit = limit()
        for _ in 0..<60 {
            #expect(limit.wait(of: "a", for: card, at: Self.start) == nil)
            limit.note(.right, from: "a", for: card, at: Self.start)
        }
        #expect(limit.wait(of: "a", for: card, at: Self.start) == .seconds(1))
        #expect(limit.wait(of: "b", for: card, at: Self.start) == nil)
        #expect(limit.wait(of: "a", for: card, at: Self.start + .seconds(1)) == nil)
    }

    @Test("memory is bounded, and a flood of new addresses does not make the worst ones forgotten")
    func bounded() {
        var allowance = Allowance<String>(burst: 3, interval: .seconds(30), capacity: 100)
        for _ in 0..<3 { allowance.charge("worst", at: Self.start) }
        for number in 0..<10_000 {
            allowance.charge("flood \(number)", at: Self.start)
            #expect(allowance.count <= 100)
        }
        #expect(allowance.wait(of: "worst", at: Self.start) == .seconds(30))
    }

    @Test("a clock that is set back makes nobody wait longer than ever")
    func clockSetBack() {
        var limit = limit()
        for _ in 0..<9 { limit.note(.wrong, from: "a", for: card, at: Self.start) }
        let before = Self.start - .hours(24)
        #expect(limit.wait(of: "a", for: card, at: before) == .seconds(30))
        limit.note(.wrong, from: "a", for: card, at: before)
        let another = CardNumber("CC-2026-7-1")
        #expect(limit.wait(of: "a", for: another, at: before + .seconds(30)) == nil)
    }
}
