import Attendance
import CourtCard
import Crypto
import JSON
import TestSupport
import Testing

/// Files that are nearly right.
@Suite("A card's file that was tampered with")
struct TamperedCardFileTests {
    private let keys: KeySet
    private let bytes: [UInt8]

    init() throws {
        keys = try ExampleLedger().keys()
        bytes = try ExampleLedger.file().encoded()
    }

    private func isAuthentic(_ bytes: [UInt8]) -> Bool { CardVerification(of: bytes, keys: keys).isAuthentic }

    /// All eight bits of each byte take most of a minute: that is for the long search. Otherwise one of each byte is tried.
    @Test(
        "is never authentic after any one bit of it was flipped", arguments: PropertyCases.count > 128 ? 0..<8 : 0..<1)
    func bitFlips(_ turn: Int) {
        #expect(isAuthentic(bytes))
        for index in bytes.indices {
            let bit = (index + turn) % 8
            var other = bytes
            other[index] ^= 1 << bit
            #expect(!isAuthentic(other), "bit \(bit) of byte \(index)")
        }
    }

    @Test("is never authentic when its end or its beginning is missing")
    func truncated() {
        for count in 1..<bytes.count {
            #expect(!isAuthentic(Array(bytes.dropLast(count))), "\(count) bytes from the end")
            #expect(!isAuthentic(Array(bytes.dropFirst(count))), "\(count) bytes from the beginning")
        }
    }

    @Test("is never authentic with a byte more, a byte less, or bytes exchanged")
    func damaged() {
        for seed in UInt64(0)..<500 {
            var random = SplitMix64(seed: seed)
            var other = bytes
            let (a, b) = (Int.random(in: bytes.indices, using: &random), Int.random(in: bytes.indices, using: &random))
            switch seed % 4 {
            case 0: other.remove(at: a)
            case 1: other.insert(bytes[b], at: a)
            case 2: other.swapAt(a, b)
            default: other[a] = UInt8.random(in: 0...255, using: &random)
            }
            // A line end after all is the one thing that may come and go.
            guard other != bytes, other != bytes + [10] else { continue }
            #expect(!isAuthentic(other), "seed \(seed)")
        }
    }

    /// The sign for kelvin is another character than the letter K, and Swift holds both for equal.
    @Test("is never authentic with other bytes for the same text")
    func otherSpelling() throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let kelvin = text.utf8.indices.filter { text.utf8[$0] == UInt8(ascii: "K") }
        #expect(kelvin.count >= 3)
        for index in kelvin {
            let place = text.utf8.distance(from: text.utf8.startIndex, to: index)
            let other = bytes[..<place] + Array("\u{212A}".utf8) + bytes[(place + 1)...]
            #expect(!isAuthentic(Array(other)), "byte \(place)")
        }
    }
}
