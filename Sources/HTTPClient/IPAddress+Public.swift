extension IPAddress {
    /// Whether it may belong to somebody on the Internet: not to this machine, the networks around it, a group of
    /// machines, or nobody.
    ///
    /// After IANA's registries of special-purpose addresses (RFC 6890 and what followed it): what these do not call
    /// globally reachable is not public. Where an address of IPv6 only carries one of IPv4, that one decides.
    public var isPublic: Bool {
        switch self {
        case .v4(let address): return !Self.special4.contains { $0.holds(address) }
        case .v6(let address):
            if let carried = Self.carried4(by: address) { return IPAddress.v4(carried).isPublic }
            // What is not given out yet for the Internet is nobody's, or something special of a later time.
            return Self.global6.holds(address) && !Self.special6.contains { $0.holds(address) }
        }
    }

    /// The address of IPv4 that a socket, or a translator on the way (RFC 6052), really connects to.
    private static func carried4(by address: UInt128) -> UInt32? {
        carriers.contains { $0.holds(address) } ? UInt32(truncatingIfNeeded: address) : nil
    }

    private static let special4: [Block<UInt32>] = [
        Block(0x0000_0000, 8),  // 0.0.0.0/8: this network (RFC 791); Linux takes 0.0.0.0 for this machine
        Block(0x0A00_0000, 8),  // 10.0.0.0/8: private (RFC 1918)
        Block(0x6440_0000, 10),  // 100.64.0.0/10: behind a provider's translator (RFC 6598)
        Block(0x7F00_0000, 8),  // 127.0.0.0/8: this machine (RFC 1122)
        Block(0xA9FE_0000, 16),  // 169.254.0.0/16: link-local (RFC 3927), where clouds tell machines their secrets
        Block(0xAC10_0000, 12),  // 172.16.0.0/12: private (RFC 1918)
        Block(0xC000_0000, 24),  // 192.0.0.0/24: of protocols (RFC 6890)
        Block(0xC000_0200, 24),  // 192.0.2.0/24: of examples (RFC 5737)
        Block(0xC058_6300, 24),  // 192.88.99.0/24: was 6to4's relays (RFC 7526)
        Block(0xC0A8_0000, 16),  // 192.168.0.0/16: private (RFC 1918)
        Block(0xC612_0000, 15),  // 198.18.0.0/15: of measurements (RFC 2544)
        Block(0xC633_6400, 24),  // 198.51.100.0/24: of examples (RFC 5737)
        Block(0xCB00_7100, 24),  // 203.0.113.0/24: of examples (RFC 5737)
        Block(0xE000_0000, 4),  // 224.0.0.0/4: groups (RFC 5771)
        Block(0xF000_0000, 4),  // 240.0.0.0/4: kept for later (RFC 1112), and 255.255.255.255: everybody (RFC 919)
    ]

    /// 2000::/3: all that is given out for the Internet (RFC 4291 §2.4). Loopback, unspecified, link-local, unique-local
    /// and multicast addresses lie outside.
    private static let global6 = Block<UInt128>(0x2000 << 112, 3)

    private static let special6: [Block<UInt128>] = [
        Block(0x2001_0000 << 96, 23),  // 2001::/23: of protocols (RFC 2928): Teredo, measurements, ORCHID
        Block(0x2001_0DB8 << 96, 32),  // 2001:db8::/32: of examples (RFC 3849)
        Block(0x2002 << 112, 16),  // 2002::/16: 6to4 (RFC 3056), which leads to the address of IPv4 inside
        Block(0x3FFF << 112, 20),  // 3fff::/20: of examples (RFC 9637)
    ]

    private static let carriers: [Block<UInt128>] = [
        Block(0xFFFF << 32, 96),  // ::ffff:0:0/96: IPv4 on a socket of IPv6 (RFC 4291 §2.5.5.2)
        Block(0x0064_FF9B << 96, 96),  // 64:ff9b::/96: through a translator (RFC 6052)
    ]
}

/// The addresses that begin with the same bits.
private struct Block<Bits: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    private let first: Bits
    private let mask: Bits

    init(_ first: Bits, _ length: Int) {
        self.first = first
        mask = ~(Bits.max >> length)
    }

    func holds(_ address: Bits) -> Bool { address & mask == first }
}
