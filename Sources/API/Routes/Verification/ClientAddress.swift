internal import Glibc
internal import Server

/// Where a question comes from, as one counts who asks: a whole network of IPv6 is one, since a machine has all of it.
struct ClientAddress: Hashable, Sendable {
    let text: String

    /// Behind a proxy on this machine or in the same private network, the client is whom the proxy names last. Whoever
    /// reaches the bridge from there without a proxy may name anybody, and gains nothing but another address to count by.
    init(of request: Request) {
        self.init(
            peer: request.remoteAddress.host, forwardedFor: request.headers.values(of: "x-forwarded-for"))
    }

    init(peer: String, forwardedFor: [String]) {
        let named = forwardedFor.last?.split(separator: ",", omittingEmptySubsequences: false).last.map(Self.host) ?? ""
        let network = Self.isPrivate(peer) ? Self.network(of: named) : nil
        text = network ?? Self.network(of: peer) ?? peer
    }

    /// Without brackets and port, which some proxies add.
    private static func host(_ element: Substring) -> String {
        let text = element.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        if text.hasPrefix("[") { return String(text.dropFirst().prefix { $0 != "]" }) }
        return text.count(where: { $0 == ":" }) == 1 ? String(text.prefix { $0 != ":" }) : text
    }

    private static func network(of host: String) -> String? {
        guard let bytes = bytes(of: host) else { return nil }
        return bytes.count == 4
            ? bytes.map { String($0) }.joined(separator: ".")
            : stride(from: 0, to: 8, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
                .joined(separator: ":") + "::/64"
    }

    /// 4 or 16 in network order; an IPv4 address within IPv6 is one of IPv4.
    private static func bytes(of host: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, host, &bytes) == 1 { return Array(bytes.prefix(4)) }
        guard inet_pton(AF_INET6, host, &bytes) == 1 else { return nil }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        return bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
    }

    private static func isPrivate(_ peer: String) -> Bool {
        guard let bytes = bytes(of: peer) else { return peer == "unix" }
        if bytes.count == 16 { return bytes[0] & 0xFE == 0xFC || bytes == [UInt8](repeating: 0, count: 15) + [1] }
        return switch bytes[0] {
        case 10, 127: true
        case 172: bytes[1] & 0xF0 == 16
        case 192: bytes[1] == 168
        default: false
        }
    }
}
