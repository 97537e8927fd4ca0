internal import Attendance
internal import Crypto
internal import Foundation
public import JSON
public import Server
internal import Zoom

extension BridgeProcess {
    /// A connection of our own, independent of the bridge's engine.
    public func connect() throws -> HTTPConnection { try HTTPConnection(port: try port) }

    /// One request on a connection of its own.
    public func get(_ target: String, as person: String? = nil) throws -> HTTPAnswer {
        let headers = try person.map { [("authorization", "Bearer \(try Self.token(for: $0))")] } ?? []
        return try connect().send("GET", target, headers: headers)
    }

    /// A body of JSON on a connection of its own.
    /// - Parameter key: makes it one request, however often it is sent.
    public func post(
        _ target: String, _ body: JSON, as person: String? = nil, key: String? = nil
    ) throws -> HTTPAnswer {
        var headers = [("content-type", "application/json")]
        if let person { headers.append(("authorization", "Bearer \(try Self.token(for: person))")) }
        if let key { headers.append(("idempotency-key", key)) }
        return try connect().send("POST", target, headers: headers, body: Array(body.pretty().utf8))
    }

    /// What `/readyz` says is wrong, and its status.
    public func readiness() throws -> (status: Int, troubles: [String]) {
        let answer = try get("/readyz")
        return (answer.status, try answer.json["troubles"]?.array?.compactMap(\.string) ?? [])
    }

    /// A signed delivery on a connection of its own.
    public func deliver(_ body: [UInt8]) throws -> HTTPAnswer { try connect().deliver(body) }

    /// A token that lets somebody in for the next hour.
    /// - Parameter expiresIn: in seconds; negative for one that ended.
    public static func token(for person: String, expiresIn: Int64 = 3600) throws -> String {
        let issuer = TokenIssuer(
            secret: try TokenSecret(tokenSecret), issuer: "attendance-bridge", audience: "attendance-bridge")
        let now = Int64(Date().timeIntervalSince1970)
        return try issuer.token(
            for: TokenClaims(subject: person, role: "participant", issuedAt: now - 7200, expiresAt: now + expiresIn))
    }

    /// A client of the feed.
    public func feed(of person: String, since: Int64? = nil, on loop: EventLoop) async throws -> WebSocketSession {
        let target = "/ws?token=\(try Self.token(for: person))" + (since.map { "&since=\($0)" } ?? "")
        return try await WebSocketSession.connect(to: try endpoint, target: target, on: loop)
    }
}

extension HTTPConnection {
    /// Signs a body as Zoom does, now, and posts it.
    public func deliver(_ body: [UInt8]) throws -> HTTPAnswer {
        guard let key = HMACKey(BridgeProcess.zoomSecret) else { throw BridgeTrouble("the secret is empty") }
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let headers = Signer(secret: key).headers(for: body, sentAt: now)
        return try send("POST", "/webhooks/zoom", headers: headers.map { ($0.name, $0.value) }, body: body)
    }
}
