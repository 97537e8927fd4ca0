import Crypto
import Testing

@Suite("HMAC-SHA256")
struct HMACTests {
    /// RFC 4231 §4.2 to §4.8, without the truncated case 5.
    static let vectors: [(key: [UInt8], message: [UInt8], mac: String)] = [
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            Array(1...25), [UInt8](repeating: 0xCD, count: 50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131),
            Array(
                """
                This is a test using a larger than block-size key and a larger than block-size data. \
                The key needs to be hashed before being used by the HMAC algorithm.
                """.utf8),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ]

    @Test("published vectors (RFC 4231)", arguments: vectors.indices)
    func published(_ index: Int) throws {
        let vector = Self.vectors[index]
        let key = try #require(HMACKey(vector.key))
        #expect(key.authenticate(vector.message).hex == vector.mac)
        #expect(HMAC.sha256(key: vector.key, vector.message)?.hex == vector.mac)
        // A key serves many messages, and a message may come in parts.
        var mac = key.begin()
        mac.update(vector.message.prefix(3))
        mac.update(vector.message.dropFirst(3))
        #expect(mac.digest().hex == vector.mac)
    }

    @Test("keys of exactly a block, and one beyond, differ from their neighbours")
    func blockSize() {
        let macs = (63...66).map { HMAC.sha256(key: [UInt8](repeating: 7, count: $0), "x".utf8) }
        #expect(Set(macs).count == 4)
    }

    @Test("there is no empty key")
    func empty() {
        #expect(HMACKey("") == nil)
        #expect(HMAC.sha256(key: [], "x".utf8) == nil)
    }

    @Test("secrets say nothing of themselves")
    func redacted() throws {
        let text = "hunter2hunter2hunter2hunter2hunter2"
        let key = try #require(HMACKey(text))
        let secret = try TokenSecret(text)
        var dumped = ""
        dump([key], to: &dumped)
        dump([secret], to: &dumped)
        dump(TokenIssuer(secret: secret, issuer: "i", audience: "a"), to: &dumped)
        dumped += "\(key) \(secret) \(String(reflecting: key)) \(String(reflecting: [secret]))"
        #expect(!dumped.contains("hunter"))
        #expect(!dumped.contains("104"))
        #expect(dumped.contains("redacted"))
    }
}
