public import JSON

extension VerificationKey {
    /// As RFC 8037 §2 writes a public key, with what it is for (RFC 7517 §4).
    public var jwk: JSON {
        .object([
            "kty": "OKP", "crv": "Ed25519", "x": .string(Base64.encode(bytes, .url)), "kid": .string(id),
            "alg": "EdDSA", "use": "sig",
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
            let x = members["x"]?.string, let bytes = Base64.decode(x.utf8, .url)
        else { return nil }
        self.init(bytes)
        guard members["kid"].map({ $0 == .string(id) }) ?? true else { return nil }
    }
}

/// RFC 7638 §3: the members that make the key, in this order, without white space.
func thumbprint(_ key: [UInt8]) -> String {
    let members = #"{"crv":"Ed25519","kty":"OKP","x":"\#(Base64.encode(key, .url))"}"#
    return Base64.encode(SHA256.hash(members.utf8).bytes, .url)
}
