public import JSON

extension VerificationKey {
    /// The thumbprint that names this key wherever it is used: SHA-256 over the key's JWK, in base64url (RFC 7638, and
    /// RFC 8037 §2 for the members of an Ed25519 key). 43 characters.
    public var id: String {
        // RFC 7638 §3: these members only, in this order, without white space.
        let members = #"{"crv":"Ed25519","kty":"OKP","x":"\#(Base64URL.encode(bytes))"}"#
        return Base64URL.encode(SHA256.hash(members.utf8).bytes)
    }

    /// As RFC 8037 §2 writes a public key, with what it is for (RFC 7517 §4).
    public var jwk: JSON {
        .object([
            "kty": "OKP", "crv": "Ed25519", "x": .string(Base64URL.encode(bytes)), "kid": .string(id), "alg": "EdDSA",
            "use": "sig",
        ])
    }

    /// Nil unless this is an Ed25519 key (RFC 8037 §2) that may be used for signatures and has the id that its bytes give.
    /// Other members are not looked at, as RFC 7517 §4 orders.
    public init?(jwk: JSON) {
        guard case .object(let members) = jwk, members["kty"] == "OKP", members["crv"] == "Ed25519",
            members["alg"].map({ $0 == "EdDSA" || $0 == "Ed25519" }) ?? true,
            members["use"].map({ $0 == "sig" }) ?? true,
            // A private key that was published by mistake must not look as if all were well.
            members["d"] == nil,
            let x = members["x"]?.string, let bytes = Base64URL.decode(x.utf8)
        else { return nil }
        self.init(bytes)
        guard members["kid"].map({ $0 == .string(id) }) ?? true else { return nil }
    }
}
