internal import Glibc

/// The addresses of a network, such as `10.0.0.0/8` or `fe80::/10`; an address alone is a network of one.
public struct NetworkRange: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16, in network order.
    private let bytes: [UInt8]
    /// How many bits the addresses have in common.
    private let length: Int
    public let description: String

    /// Nil where the text is none; `10.1.2.3/8` is none, for it may be meant as one address or as sixteen million.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let bytes = Self.bytes(of: String(first)) else { return nil }
        var length = bytes.count * 8
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let given = Int(parts[1]), given <= length
            else {
                return nil
            }
            length = given
        }
        guard Self.masked(bytes, length) == bytes else { return nil }
        self.bytes = bytes
        self.length = length
        description = text
    }

    /// - Parameter address: 4 or 16 bytes in network order.
    func contains(_ address: [UInt8]) -> Bool {
        address.count == bytes.count && Self.masked(address, length) == bytes
    }

    private static func masked(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            byte & ~UInt8(truncatingIfNeeded: 0xFF >> min(8, max(0, length - index * 8)))
        }
    }

    /// 4 or 16 in network order; an IPv4 address within IPv6 is one of IPv4. Nil where the text is no address.
    static func bytes(of host: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, host, &bytes) == 1 { return Array(bytes.prefix(4)) }
        guard inet_pton(AF_INET6, host, &bytes) == 1 else { return nil }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        return bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
    }

    /// This machine, and networks that nobody reaches from the internet: private ones (RFC 1918, RFC 4193), those that a
    /// provider shares (RFC 6598), and what is on the same link (RFC 4291 §2.5.6).
    public static let nearby: [NetworkRange] = [
        "127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10",
    ].compactMap { NetworkRange($0) }
}
