/// A key for HMAC-SHA256 (RFC 2104), with the hashing of the key done once and for all.
///
/// A plain value: copy it to any thread. Says nothing of the key in `description`, `dump` or a debugger's summary.
public struct HMACKey: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    /// Nil for an empty key: whoever has none must not be able to sign.
    public init?(_ key: some Collection<UInt8>) {
        guard !key.isEmpty else { return nil }
        var block = key.count > 64 ? SHA256.hash(key).bytes : Array(key)
        block += repeatElement(0, count: 64 - block.count)
        var inner = SHA256()
        inner.update(block.map { $0 ^ 0x36 })
        var outer = SHA256()
        outer.update(block.map { $0 ^ 0x5C })
        self.inner = inner
        self.outer = outer
    }

    /// The key is the text's UTF-8, as Zoom's secret token is used.
    public init?(_ key: String) { self.init(Array(key.utf8)) }

    /// For a message in parts; see `HMAC`.
    public func begin() -> HMAC { HMAC(inner: inner, outer: outer) }

    public func authenticate(_ message: some Collection<UInt8>) -> Digest {
        var mac = begin()
        mac.update(message)
        return mac.digest()
    }
}

extension HMACKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "HMACKey(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// An HMAC-SHA256 under way.
public struct HMAC: Sendable {
    private var inner: SHA256
    private let outer: SHA256

    init(inner: SHA256, outer: SHA256) {
        self.inner = inner
        self.outer = outer
    }

    public mutating func update(_ bytes: some Collection<UInt8>) { inner.update(bytes) }
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { inner.update(bytes) }

    /// The MAC of what came so far. Comparing two is done in constant time.
    public func digest() -> Digest {
        var outer = outer
        outer.update(inner.digest())
        return outer.digest()
    }

    /// Nil for an empty key.
    public static func sha256(key: some Collection<UInt8>, _ message: some Collection<UInt8>) -> Digest? {
        HMACKey(key)?.authenticate(message)
    }
}

extension SHA256 {
    mutating func update(_ digest: Digest) { digest.withBytes { update($0) } }
}
