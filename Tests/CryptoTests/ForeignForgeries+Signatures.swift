import COpenSSL
import Crypto
import JSON

/// Signatures that are none, and right tokens spelled otherwise.
extension Trick {
    static let signatures: [Trick] = [
        Trick("signature of something else", .rs) { _ in KeyPair.rsa.sign(Array("x".utf8)) },
        Trick("RSA's signature cut", .rs) { KeyPair.rsa.sign($0).dropLast() },
        Trick("RSA's signature with a byte before", .rs) { [0] + KeyPair.rsa.sign($0) },
        Trick("RSA's signature zero", .rs) { _ in zeros(256) },
        Trick("RSA's signature one", .rs) { _ in zeros(255) + [1] },
        Trick("RSA over SHA-1", .rs) { KeyPair.rsa.sign($0, digest: EVP_sha1()) },
        Trick("RSA with PSS said to be without", .rs) { KeyPair.rsa.sign($0, pss: true) },
        Trick("ECDSA's signature all zero", .es) { _ in zeros(64) },
        Trick("ECDSA's r and s the group's order", .es) { _ in order + order },
        Trick("ECDSA's signature in DER", .es) { KeyPair.p256.sign($0) },
        Trick("ECDSA's r and s in the other order", .es) { parts($0).s + parts($0).r },
        Trick("ECDSA's r and s with a byte before each", .es) { widened($0) },
        Trick("ECDSA's signature twice", .es) { KeyPair.p256.signPlain($0) + KeyPair.p256.signPlain($0) },
        Trick("Ed25519's signature all zero", .ed) { _ in zeros(64) },
        Trick("Ed25519's signature of the neutral point", .ed) { _ in [1] + zeros(63) },
        Trick("HMAC cut to 16 bytes", .hs) { Array(ForeignToken.hs(ForeignToken.hmacKey, $0).prefix(16)) },
        Trick("HMAC cut to a byte", .hs) { Array(ForeignToken.hs(ForeignToken.hmacKey, $0).prefix(1)) },
        Trick("HMAC with a byte after", .hs) { ForeignToken.hs(ForeignToken.hmacKey, $0) + [0] },
    ]

    private static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

    private static let order =
        Digest(hex: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")?.bytes ?? []

    private static func parts(_ message: [UInt8]) -> (r: [UInt8], s: [UInt8]) {
        let signature = KeyPair.p256.signPlain(message)
        return (Array(signature.prefix(32)), Array(signature.suffix(32)))
    }

    private static func widened(_ message: [UInt8]) -> [UInt8] {
        let (r, s) = parts(message)
        return [0] + r + [0] + s
    }

    /// What whoever has no key makes up where the padding of PKCS #1 is not looked at; here with the right key, so that
    /// nothing else can be wrong.
    static let paddings: [Trick] = [
        Trick("padding without NULL", .rs, sign: padded { withoutNULL + $0 }),
        Trick("padding followed by something", .rs, sign: padded(fill: 180) { sha256 + $0 + zeros(22) }),
        Trick("padding of eight bytes alone", .rs, sign: padded(fill: 8) { sha256 + $0 + zeros(194) }),
        Trick("padding of an encryption", .rs, sign: padded(type: 2) { sha256 + $0 }),
        Trick("padding of zeros", .rs, sign: padded(filler: 0) { sha256 + $0 }),
        Trick("padding without the algorithm", .rs, sign: padded { $0 }),
    ]

    /// That a signature padded here by hand, and rightly, is one.
    static let rightPadding = ForeignToken.make(.rs, sign: padded { sha256 + $0 })

    /// DigestInfo of SHA-256 before the digest (RFC 8017 §9.2).
    private static let sha256: [UInt8] = [
        0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04,
        0x20,
    ]
    private static let withoutNULL: [UInt8] = [
        0x30, 0x2F, 0x30, 0x0B, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x04, 0x20,
    ]

    private static func padded(
        type: UInt8 = 1, filler: UInt8 = 0xFF, fill: Int? = nil, _ content: @escaping ([UInt8]) -> [UInt8]
    ) -> Sign {
        { message in
            let content = content(SHA256.hash(message).bytes)
            let padding = [UInt8](repeating: filler, count: fill ?? 256 - 3 - content.count)
            return KeyPair.rsa.signBlock([0, type] + padding + [0] + content)
        }
    }

    static let spellings: [Trick] = changes.map { name, change in
        let token = ForeignToken.make(.ed)
        return Trick(name, change(token), honest: token)
    }

    private static var changes: [(String, (String) -> String)] {
        [
            ("padding", { $0 + "=" }), ("white space after it", { $0 + "\n" }), ("white space before it", { " " + $0 }),
            ("a line end within", { $0.prefix(10) + "\r\n" + $0.dropFirst(10) }), ("Bearer", { "Bearer " + $0 }),
            ("four parts", { $0 + ".x" }), ("five parts", { $0 + ".." }),
            ("two parts", { $0.split(separator: ".").prefix(2).joined(separator: ".") }),
            ("a dot before it", { "." + $0 }), ("NUL after it", { $0 + "\u{0}" }),
            ("another token after it", { $0 + $0 }),
            ("bits beyond the last byte", { $0.dropLast() + next($0.last) }),
            ("100,000 characters before it", { String(repeating: "a", count: 100_000) + $0 }),
            ("JSON serialization", { json($0) }),
        ]
    }

    /// 64 bytes end in a letter of which two bits count: A, Q, g or w. The next letter says the same to those who do not
    /// look.
    private static func next(_ letter: Character?) -> String {
        ["A": "B", "Q": "R", "g": "h", "w": "x"][letter ?? "A"] ?? ""
    }

    private static func json(_ token: String) -> String {
        let parts = token.split(separator: ".").map { JSON.string(String($0)) }
        return ForeignToken.text(["protected": parts[0], "payload": parts[1], "signature": parts[2]])
    }
}
