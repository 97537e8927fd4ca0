import TestSupport
import Testing

@testable import Crypto

@Suite("The vault")
struct VaultTests {
    static func vault(_ byte: UInt8 = 7) throws -> Vault {
        try #require(Vault(masterKey: [UInt8](repeating: byte, count: 32)))
    }

    /// RFC 5869, appendix A.1 to A.3.
    @Test("keys are derived as published (RFC 5869)")
    func derived() {
        let first = HKDF.sha256(
            key: [UInt8](repeating: 0x0B, count: 22), salt: Array(0...0x0C), info: Array(0xF0...0xF9), count: 42)
        #expect(
            first.hexadecimal
                == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
        let second = HKDF.sha256(
            key: Array(0...0x4F), salt: Array(0x60...0xAF), info: Array(0xB0...0xFF), count: 82)
        #expect(
            second.hexadecimal
                == "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87")
        let third = HKDF.sha256(key: [UInt8](repeating: 0x0B, count: 22), info: [], count: 42)
        #expect(
            third.hexadecimal
                == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
    }

    @Test("a wrapped key opens what it sealed, for the same name and under the same master key only")
    func wrapped() throws {
        let vault = try Self.vault()
        let key = SealingKey.random()
        let sealed = key.seal([1, 2, 3])
        let wrapped = vault.wrap(key, for: "uzOypEzkfBQR73LbJ2JRBQ==")
        #expect(wrapped.count == Vault.wrappedByteCount)
        #expect(try vault.unwrap(wrapped, for: "uzOypEzkfBQR73LbJ2JRBQ==").open(sealed) == [1, 2, 3])
        #expect(throws: SealingError.notAuthentic) { try vault.unwrap(wrapped, for: "another") }
        #expect(throws: SealingError.notAuthentic) {
            try Self.vault(8).unwrap(wrapped, for: "uzOypEzkfBQR73LbJ2JRBQ==")
        }
        #expect(throws: SealingError.tooShort(bytes: 0)) { try vault.unwrap([], for: "another") }
        // Something else that was sealed under the wrapping key is no key.
        #expect(throws: SealingError.notAuthentic) {
            try vault.unwrap(Array(wrapped.dropLast()), for: "uzOypEzkfBQR73LbJ2JRBQ==")
        }
    }

    @Test("a hash has one form, and is the same only for the same value of the same kind under the same master key")
    func hashes() throws {
        let vault = try Self.vault()
        let hash = vault.hash("email", "ana.torres@example.com")
        #expect(hash.wholeMatch(of: /sealed:[0-9a-f]{32}/) != nil)
        #expect(hash == (try Self.vault()).hash("email", "ana.torres@example.com"))
        let others = [
            vault.hash("name", "ana.torres@example.com"), vault.hash("email", "ana.torres@example.co"),
            vault.hash("emai", "lana.torres@example.com"), vault.hash("", "emailana.torres@example.com"),
            vault.hash("emailana.torres@example.com", ""), try Self.vault(8).hash("email", "ana.torres@example.com"),
        ]
        #expect(Set(others + [hash]).count == 7)
    }

    @Test("a keyed digest depends on the digest and the master key")
    func digests() throws {
        let vault = try Self.vault()
        let (a, b) = (SHA256.hash([1]), SHA256.hash([2]))
        #expect(vault.keyedDigest(of: a) == (try Self.vault()).keyedDigest(of: a))
        #expect(
            Set([vault.keyedDigest(of: a), vault.keyedDigest(of: b), a, try Self.vault(8).keyedDigest(of: a)]).count
                == 4)
    }

    @Test("a fingerprint tells master keys apart; nothing else of them is said")
    func fingerprint() throws {
        let vault = try Self.vault(0xAB)
        #expect(vault.fingerprint == (try Self.vault(0xAB)).fingerprint)
        #expect(vault.fingerprint != (try Self.vault(0xAC)).fingerprint)
        #expect(vault.fingerprint.wholeMatch(of: /[0-9a-f]{16}/) != nil)
        var dumped = "\(vault) \(String(reflecting: [vault]))"
        dump([vault], to: &dumped)
        #expect(dumped.contains(vault.fingerprint) && !dumped.contains("171") && !dumped.contains("abab"))
        #expect(Vault(masterKey: []) == nil)
        #expect(Vault(masterKey: [UInt8](repeating: 1, count: 33)) == nil)
    }

    // Databases hold these values; they were computed by another program from RFC 2104 and RFC 5869.
    @Test("hashes and fingerprints stay what they are from version to version")
    func stable() throws {
        let vault = try #require(Vault(masterKey: Array(0..<32)))
        #expect(vault.fingerprint == "0cb73725ddadd4d6")
        #expect(vault.hash("email", "ana.torres@example.com") == "sealed:398bfa234742508cccac2da06a0be1d9")
        #expect(
            vault.keyedDigest(of: SHA256.hash([])).hex
                == "6149b0a395c3a011bc3c3136f0b7c3abf36f5a27662e0d757b7819e66efbb374")
    }
}
