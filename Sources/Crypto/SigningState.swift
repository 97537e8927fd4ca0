internal import COpenSSL
internal import Synchronization

/// A signing key as OpenSSL keeps it, and the context that signs with it.
final class SigningState: Sendable {
    private let signer: Mutex<Signer>

    /// Nil unless there are 32 bytes.
    init?(seed: [UInt8]) {
        let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        guard let key else {
            ERR_clear_error()
            return nil
        }
        signer = Mutex(Signer(owning: key))
    }

    /// Nil unless this is one Ed25519 key in PKCS#8 and nothing besides.
    init?(pem: [UInt8]) {
        guard let key = readKey(pem) else { return nil }
        guard EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 else {
            EVP_PKEY_free(key)
            return nil
        }
        signer = Mutex(Signer(owning: key))
    }

    var publicBytes: [UInt8] { signer.withLock { $0.publicBytes } }
    var pem: [UInt8] { signer.withLock { $0.pem } }

    func sign(_ message: [UInt8]) -> [UInt8] { signer.withLock { $0.sign(message) } }
}

/// The pointers are its own from beginning to end, never given out, and used by one thread at a time.
private struct Signer: ~Copyable {
    private let key: OpaquePointer
    /// Making a context takes a fifth of the time that a signature takes: one serves them all.
    private let context: OpaquePointer

    init(owning key: OpaquePointer) {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("no memory for a context") }
        self.key = key
        self.context = context
    }

    deinit {
        EVP_MD_CTX_free(context)
        // OpenSSL wipes the secret part.
        EVP_PKEY_free(key)
    }

    var publicBytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: VerificationKey.byteCount)
        var count = bytes.count
        expect(EVP_PKEY_get_raw_public_key(key, &bytes, &count))
        return bytes
    }

    func sign(_ message: [UInt8]) -> [UInt8] {
        // Begun anew each time: OpenSSL promises one signature for each beginning.
        expect(EVP_DigestSignInit(context, nil, nil, nil, key))
        return [UInt8](unsafeUninitializedCapacity: VerificationKey.signatureByteCount) { out, initialized in
            out.initialize(repeating: 0)
            var count = out.count
            expect(EVP_DigestSign(context, out.baseAddress, &count, message, message.count))
            initialized = count
        }
    }

    var pem: [UInt8] {
        guard let memory = BIO_new(BIO_s_secmem()) else { preconditionFailure("no memory for a key") }
        defer { BIO_free(memory) }
        expect(PEM_write_bio_PKCS8PrivateKey(memory, key, nil, nil, 0, nil, nil))
        return [UInt8](unsafeUninitializedCapacity: SigningKey.maximumPEMBytes) { out, initialized in
            out.initialize(repeating: 0)
            initialized = max(Int(BIO_read(memory, out.baseAddress, Int32(out.count))), 0)
        }
    }
}

private func readKey(_ pem: [UInt8]) -> OpaquePointer? {
    let head = Array("-----BEGIN PRIVATE KEY-----".utf8)
    // OpenSSL skips what stands before a key and leaves what stands after it. Either may be a key, and not the one meant.
    guard pem.count <= SigningKey.maximumPEMBytes, pem.starts(with: head),
        let memory = BIO_new_mem_buf(pem, Int32(pem.count))
    else { return nil }
    defer {
        BIO_free(memory)
        ERR_clear_error()
    }
    // Without a callback OpenSSL would ask at the terminal for a password.
    guard let key = PEM_read_bio_PrivateKey(memory, nil, { _, _, _, _ in -1 }, nil) else { return nil }
    var rest = [UInt8](repeating: 0, count: SigningKey.maximumPEMBytes)
    let count = max(Int(BIO_read(memory, &rest, Int32(rest.count))), 0)
    guard rest.prefix(count).allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
        EVP_PKEY_free(key)
        return nil
    }
    return key
}

/// None of these calls can fail for what it is given, short of memory.
private func expect(_ answer: Int32) {
    precondition(answer == 1, "OpenSSL cannot go on")
}
