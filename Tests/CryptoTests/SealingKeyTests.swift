import JSON
import TestSupport
import Testing

@testable import Crypto

@Suite("Sealing")
struct SealingKeyTests {
    struct Vector: CustomTestStringConvertible {
        let name: String
        let key: String
        let nonce: String
        let binding: String
        let plain: String
        let sealed: String
        var testDescription: String { name }
    }

    static let key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"
    static let plain =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    static let sealed =
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"

    /// "The Galois/Counter Mode of Operation", appendix B, cases 13 to 16; the last from NIST's gcmEncryptExtIV256.rsp.
    static let vectors = [
        Vector(
            name: "case 13", key: zeros(32), nonce: zeros(12), binding: "", plain: "",
            sealed: "530f8afbc74536b9a963b4f1c4cb738b"),
        Vector(
            name: "case 14", key: zeros(32), nonce: zeros(12), binding: "", plain: zeros(16),
            sealed: "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919"),
        Vector(
            name: "case 15", key: key, nonce: "cafebabefacedbaddecaf888", binding: "", plain: plain + "1aafd255",
            sealed: sealed + "898015ad" + "b094dac5d93471bdec1a502270e3cc6c"),
        Vector(
            name: "case 16", key: key, nonce: "cafebabefacedbaddecaf888",
            binding: "feedfacedeadbeeffeedfacedeadbeefabaddad2", plain: plain,
            sealed: sealed + "76fc6ece0f4e1768cddf8853bb2d551b"),
        Vector(
            name: "NIST", key: "83688deb4af8007f9b713b47cfa6c73e35ea7a3aa4ecdb414dded03bf7a0fd3a",
            nonce: "0b459724904e010a46901cf3", binding: "794a14ccd178c8ebfd1379dc704c5e208f9d8424",
            plain: "33d893a2114ce06fc15d55e454cf90c3",
            sealed: "cc66bee423e3fcd4c0865715e9586696" + "0fb291bd3dba94a1dfd8b286cfb97ac5"),
    ]

    @Test("published vectors, each way", arguments: vectors)
    func published(_ vector: Vector) throws {
        let key = try #require(SealingKey(bytes(vector.key)))
        let whole = bytes(vector.nonce + vector.sealed)
        // Twice: the second use gets the cipher that the first one left.
        for _ in 0..<2 {
            let sealed = key.seal(bytes(vector.plain), binding: bytes(vector.binding), nonce: bytes(vector.nonce))
            #expect(sealed.hexadecimal == whole.hexadecimal)
            #expect(try key.open(whole, binding: bytes(vector.binding)) == bytes(vector.plain))
        }
    }

    @Test("what was sealed opens to the same, whatever its length and binding")
    func roundTrip() throws {
        let key = SealingKey.random()
        for seed in UInt64(0)..<300 {
            var random = SplitMix64(seed: seed)
            let plain = randomBytes(Int.random(in: 0...(seed % 10 == 0 ? 70_000 : 200), using: &random), &random)
            let binding = randomBytes(Int.random(in: 0...40, using: &random), &random)
            let sealed = key.seal(plain, binding: binding)
            #expect(sealed.count == plain.count + SealingKey.overhead)
            #expect(try key.open(sealed, binding: binding) == plain, "seed \(seed)")
        }
    }

    @Test("one bit changed anywhere, another binding, another key or a missing end: it does not open")
    func forged() throws {
        let key = SealingKey.random()
        let sealed = key.seal(Array("Jane Doe".utf8), binding: [1, 2, 3])
        for index in sealed.indices {
            for bit in 0..<8 {
                var other = sealed
                other[index] ^= 1 << UInt8(bit)
                #expect(throws: SealingError.notAuthentic) { try key.open(other, binding: [1, 2, 3]) }
            }
        }
        #expect(throws: SealingError.notAuthentic) { try key.open(sealed, binding: [1, 2]) }
        #expect(throws: SealingError.notAuthentic) { try key.open(sealed) }
        #expect(throws: SealingError.notAuthentic) { try SealingKey.random().open(sealed, binding: [1, 2, 3]) }
        #expect(throws: SealingError.notAuthentic) { try key.open(sealed.dropLast(), binding: [1, 2, 3]) }
        #expect(throws: SealingError.notAuthentic) { try key.open(sealed + [0], binding: [1, 2, 3]) }
        for count in 0..<SealingKey.overhead {
            #expect(throws: SealingError.tooShort(bytes: count)) { try key.open(Array(sealed.prefix(count))) }
        }
        // A key serves on after refusing.
        #expect(try key.open(sealed, binding: [1, 2, 3]) == Array("Jane Doe".utf8))
    }

    @Test("equal contents look different, and no nonce comes twice")
    func nonces() {
        let key = SealingKey.random()
        let sealed = (0..<2000).map { _ in key.seal([7, 7, 7]) }
        #expect(Set(sealed).count == sealed.count)
        #expect(Set(sealed.map { Array($0.prefix(12)) }).count == sealed.count)
    }

    @Test("many threads may use one key")
    func threads() async throws {
        let key = SealingKey.random()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<200 {
                        let plain = [UInt8](repeating: UInt8(task), count: number)
                        let opened = try key.open(key.seal(plain, binding: [UInt8(task)]), binding: [UInt8(task)])
                        #expect(opened == plain)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("a key has 32 bytes and says nothing of them")
    func redacted() throws {
        #expect(SealingKey([UInt8](repeating: 0xAB, count: 31)) == nil)
        #expect(SealingKey([UInt8](repeating: 0xAB, count: 33)) == nil)
        let key = try #require(SealingKey([UInt8](repeating: 0xAB, count: 32)))
        var dumped = "\(key) \(String(reflecting: [key]))"
        dump([key], to: &dumped)
        #expect(dumped.contains("redacted"))
        #expect(!dumped.contains("171") && !dumped.lowercased().contains("abab"))
    }
}

func bytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: hex.utf8.count, by: 2).map { at in
        let start = hex.index(hex.startIndex, offsetBy: at)
        return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16) ?? 0
    }
}

private func zeros(_ count: Int) -> String { String(repeating: "00", count: count) }

private func randomBytes(_ count: Int, _ random: inout SplitMix64) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
}
