/// Where a subscriber is sent what happens. Its path and query may hold a secret: `description` says host and port alone.
public struct OutboundURL: Hashable, Sendable {
    static let maxBytes = 2000

    /// All of it.
    public let text: String
    /// As it may be told: without path and query.
    public let host: String

    /// - Throws: `SubscriptionError.refused` where it cannot be one.
    public init(_ text: String, _ settings: OutboundSettings) throws(SubscriptionError) {
        let scheme = ["https://", "http://"].first { text.lowercased().hasPrefix($0) }
        guard let scheme, text.utf8.count <= Self.maxBytes, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .refused(
                "The URL must begin with https:// and be of at most \(Self.maxBytes) bytes, without spaces and with "
                    + "everything beyond ASCII encoded.")
        }
        guard scheme == "https://" || settings.allowsPrivateAddresses else {
            throw .refused("The URL must begin with https://, for what is sent names people.")
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !rest.contains("#") else { throw .refused("The URL has a part after #, which no server would see.") }
        guard !authority.contains("@") else {
            throw .refused("The URL must hold no name and no password: messages are signed instead.")
        }
        guard Self.isHostAndPort(authority) else { throw .refused("The URL names no host.") }
        self.text = text
        host = authority.lowercased()
    }

    private static func isHostAndPort(_ text: Substring) -> Bool {
        let isBracketed = text.hasPrefix("[")
        let end = isBracketed ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
        if isBracketed, end == nil { return false }
        let host = text[..<(end ?? text.endIndex)]
        let port = text[(end ?? text.endIndex)...]
        let isHost =
            isBracketed
            ? host.count > 3 && host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            : !host.isEmpty && host.allSatisfy { $0.isLetter || $0.isNumber || "-._~%".contains($0) }
        guard isHost, !port.isEmpty else { return isHost }
        let digits = port.dropFirst()
        return port.hasPrefix(":") && digits.count <= 5 && digits.allSatisfy(\.isNumber)
            && (1...65535).contains(Int(digits) ?? 0)
    }
}

extension OutboundURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { host }
    public var debugDescription: String { host }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
