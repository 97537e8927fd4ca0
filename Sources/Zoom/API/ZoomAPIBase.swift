/// Where Zoom's API and its tokens are.
public struct ZoomAPIBase: Hashable, Sendable {
    /// Without a slash at the end.
    let api: String
    let token: String

    public static let zoom = ZoomAPIBase(api: "https://api.zoom.us/v2", token: "https://zoom.us/oauth/token")

    private init(api: String, token: String) {
        self.api = api
        self.token = token
    }

    /// - Returns: nil where a URL is not https: it would carry secrets in the clear. Plain http is for this machine only.
    public init?(apiURL: String, tokenURL: String) {
        guard Self.isPrivate(apiURL), Self.isPrivate(tokenURL) else { return nil }
        api = apiURL.hasSuffix("/") ? String(apiURL.dropLast()) : apiURL
        token = tokenURL
    }

    private static func isPrivate(_ url: String) -> Bool {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !url.contains("?"), !url.contains("#") else {
            return false
        }
        func host(after scheme: String) -> Substring? {
            guard url.hasPrefix(scheme) else { return nil }
            let host = url.dropFirst(scheme.count).prefix { $0 != "/" }
            return host.isEmpty || host.contains("@") ? nil : host
        }
        if host(after: "https://") != nil { return true }
        guard let host = host(after: "http://") else { return false }
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return ["127.0.0.1", "localhost", "[::1]"].contains(String(name))
    }
}
