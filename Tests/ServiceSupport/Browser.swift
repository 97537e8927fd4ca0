public import JSON

/// A browser that is signed in, as far as the bridge can tell: it keeps the session's cookie and sends the proof that only
/// pages of the bridge's own are told.
public struct Browser: Sendable {
    public let bridge: BridgeProcess
    public var cookie: String
    public var proof: String

    /// Invites somebody by command, and sets their password by the link.
    public static func invited(
        _ person: String, to bridge: BridgeProcess, password: String = "four words in a row"
    ) async throws -> Browser {
        let invite = try await bridge.command(["user", "invite", person, "--json"])
        guard invite.status == 0 else { throw BridgeTrouble("not invited: \(invite.errors)") }
        let link = try JSON.parse(Array(invite.output.utf8))["link"]?.string ?? ""
        guard let secret = link.split(separator: "#").last else { throw BridgeTrouble("no secret in the link") }
        return try Browser(
            of: bridge,
            try bridge.post(
                "/api/invites/acceptance", ["token": .string(String(secret)), "password": .string(password)]))
    }

    public static func signedIn(
        as name: String, to bridge: BridgeProcess, password: String = "four words in a row", code: String? = nil
    ) throws -> Browser {
        var body: [String: JSON] = ["name": .string(name), "password": .string(password)]
        if let code { body["code"] = .string(code) }
        return try Browser(of: bridge, try bridge.post("/api/sessions", .object(body)))
    }

    /// - Parameter answer: of a route that signs in.
    public init(of bridge: BridgeProcess, _ answer: HTTPAnswer) throws {
        guard answer.status == 201 || answer.status == 200, let set = answer["set-cookie"],
            let pair = set.split(separator: ";").first, let proof = try answer.json["csrfToken"]?.string
        else { throw BridgeTrouble("not signed in: \(answer.status) \(answer.text)") }
        self.bridge = bridge
        cookie = String(pair)
        self.proof = proof
    }

    public func send(
        _ method: String, _ target: String, _ body: JSON? = nil, headers: [(String, String)] = []
    ) throws -> HTTPAnswer {
        var all = [("cookie", cookie)] + headers
        if method != "GET", !headers.contains(where: { $0.0 == "x-csrf-token" }) { all.append(("x-csrf-token", proof)) }
        if body != nil { all.append(("content-type", "application/json")) }
        return try bridge.connect().send(method, target, headers: all, body: body.map { Array($0.pretty().utf8) })
    }
}
