internal import CBeast

/// Who sent a request. Cheap to hash: made for counting by address.
public struct RemoteAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4, 6, or 0 for a Unix socket.
    public let family: UInt8
    public let port: UInt16
    private let high: UInt64
    private let low: UInt64

    init(_ address: cb_address) {
        family = address.family
        port = address.port
        (high, low) = withUnsafeBytes(of: address.bytes) { bytes in
            (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    /// The address without its port: `192.0.2.1`, `2001:db8:0:0:0:0:0:1`, or `unix`.
    public var host: String {
        switch family {
        case 4: [56, 48, 40, 32].map { String(UInt8(truncatingIfNeeded: high >> $0)) }.joined(separator: ".")
        case 6: Self.groups(of: high) + ":" + Self.groups(of: low)
        default: "unix"
        }
    }

    private static func groups(of half: UInt64) -> String {
        [48, 32, 16, 0].map { String(UInt16(truncatingIfNeeded: half >> $0), radix: 16) }.joined(separator: ":")
    }

    public var description: String {
        switch family {
        case 4: "\(host):\(port)"
        case 6: "[\(host)]:\(port)"
        default: "unix"
        }
    }
}
