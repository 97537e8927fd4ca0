internal import Server

/// Which web pages may speak to the bridge with a visitor's browser: its own, and those of origins that are allowed.
struct Origins: Sendable {
    /// Scheme, host and port as browsers write them: `https://portal.example.gov`.
    let allowed: Set<String>

    enum Source: Hashable {
        /// No browser, or one that says nothing of a page.
        case noPage
        case ownPage
        case allowed(String)
        case foreign
    }

    func source(of request: Request) -> Source {
        source(
            origins: request.headers.values(of: "origin"), hosts: request.headers.values(of: "host"),
            isSecure: request.isSecure)
    }

    /// A proxy in front may end TLS: so of an origin of our own the host decides, and `https` passes for `http` but not
    /// the other way round.
    func source(origins: [String], hosts: [String], isSecure: Bool) -> Source {
        guard let origin = origins.first?.lowercased() else { return .noPage }
        guard origins.count == 1, hosts.count == 1 else { return .foreign }
        let host = hosts[0].lowercased()
        if origin == "https://\(host)" || (!isSecure && origin == "http://\(host)") { return .ownPage }
        return allowed.contains(origin) ? .allowed(origin) : .foreign
    }
}
