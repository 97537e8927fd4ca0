internal import COpenSSL

/// SHA-256 (FIPS 180-4), whole or in parts.
public struct SHA256: Sendable {
    private var state: SHA256_CTX

    public init() {
        state = SHA256_CTX()
        // The three functions answer 1 always: they have no way to fail.
        SHA256_Init(&state)
    }

    public mutating func update(_ bytes: some Collection<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ update(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { update($0) }
        }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        SHA256_Update(&state, start, bytes.count)
    }

    /// The digest of what came so far; more may follow.
    public func digest() -> Digest {
        var copy = state
        return Digest { SHA256_Final($0.baseAddress, &copy) }
    }

    public static func hash(_ bytes: some Collection<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.digest()
    }
}
