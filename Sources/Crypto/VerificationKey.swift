internal import COpenSSL

/// The public half of a signing key: Ed25519 (RFC 8032).
public struct VerificationKey: Hashable, Sendable {
    public static let byteCount = 32
    public static let signatureByteCount = 64

    /// As RFC 8032 §5.1.2 encodes a point.
    public let bytes: [UInt8]
    /// The thumbprint that names this key wherever it is used: SHA-256 over the key's JWK, in base64url (RFC 7638, and
    /// RFC 8037 §2 for the members of an Ed25519 key). 43 characters.
    public let id: String

    /// Nil unless there are 32 bytes that a signing key can have: with the points of small order everybody could make
    /// signatures, and a second spelling of a point would be a second id for one key.
    public init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.byteCount, isReduced(bytes), !smallOrder.contains(withoutSign(bytes)) else {
            return nil
        }
        self.bytes = bytes
        id = thumbprint(bytes)
    }

    /// Whether the holder of the signing key made `signature` over exactly `message`. False also for a signature that has
    /// not 64 bytes, or is another spelling of a right one (RFC 8032 §5.1.7).
    public func isValid(signature: [UInt8], over message: [UInt8]) -> Bool {
        guard signature.count == Self.signatureByteCount,
            let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
        else { return false }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("no memory for a context") }
        defer { EVP_MD_CTX_free(context) }
        let isValid =
            EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        if !isValid { ERR_clear_error() }
        return isValid
    }
}

extension VerificationKey: CustomStringConvertible {
    public var description: String { "VerificationKey(\(id))" }
}

/// A point's y, little-endian, without the sign of x in the topmost bit.
private func withoutSign(_ point: [UInt8]) -> [UInt8] { point.dropLast() + [point[31] & 0x7F] }

/// Whether y is below 2^255 - 19.
private func isReduced(_ point: [UInt8]) -> Bool {
    let y = withoutSign(point)
    return y[0] < 0xED || y[31] < 0x7F || y[1..<31].contains { $0 < 0xFF }
}

/// The y of all points whose order divides 8: 0, 1, -1, and those of order 8. Little-endian.
private let smallOrder: Set<[UInt8]> = {
    func y(_ hex: String) -> [UInt8] { Digest(hex: hex)?.bytes ?? [] }
    return [
        y("0000000000000000000000000000000000000000000000000000000000000000"),
        y("0100000000000000000000000000000000000000000000000000000000000000"),
        y("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        y("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        y("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    ]
}()
