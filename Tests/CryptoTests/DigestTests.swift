import Crypto
import Testing

@Suite("SHA-256 and digests")
struct DigestTests {
    @Test(
        "published vectors (FIPS 180-4, NIST CAVP)",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrst"
                    + "nopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ])
    func vectors(_ message: String, _ hex: String) {
        #expect(SHA256.hash(message.utf8).hex == hex)
        var parts = SHA256()
        for byte in message.utf8 { parts.update(CollectionOfOne(byte)) }
        #expect(parts.digest().hex == hex)
    }

    @Test("a million times a")
    func million() {
        var hash = SHA256()
        let block = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
        for _ in 0..<1000 { hash.update(block) }
        #expect(hash.digest().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("a digest under way can be read and goes on")
    func goesOn() {
        var hash = SHA256()
        hash.update("ab".utf8)
        #expect(hash.digest() == SHA256.hash("ab".utf8))
        hash.update("c".utf8)
        #expect(hash.digest() == SHA256.hash("abc".utf8))
    }

    @Test("hexadecimal reads back in either case, and nothing else is read")
    func hex() {
        let digest = SHA256.hash("abc".utf8)
        #expect(Digest(hex: digest.hex) == digest)
        #expect(Digest(hex: digest.hex.uppercased()) == digest)
        #expect(Digest(digest.bytes) == digest)
        #expect(Digest(hex: digest.hex.dropLast()) == nil)
        #expect(Digest(hex: digest.hex + "0") == nil)
        #expect(Digest(hex: "g" + digest.hex.dropFirst()) == nil)
        #expect(Digest(hex: digest.hex.dropLast() + "/") == nil)
        #expect(Digest(hex: "") == nil)
        #expect(Digest([1, 2, 3]) == nil)
    }

    @Test("any one bit makes another digest")
    func equality() {
        let digest = SHA256.hash("abc".utf8)
        for bit in 0..<256 {
            var bytes = digest.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(Digest(bytes) != digest)
        }
    }

    @Test("byte strings are compared whole")
    func constantTime() {
        #expect(equalInConstantTime("abc".utf8, "abc".utf8))
        #expect(!equalInConstantTime("abc".utf8, "abd".utf8))
        #expect(!equalInConstantTime("abc".utf8, "ab".utf8))
        #expect(equalInConstantTime("".utf8, "".utf8))
    }

    @Test("random bytes have the length asked for and differ")
    func random() {
        #expect(Random.bytes(0).isEmpty)
        #expect(Random.bytes(33).count == 33)
        #expect(Random.identifier().utf8.count == 32)
        #expect(Set((0..<100).map { _ in Random.identifier() }).count == 100)
    }
}
