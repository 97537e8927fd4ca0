/// How a token may be signed (RFC 7518 §3.1, RFC 8037 §3.1). There is no other way, `none` least of all.
enum TokenAlgorithm: String, Hashable, Sendable {
    case hs256 = "HS256"
    case rs256 = "RS256"
    case es256 = "ES256"
    case edDSA = "EdDSA"

    /// `kty` of the keys it takes.
    var keyType: String {
        switch self {
        case .hs256: "oct"
        case .rs256: "RSA"
        case .es256: "EC"
        case .edDSA: "OKP"
        }
    }

    var isSecret: Bool { self == .hs256 }
}
