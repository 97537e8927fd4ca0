internal import Server

/// Where a question comes from, as one counts who asks: a whole network of IPv6 is one, since a machine has all of it.
struct ClientAddress: Hashable, Sendable {
    let text: String

    /// Behind a proxy that is trusted, the client is whom the proxy names last. Whoever reaches the bridge from its network
    /// without a proxy may name anybody, and gains nothing but another address to count by.
    /// - Parameter proxies: where proxies are; one on a Unix socket is on this machine, and always trusted.
    init(of request: Request, behind proxies: [NetworkRange]) {
        self.init(
            peer: request.remoteAddress.host, forwardedFor: request.headers.values(of: "x-forwarded-for"),
            behind: proxies)
    }

    init(peer: String, forwardedFor: [String], behind proxies: [NetworkRange]) {
        let named = forwardedFor.last?.split(separator: ",", omittingEmptySubsequences: false).last.map(Self.host) ?? ""
        let bytes = NetworkRange.bytes(of: peer)
        let isTrusted = bytes.map { bytes in proxies.contains { $0.contains(bytes) } } ?? (peer == "unix")
        let network = isTrusted ? Self.network(of: named) : nil
        text = network ?? Self.network(of: peer) ?? peer
    }

    /// Without brackets and port, which some proxies add.
    private static func host(_ element: Substring) -> String {
        let text = element.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        if text.hasPrefix("[") { return String(text.dropFirst().prefix { $0 != "]" }) }
        return text.count(where: { $0 == ":" }) == 1 ? String(text.prefix { $0 != ":" }) : text
    }

    private static func network(of host: String) -> String? {
        guard let bytes = NetworkRange.bytes(of: host) else { return nil }
        return bytes.count == 4
            ? bytes.map { String($0) }.joined(separator: ".")
            : stride(from: 0, to: 8, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
                .joined(separator: ":") + "::/64"
    }
}

extension APISettings {
    /// By what whoever asks is counted.
    func client(of request: Request) -> String { ClientAddress(of: request, behind: trustedProxies).text }
}
