internal import Glibc

/// Where a socket is connected to: an address of IPv4 (RFC 791) or IPv6 (RFC 4291).
public enum IPAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads `192.0.2.1` and `2001:db8::1`, as inet_pton(3) does: nothing shorter, and no port or zone.
    public init?(_ text: String) {
        var (four, six) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self = withUnsafeBytes(of: six) { .v6(UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self))) }
        } else {
            return nil
        }
    }

    /// A `sockaddr` as it is about to be connected to; nil for any other family, and for one that is cut short.
    init?(socketAddress bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= MemoryLayout<sa_family_t>.size else { return nil }
        switch Int32(bytes.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET where bytes.count >= MemoryLayout<sockaddr_in>.size:
            self = .v4(UInt32(bigEndian: bytes.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
        case AF_INET6 where bytes.count >= MemoryLayout<sockaddr_in6>.size:
            let address = bytes.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            self = withUnsafeBytes(of: address) { .v6(UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self))) }
        default: return nil
        }
    }
}
