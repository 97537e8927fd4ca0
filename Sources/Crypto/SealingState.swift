internal import COpenSSL
internal import Synchronization

/// The bytes of a sealing key and, once used, the ciphers that OpenSSL made of them.
final class SealingState: Sendable {
    private let ciphers: Mutex<Ciphers>

    init(key: [UInt8]) { ciphers = Mutex(Ciphers(key: key)) }

    var keyBytes: [UInt8] { ciphers.withLock { $0.keyBytes } }

    func seal(_ plain: [UInt8], binding: [UInt8], nonce: [UInt8]) -> [UInt8] {
        ciphers.withLock { $0.seal(plain, binding: binding, nonce: nonce) }
    }

    /// Nil where the tag does not fit.
    ///
    /// - Precondition: `sealed` has at least a nonce and a tag.
    func open(_ sealed: [UInt8], binding: [UInt8]) -> [UInt8]? {
        ciphers.withLock { $0.open(sealed, binding: binding) }
    }
}

/// Preparing a cipher costs more than sealing a body: each is made once, and given a new nonce for every use.
///
/// The pointers are its own from beginning to end, never given out, and used by one thread at a time.
private struct Ciphers: ~Copyable {
    /// Memory of its own rather than an array, which may leave copies behind that nobody wipes.
    private let key: UnsafeMutableBufferPointer<UInt8>
    private var sealing: OpaquePointer?
    private var opening: OpaquePointer?

    init(key bytes: [UInt8]) {
        key = .allocate(capacity: SealingKey.byteCount)
        _ = key.initialize(from: bytes)
    }

    deinit {
        EVP_CIPHER_CTX_free(sealing)
        EVP_CIPHER_CTX_free(opening)
        OPENSSL_cleanse(key.baseAddress, key.count)
        key.deallocate()
    }

    var keyBytes: [UInt8] { Array(key) }

    mutating func seal(_ plain: [UInt8], binding: [UInt8], nonce: [UInt8]) -> [UInt8] {
        let cipher = sealing ?? prepared(toSeal: true)
        sealing = cipher
        return [UInt8](unsafeUninitializedCapacity: plain.count + SealingKey.overhead) { out, initialized in
            let start = out.baseAddress!
            start.initialize(repeating: 0, count: plain.count + SealingKey.overhead)
            _ = out.update(fromContentsOf: nonce)
            begin(cipher, nonce: nonce, binding: binding)
            plain.withUnsafeBufferPointer { update(cipher, $0, into: start + SealingKey.nonceBytes) }
            let tag = start + SealingKey.nonceBytes + plain.count
            var written: Int32 = 0
            expect(EVP_CipherFinal_ex(cipher, tag, &written))
            expect(EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, Int32(SealingKey.tagBytes), tag))
            initialized = plain.count + SealingKey.overhead
        }
    }

    mutating func open(_ sealed: [UInt8], binding: [UInt8]) -> [UInt8]? {
        let cipher = opening ?? prepared(toSeal: false)
        opening = cipher
        let body = SealingKey.nonceBytes..<sealed.count - SealingKey.tagBytes
        var tag = Array(sealed[body.upperBound...])
        var isAuthentic = false
        let plain = [UInt8](unsafeUninitializedCapacity: max(body.count, 1)) { out, initialized in
            out.initialize(repeating: 0)
            begin(cipher, nonce: Array(sealed[..<body.lowerBound]), binding: binding)
            sealed.withUnsafeBufferPointer {
                update(cipher, UnsafeBufferPointer(rebasing: $0[body]), into: out.baseAddress!)
            }
            expect(EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag))
            var written: Int32 = 0
            isAuthentic = EVP_CipherFinal_ex(cipher, out.baseAddress! + body.count, &written) == 1
            if isAuthentic { initialized = body.count } else { OPENSSL_cleanse(out.baseAddress!, out.count) }
        }
        if !isAuthentic { ERR_clear_error() }
        return isAuthentic ? plain : nil
    }

    private func prepared(toSeal: Bool) -> OpaquePointer {
        guard let cipher = EVP_CIPHER_CTX_new() else { preconditionFailure("no memory for a cipher") }
        expect(EVP_CipherInit_ex(cipher, EVP_aes_256_gcm(), nil, key.baseAddress, nil, toSeal ? 1 : 0))
        return cipher
    }

    private func begin(_ cipher: OpaquePointer, nonce: [UInt8], binding: [UInt8]) {
        expect(EVP_CipherInit_ex(cipher, nil, nil, nil, nonce, -1))
        binding.withUnsafeBufferPointer { update(cipher, $0, into: nil) }
    }

    /// What goes into nothing is bound, not sealed.
    private func update(
        _ cipher: OpaquePointer, _ bytes: UnsafeBufferPointer<UInt8>, into out: UnsafeMutablePointer<UInt8>?
    ) {
        var done = 0
        while done < bytes.count {
            // OpenSSL counts in 32 bits.
            let step = min(bytes.count - done, 1 << 30)
            var written: Int32 = 0
            expect(EVP_CipherUpdate(cipher, out.map { $0 + done }, &written, bytes.baseAddress! + done, Int32(step)))
            done += step
        }
    }
}

/// None of these calls can fail for what it is given; without memory nothing could be kept secret.
private func expect(_ answer: Int32) {
    precondition(answer == 1, "OpenSSL cannot go on")
}
