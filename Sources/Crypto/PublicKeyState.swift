internal import COpenSSL
internal import Synchronization

/// A public key of RSA or ECDSA as OpenSSL keeps it.
final class PublicKeyState: Sendable {
    private let checker: Mutex<Checker>

    /// Nil unless OpenSSL finds nothing wrong with the key: a point on the curve, a modulus that can be one.
    ///
    /// - Parameter info: SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) in DER.
    init?(info: [UInt8]) {
        defer { ERR_clear_error() }
        let key = info.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_PUBKEY(nil, &start, buffer.count)
        }
        guard let key else { return nil }
        guard isSound(key) else {
            EVP_PKEY_free(key)
            return nil
        }
        checker = Mutex(Checker(owning: key))
    }

    /// Over the SHA-256 of the message; RSA with the padding of PKCS #1 v1.5.
    func isValid(signature: [UInt8], over message: [UInt8]) -> Bool {
        checker.withLock { $0.isValid(signature, message) }
    }
}

private func isSound(_ key: OpaquePointer) -> Bool {
    guard let context = EVP_PKEY_CTX_new(key, nil) else { preconditionFailure("no memory for a context") }
    defer { EVP_PKEY_CTX_free(context) }
    return EVP_PKEY_public_check(context) == 1
}

/// The pointers are its own from beginning to end, never given out, and used by one thread at a time.
private struct Checker: ~Copyable {
    private let key: OpaquePointer
    private let context: OpaquePointer

    init(owning key: OpaquePointer) {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("no memory for a context") }
        self.key = key
        self.context = context
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_PKEY_free(key)
    }

    func isValid(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
        let isValid =
            EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        if !isValid { ERR_clear_error() }
        return isValid
    }
}
