import Crypto
import Server

extension Configuration {
    /// The piece for the server.
    func serverConfiguration() -> ServerConfiguration {
        var limits = Limits()
        limits.headerTimeout = .seconds(server.headerSeconds)
        limits.bodyTimeout = .seconds(server.bodySeconds)
        limits.keepAliveTimeout = .seconds(server.keepAliveSeconds)
        limits.maxConnections = server.maxConnections
        limits.reservedConnections = server.reservedConnections
        limits.pingInterval = .seconds(feed.pingSeconds)
        limits.pongTimeout = .seconds(feed.pongSeconds)
        limits.maxQueuedBytes = feed.maxQueuedBytes
        var configuration = ServerConfiguration(
            listeners: [.tcp(host: listen.host, port: UInt16(clamping: listen.port))])
        configuration.limits = limits
        configuration.priorityPath = "/webhooks/zoom"
        if let certificate = tls.certificate, let key = tls.key {
            configuration.tls = TLSFiles(certificateChain: certificate, privateKey: key)
        }
        return configuration
    }

    /// Nil when neither a secret nor other issuers are configured.
    func tokenVerifier() throws(CommandFailure) -> TokenVerifier? {
        let (secret, others) = (try tokenSecret(), try otherIssuers())
        if secret == nil, others.isEmpty { return nil }
        return TokenVerifier(secret: secret, issuer: jwt.issuer, audience: jwt.audience, others: others)
    }

    /// Those of `jwt.issuersFile`; the files it names lie beside it, where they are not named from the root.
    private func otherIssuers() throws(CommandFailure) -> IssuerSet {
        guard let file = jwt.issuersFile else { return IssuerSet() }
        let folder = file.contains("/") ? String(file.prefix(through: file.lastIndex(of: "/") ?? file.startIndex)) : ""
        do {
            return try IssuerSet(parsing: try FileContents(file, maxBytes: 1 << 20).bytes, ownIssuer: jwt.issuer) {
                name in
                try FileContents(name.hasPrefix("/") ? name : folder + name, maxBytes: 1 << 20).bytes
            }
        } catch { throw CommandFailure("jwt.issuersFile: \(error).") }
    }

    func tokenIssuer() throws(CommandFailure) -> TokenIssuer? {
        guard let secret = try tokenSecret() else { return nil }
        return TokenIssuer(secret: secret, issuer: jwt.issuer, audience: jwt.audience)
    }

    private func tokenSecret() throws(CommandFailure) -> TokenSecret? {
        guard let secret = jwt.secret else { return nil }
        do { return try TokenSecret(secret.bytes) } catch { throw CommandFailure("BRIDGE_JWT_SECRET: \(error).") }
    }
}
