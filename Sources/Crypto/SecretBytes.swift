internal import COpenSSL

/// Bytes that are wiped when nobody holds them any longer.
///
/// `@unchecked Sendable`: they are written before anybody else has them, and never again until the last one lets go.
final class SecretBytes: @unchecked Sendable {
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ source: some Collection<UInt8>) {
        bytes = .allocate(capacity: source.count)
        _ = bytes.initialize(from: source)
    }

    deinit {
        OPENSSL_cleanse(bytes.baseAddress, bytes.count)
        bytes.deallocate()
    }

    var count: Int { bytes.count }

    /// The pointer is good within `body` only.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        body(UnsafeBufferPointer(bytes))
    }
}
