import JSON

extension SettingForm<[String]> {
    /// Scheme, host and port, as browsers send them in `Origin` (RFC 6454 §6.2).
    static var origins: Self {
        Self(allowed: "a list of origins such as https://dashboard.example.gov, in the environment with commas between")
        {
            given in
            let texts: [String]? =
                switch given {
                case .text(let text): text.split(separator: ",").map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
                case .json(.array(let values)): values.map { $0.string ?? "" }
                default: nil
                }
            guard let texts else { return nil }
            let origins = texts.compactMap(origin)
            return origins.count == texts.count ? origins : nil
        } write: {
            .array($0.map { .string($0) })
        }
    }

    /// Nil where it is none: with a path, a user, a wildcard. Without the port that its scheme has anyway.
    private static func origin(_ text: String) -> String? {
        let text = text.lowercased()
        guard let end = text.firstRange(of: "://")?.upperBound else { return nil }
        let (scheme, rest) = (text[..<end], text[end...])
        guard let standard = ["https://": "443", "http://": "80"][String(scheme)],
            let match = rest.wholeMatch(of: /([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?/)
        else { return nil }
        let port = match.2.map(String.init)
        return scheme + match.1 + (port == nil || port == standard ? "" : ":\(port ?? "")")
    }
}
