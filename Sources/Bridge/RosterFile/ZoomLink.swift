/// A link that people join a Zoom meeting by.
struct ZoomLink: Hashable {
    enum Fault: Error, Hashable {
        case notALink
        case notZoom
        /// No meeting in it, for instance a link to Zoom's home page.
        case noMeeting
    }

    /// The meeting's number; nil for a personal link (`/my/…`), which hides it.
    let number: String?

    /// Takes `https://us02web.zoom.us/j/84712639219?pwd=…`, other subdomains, `/s/`, `/w/`, `/wc/` and `/my/`, with or
    /// without `https://`.
    init(_ text: String) throws(Fault) {
        guard !text.isEmpty, !text.contains(where: \.isWhitespace) else { throw .notALink }
        var rest = text[...]
        if let scheme = rest.firstRange(of: "://") {
            guard ["https", "http"].contains(rest[..<scheme.lowerBound].lowercased()) else { throw .notALink }
            rest = rest[scheme.upperBound...]
        }
        rest = rest.prefix { $0 != "?" && $0 != "#" }
        var parts = rest.split(separator: "/", omittingEmptySubsequences: true)
        guard !parts.isEmpty else { throw .notALink }
        let authority = parts.removeFirst().lowercased()
        let host = authority.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
        guard host.contains("."), !authority.contains("@") else { throw .notALink }
        guard Self.domains.contains(where: { host == $0 || host.hasSuffix(".\($0)") }) else { throw .notZoom }

        let kinds = ["j", "s", "w", "wc", "my"]
        guard let kind = parts.firstIndex(where: { kinds.contains($0.lowercased()) }) else { throw .noMeeting }
        let after = parts[(kind + 1)...]
        if parts[kind].lowercased() == "my" {
            guard !after.isEmpty else { throw .noMeeting }
            number = nil
            return
        }
        // The web client's links are /wc/<number>/join and /wc/join/<number>.
        guard let number = after.prefix(2).first(where: { Self.isNumber($0) }) else { throw .noMeeting }
        self.number = String(number)
    }

    private static let domains = ["zoom.us", "zoom.com", "zoomgov.com", "zoom.com.cn"]

    /// Zoom's numbers have 9 to 11 digits.
    static func isNumber(_ text: some StringProtocol) -> Bool {
        (9...11).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
    }
}
