/// The server that mail is handed to, and how.
public struct SMTPServer: Sendable {
    /// How what is said is kept from being overheard.
    public enum Security: String, Sendable, CaseIterable {
        /// It begins in clear and must be encrypted before anything of worth is said (RFC 3207).
        case starttls
        /// Encrypted from the first byte (RFC 8314).
        case tls
        /// In clear: only to this machine itself.
        case none
    }

    public let host: String
    public let port: Int
    public let security: Security
    /// Nil: the server asks nobody who they are.
    public var credentials: MailCredentials?
    /// A PEM file to trust instead of the system's.
    public var certificateAuthority: String?
    /// For one mail from the first look-up to the server's last word. Long, for a server that looks through a mail takes its
    /// time, and who gives up too early sends it twice.
    public var timeoutMilliseconds = 300_000

    /// - Parameters:
    ///   - url: `smtp://host:587`, or `smtps://host` for TLS from the first byte. Without a port: 587, 465 for TLS, 25 in
    ///     clear.
    ///   - security: nil: as the URL says.
    public init(url: String, security: Security? = nil) throws(SMTPServerMistake) {
        guard let (scheme, host, port) = Self.parts(of: url) else { throw .url }
        let bySchemeAlone: Security = scheme == "smtps" ? .tls : .starttls
        if scheme == "smtps", let security, security != .tls { throw .contradiction }
        self.security = security ?? bySchemeAlone
        if self.security == .none, !Self.isThisMachine(host) { throw .inClear }
        self.host = host
        self.port = port ?? [.starttls: 587, .tls: 465, .none: 25][self.security, default: 587]
    }

    /// What libcurl is given. The last part is the name with which the client introduces itself.
    func url(introducedAs name: String) -> String {
        let scheme = security == .tls ? "smtps" : "smtp"
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)/\(name)"
    }

    private static func parts(of url: String) -> (scheme: String, host: String, port: Int?)? {
        let scheme: String
        if url.hasPrefix("smtp://") {
            scheme = "smtp"
        } else if url.hasPrefix("smtps://") {
            scheme = "smtps"
        } else {
            return nil
        }
        var rest = url.dropFirst(scheme.count + 3)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        var port: Int?
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
            let digits = rest[rest.index(after: colon)...]
            guard digits.count <= 5, digits.allSatisfy(\.isASCII), let number = Int(digits),
                (1...65_535).contains(number)
            else { return nil }
            port = number
            rest = rest[..<colon]
        }
        let isLiteral = rest.hasPrefix("[") && rest.hasSuffix("]")
        if isLiteral { rest = rest.dropFirst().dropLast() }
        let isAllowed: (UInt8) -> Bool =
            isLiteral
            ? { "0123456789abcdefABCDEF:.".utf8.contains($0) }
            : { MailAddress.isAtomText($0) && !"!#$%&'*+/=?^`{|}~".utf8.contains($0) || $0 == UInt8(ascii: ".") }
        guard !rest.isEmpty, rest.utf8.count <= 253, isLiteral == rest.contains(":"), rest.utf8.allSatisfy(isAllowed)
        else { return nil }
        return (scheme, String(rest), port)
    }

    private static func isThisMachine(_ host: String) -> Bool {
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        let isLoopback = octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
        return isLoopback || ["localhost", "::1"].contains(host.lowercased())
    }
}

/// Why a server cannot be used; the words follow a setting's name.
public enum SMTPServerMistake: Error, Hashable, Sendable, CustomStringConvertible {
    case url
    case contradiction
    case inClear

    public var description: String {
        switch self {
        case .url: "must be an address such as smtp://mail.example.org:587 or smtps://mail.example.org"
        case .contradiction: "begins with smtps://, which is TLS from the first byte and nothing else"
        case .inClear: "names another machine, and mail goes there in clear: only this machine itself may be told so"
        }
    }
}

/// With what a client signs in to the server. Says nothing of itself in `description`, `dump` or a debugger's summary.
public struct MailCredentials: Sendable {
    let user: String
    let password: String

    /// Nil where one is empty, or holds a control character.
    public init?(user: String, password: String) {
        guard [user, password].allSatisfy({ !$0.isEmpty && !$0.unicodeScalars.contains(where: \.isControl) }) else {
            return nil
        }
        self.user = user
        self.password = password
    }
}

extension MailCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "MailCredentials(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
