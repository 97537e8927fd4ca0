import TestSupport
import Testing

@testable import Crypto

@Suite("Signing")
struct SigningKeyTests {
    struct Vector: CustomTestStringConvertible {
        let name: String
        let seed: String
        let key: String
        let message: String
        let signature: String
        var testDescription: String { name }
    }

    /// RFC 8032 §7.1.
    static let vectors = [
        Vector(
            name: "TEST 1", seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
            signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        Vector(
            name: "TEST 2", seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
            signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
                + "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        Vector(
            name: "TEST 3", seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            key: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
            signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
                + "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
        Vector(
            name: "TEST SHA(abc)", seed: "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            key: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            message: "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            signature: "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b5890"
                + "9351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"),
    ]

    @Test("published vectors, each way", arguments: vectors)
    func published(_ vector: Vector) throws {
        let key = try #require(SigningKey(seed: bytes(vector.seed)))
        #expect(key.verificationKey.bytes.hexadecimal == vector.key)
        // Twice: the second use gets the context that the first one left.
        for _ in 0..<2 { #expect(key.sign(bytes(vector.message)).hexadecimal == vector.signature) }
        let verification = try #require(VerificationKey(bytes(vector.key)))
        #expect(verification.isValid(signature: bytes(vector.signature), over: bytes(vector.message)))
    }

    /// RFC 8410 §10.3 and §10.1.
    static let rfc8410 = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----

        """

    @Test("a key in PEM is read, and written as it was read")
    func pem() throws {
        let key = try #require(SigningKey(pem: Self.rfc8410.utf8))
        #expect(
            key.verificationKey.bytes.hexadecimal == "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1")
        #expect(String(decoding: key.pem, as: UTF8.self) == Self.rfc8410)
        let generated = SigningKey.generate()
        let again = try #require(SigningKey(pem: generated.pem))
        #expect(again.verificationKey == generated.verificationKey)
        #expect(again.sign([1, 2, 3]) == generated.sign([1, 2, 3]))
        #expect(generated.verificationKey != SigningKey.generate().verificationKey)
        #expect(SigningKey(pem: Self.rfc8410.replacing("\n", with: "\r\n").utf8) != nil)
    }

    /// The first made with `openssl genpkey -algorithm x25519`; the second from RFC 8410 §10.1.
    static let others = [
        "another kind of key": """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VuBCIEIFjAzBH2WBZ8wdV8L8qcWk3eu2mCHkjVmrqkCTx7S4xg
        -----END PRIVATE KEY-----

        """,
        "the public half": """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PUBLIC KEY-----

        """,
        "a key cut off": String(rfc8410.prefix(80)),
        "a byte changed": rfc8410.replacing("MC4CAQ", with: "MC5CAQ"),
        "two keys": rfc8410 + rfc8410,
        "something before": "x\n" + rfc8410,
        "something after": rfc8410 + "x",
        "white space only": "\n \n",
        "nothing": "",
        "far too much": rfc8410 + String(repeating: "\n", count: 5000),
    ]

    @Test("what is not one Ed25519 key alone is refused", arguments: others.keys.sorted())
    func notAKey(_ name: String) throws {
        let pem = try #require(Self.others[name])
        #expect(SigningKey(pem: pem.utf8) == nil)
    }

    /// Made with `openssl genpkey -algorithm ed25519 -aes128`.
    @Test("a key under a password is refused, and nobody is asked for one")
    func password() {
        let pem = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAh2M/p0EYibIAICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEEFvgJfKmff+Lx/O+lazIGh4EQHhf
            uEzr1T9tJCcSzr3CX0tocxqE1gET7oZ9OhJe+xEeyFq7F4tg64rOHKJqCKCWj+Ec
            7Ri+w17gtgaBSwEdans=
            -----END ENCRYPTED PRIVATE KEY-----

            """
        #expect(SigningKey(pem: pem.utf8) == nil)
    }

    @Test("many threads may use one key")
    func threads() async throws {
        let key = SigningKey.generate()
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<50 {
                        let message = [UInt8](repeating: UInt8(task), count: number)
                        #expect(key.verificationKey.isValid(signature: key.sign(message), over: message))
                    }
                }
            }
        }
    }

    @Test("a key has 32 bytes and says nothing of them")
    func redacted() throws {
        #expect(SigningKey(seed: [UInt8](repeating: 0xAB, count: 31)) == nil)
        #expect(SigningKey(seed: [UInt8](repeating: 0xAB, count: 33)) == nil)
        let key = try #require(SigningKey(seed: [UInt8](repeating: 0xAB, count: 32)))
        var dumped = "\(key) \(String(reflecting: [key]))"
        dump([key], to: &dumped)
        #expect(dumped.contains("redacted"))
        #expect(!dumped.contains("171") && !dumped.lowercased().contains("abab") && !dumped.contains("PRIVATE"))
    }
}
