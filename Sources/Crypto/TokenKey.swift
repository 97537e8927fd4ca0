internal import JSON

/// A key that signatures of tokens are checked with, by the one algorithm that it is for.
///
/// Says nothing of itself in `description`, `dump` or a debugger's summary: it may be a secret.
struct TokenKey: Sendable {
    private enum Material {
        case secret(HMACKey)
        case rsa(PublicKeyState)
        case p256(PublicKeyState)
        case ed25519(VerificationKey)
    }

    let algorithm: TokenAlgorithm
    /// What tokens call it.
    let id: String?
    private let material: Material

    /// - Throws: what is wrong with the key. Nothing of it is told.
    init(_ jwk: [String: JSON], algorithm: TokenAlgorithm, id: String?) throws(TokenKeyError) {
        self.algorithm = algorithm
        self.id = id
        switch algorithm {
        case .hs256: material = .secret(try Self.secret(jwk))
        case .rs256: material = .rsa(try Self.rsa(jwk))
        case .es256: material = .p256(try Self.p256(jwk))
        case .edDSA: material = .ed25519(try Self.ed25519(jwk))
        }
    }

    func isValid(signature: [UInt8], over message: [UInt8]) -> Bool {
        switch material {
        case .secret(let key): Digest(signature) == key.authenticate(message)
        case .rsa(let key): key.isValid(signature: signature, over: message)
        case .p256(let key):
            P256.derSignature(signature).map { key.isValid(signature: $0, over: message) } ?? false
        case .ed25519(let key): key.isValid(signature: signature, over: message)
        }
    }

    /// RFC 7518 §6.4, and §3.2 for the length.
    private static func secret(_ jwk: [String: JSON]) throws(TokenKeyError) -> HMACKey {
        let bytes = try bytes("k", of: jwk)
        guard (32...4096).contains(bytes.count), let key = HMACKey(bytes) else { throw .secretTooShort }
        return key
    }

    /// RFC 7518 §6.3.1
    private static func rsa(_ jwk: [String: JSON]) throws(TokenKeyError) -> PublicKeyState {
        let (modulus, exponent) = (try bytes("n", of: jwk), try bytes("e", of: jwk))
        guard modulus.first != 0, exponent.first != 0 else { throw .notCanonical }
        switch RSAModulus(modulus).bitCount {
        case ..<2048: throw .modulusTooShort
        case 8193...: throw .modulusTooLong
        default: break
        }
        // NIST SP 800-56B §6.2: odd and above 2^16; OpenSSL takes 64 bits of it.
        guard (3...8).contains(exponent.count), exponent.last.map({ $0 & 1 == 1 }) ?? false else {
            throw .wrongExponent
        }
        guard !RSAModulus(modulus).isWeak, let key = PublicKeyState(info: RSAModulus.info(modulus, exponent)) else {
            throw .weakModulus
        }
        return key
    }

    /// RFC 7518 §6.2.1
    private static func p256(_ jwk: [String: JSON]) throws(TokenKeyError) -> PublicKeyState {
        guard jwk["crv"] == "P-256" else { throw .wrongCurve }
        let (x, y) = (try bytes("x", of: jwk), try bytes("y", of: jwk))
        guard x.count == 32, y.count == 32, let key = PublicKeyState(info: P256.info(x: x, y: y)) else {
            throw .notOnCurve
        }
        return key
    }

    /// RFC 8037 §2
    private static func ed25519(_ jwk: [String: JSON]) throws(TokenKeyError) -> VerificationKey {
        guard jwk["crv"] == "Ed25519" else { throw .wrongCurve }
        guard let key = VerificationKey(try bytes("x", of: jwk)) else { throw .notOnCurve }
        return key
    }

    private static func bytes(_ member: String, of jwk: [String: JSON]) throws(TokenKeyError) -> [UInt8] {
        guard let text = jwk[member]?.string, let bytes = Base64.decode(text.utf8, .url) else {
            throw .missing(member)
        }
        return bytes
    }
}

extension TokenKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "TokenKey(\(algorithm.rawValue), redacted)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
