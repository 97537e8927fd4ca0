internal import COpenSSL

/// Whether two byte strings are equal, in a time that tells nothing of where they differ. Their lengths are no secret.
public func equalInConstantTime(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    let (a, b) = (Array(a), Array(b))
    return CRYPTO_memcmp(a, b, a.count) == 0
}
