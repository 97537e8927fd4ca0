/// What is wrong with a JSON Web Key. Says nothing of the key.
public enum TokenKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    case noObject
    case wrongAlgorithm
    case wrongType(algorithm: String)
    case wrongUse
    case wrongID
    case isPrivate
    /// Not there, or no base64url without padding.
    case missing(String)
    case notCanonical
    case secretTooShort
    case modulusTooShort
    case modulusTooLong
    case wrongExponent
    case weakModulus
    case wrongCurve
    case notOnCurve

    public var description: String {
        switch self {
        case .noObject: "a key is a JSON object (RFC 7517)"
        case .wrongAlgorithm: "alg must say the one algorithm that the key is for: HS256, RS256, ES256 or EdDSA"
        case .wrongType(let algorithm): "kty is none that \(algorithm) takes"
        case .wrongUse: "use and key_ops must allow to verify signatures, or be left out"
        case .wrongID: "kid must be a text of 1 to 256 bytes"
        case .isPrivate:
            "the private part stands in it: take it out, and think of the key as known to whoever could read it"
        case .missing(let member): "\(member) is missing, or not base64url without padding"
        case .notCanonical: "n and e must not begin with a zero byte"
        case .secretTooShort: "k must have 32 to 4096 bytes"
        case .modulusTooShort: "n has less than 2048 bits"
        case .modulusTooLong: "n has more than 8192 bits"
        case .wrongExponent: "e must be odd, more than 65536 and have at most 64 bits"
        case .weakModulus: "n is none that a good program made: others can work out the private part"
        case .wrongCurve: "crv must be P-256 for ES256, Ed25519 for EdDSA"
        case .notOnCurve: "it is no point on the curve, or one with which everybody could sign"
        }
    }
}
