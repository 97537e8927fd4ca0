internal import COpenSSL

/// Keys made of a key: HKDF with SHA-256 (RFC 5869).
enum HKDF {
    /// - Parameters:
    ///   - info: what the key is for; every use has its own key.
    ///   - count: at most 8160 bytes.
    static func sha256(key: [UInt8], salt: [UInt8] = [], info: [UInt8], count: Int) -> [UInt8] {
        // RFC 5869 §2.3 bounds the length; an empty key could be made by anybody.
        precondition(!key.isEmpty && (1...255 * Digest.byteCount).contains(count))
        let context = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nil)
        defer { EVP_PKEY_CTX_free(context) }
        var derived = [UInt8](repeating: 0, count: count)
        var length = count
        let isDone =
            EVP_PKEY_derive_init(context) == 1
            && EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha256()) == 1
            && EVP_PKEY_CTX_set1_hkdf_salt(context, salt, Int32(salt.count)) == 1
            && EVP_PKEY_CTX_set1_hkdf_key(context, key, Int32(key.count)) == 1
            && EVP_PKEY_CTX_add1_hkdf_info(context, info, Int32(info.count)) == 1
            && EVP_PKEY_derive(context, &derived, &length) == 1
        precondition(isDone && length == count, "OpenSSL cannot go on")
        return derived
    }
}
