import COpenSSL
import Crypto
import JSON

/// A pair of keys that tokens are signed with, as somebody else's program would.
///
/// `@unchecked Sendable`: the pointer is set once, and OpenSSL signs with one key on many threads.
final class KeyPair: @unchecked Sendable {
    enum Kind {
        case rsa(bits: Int32)
        case p256
    }

    private let key: OpaquePointer
    private let kind: Kind

    static let rsa = KeyPair(.rsa(bits: 2048))
    static let p256 = KeyPair(.p256)
    /// Somebody's who is not trusted, or not for that.
    static let otherRSA = KeyPair(.rsa(bits: 2048))
    static let otherP256 = KeyPair(.p256)

    init(_ kind: Kind) {
        self.kind = kind
        let context: OpaquePointer?
        switch kind {
        case .rsa(let bits):
            context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil)
            precondition(EVP_PKEY_keygen_init(context) == 1 && EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1)
        case .p256:
            context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil)
            precondition(
                EVP_PKEY_keygen_init(context) == 1
                    && EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1)
        }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        precondition(EVP_PKEY_generate(context, &key) == 1)
        guard let key else { preconditionFailure("no key") }
        self.key = key
    }

    deinit { EVP_PKEY_free(key) }

    /// The public half, as a JWK without `alg` and `kid`.
    var jwk: [String: JSON] {
        switch kind {
        case .rsa:
            [
                "kty": "RSA", "n": .string(PlainBase64.encode(number("n"))),
                "e": .string(PlainBase64.encode(number("e"))),
            ]
        case .p256:
            [
                "kty": "EC", "crv": "P-256", "x": .string(PlainBase64.encode(point[1...32])),
                "y": .string(PlainBase64.encode(point[33...])),
            ]
        }
    }

    /// SubjectPublicKeyInfo.
    var der: [UInt8] {
        var out: UnsafeMutablePointer<UInt8>?
        let count = i2d_PUBKEY(key, &out)
        precondition(count > 0)
        defer { CRYPTO_free(out, nil, 0) }
        return Array(UnsafeBufferPointer(start: out, count: Int(count)))
    }

    /// As OpenSSL signs: RSA with the padding of PKCS #1 v1.5, or PSS; ECDSA in DER.
    func sign(_ message: [UInt8], digest: OpaquePointer? = EVP_sha256(), pss: Bool = false) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var keyContext: OpaquePointer?
        precondition(EVP_DigestSignInit(context, &keyContext, digest, nil, key) == 1)
        if pss { precondition(EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1) }
        var out = [UInt8](repeating: 0, count: 600)
        var count = out.count
        precondition(EVP_DigestSign(context, &out, &count, message, message.count) == 1)
        return Array(out.prefix(count))
    }

    /// r and s, one after the other.
    func signPlain(_ message: [UInt8]) -> [UInt8] {
        let der = sign(message)
        // 30 l 02 l r 02 l s, all of them short.
        let r = der[4..<4 + Int(der[3])]
        let s = der[(6 + r.count)...]
        return [r, s].flatMap { number in
            let digits = number.drop { $0 == 0 }
            return [UInt8](repeating: 0, count: 32 - digits.count) + digits
        }
    }

    /// RSA over a block of one's own making, of as many bytes as the modulus has.
    func signBlock(_ block: [UInt8]) -> [UInt8] {
        let context = EVP_PKEY_CTX_new(key, nil)
        defer { EVP_PKEY_CTX_free(context) }
        precondition(
            EVP_PKEY_sign_init(context) == 1 && EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING) == 1)
        var out = [UInt8](repeating: 0, count: block.count)
        var count = out.count
        precondition(EVP_PKEY_sign(context, &out, &count, block, block.count) == 1)
        return out
    }

    private func number(_ name: String) -> [UInt8] {
        var number: OpaquePointer?
        precondition(EVP_PKEY_get_bn_param(key, name, &number) == 1)
        defer { BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
        BN_bn2bin(number, &bytes)
        return bytes
    }

    private var point: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 65)
        var count = 0
        precondition(EVP_PKEY_get_octet_string_param(key, "pub", &bytes, bytes.count, &count) == 1 && count == 65)
        return bytes
    }
}
