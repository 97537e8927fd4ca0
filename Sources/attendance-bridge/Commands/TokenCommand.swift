import Attendance
import Bridge
import Crypto
import Glibc
import JSON

extension Command {
    static let token = Command(
        name: "token",
        summary: "Make a token that lets somebody of the roster in.",
        discussion: "Whoever has the token is that person until it expires; it cannot be called back. Signed with "
            + "BRIDGE_JWT_SECRET. That it was made goes to the audit log first, where there is a database.",
        options: [.for, .role, .hours, .config, .json],
        examples: ["token --for ana", "token --for robin --hours 1 --json"],
        action: .service { try await makeToken($0) })
}

extension Option {
    fileprivate static let `for` = Option.text("for", "ID", "The person's id on the roster.").needed
    fileprivate static let role = Option.choice(
        "role", "ROLE", Role.allCases.map(\.rawValue), "Do not ask the roster what they are.")
    fileprivate static let hours = Option.whole("hours", "N", 1...8760, "How long it holds; 24 where not said.")
}

@MainActor
private func makeToken(_ invocation: Invocation) async throws {
    let person = invocation.text(.for) ?? ""
    let configuration = try invocation.configuration()
    guard let secret = configuration.jwt.secret else {
        throw CommandFailure(
            "there is no secret to sign with. Set BRIDGE_JWT_SECRET to the one the bridge was started with.")
    }
    var role = invocation.text(.role)
    if role == nil {
        role = try await ControlClient(configuration: configuration).ask(.role(of: PersonID(person)))["role"]?.string
    }
    let now = Timestamp.systemNow.milliseconds / 1000
    let claims = TokenClaims(
        subject: person, role: role ?? Role.participant.rawValue, issuedAt: now,
        expiresAt: now + Int64(invocation.whole(.hours) ?? 24) * 3600)
    let token: String
    do {
        let issuer = TokenIssuer(
            secret: try TokenSecret(secret.bytes), issuer: configuration.jwt.issuer,
            audience: configuration.jwt.audience)
        token = try issuer.token(for: claims)
    } catch { throw CommandFailure("the token could not be made: \(error).") }
    let end = Timestamp(seconds: claims.expiresAt)
    if access(configuration.database, F_OK) == 0 {
        let detail = AuditEntry.detail(ofToken: token, claims.role, until: end)
        _ = try await ControlClient(configuration: configuration).ask(
            .note(AskedNote(action: .tokenIssued, subject: person, detail: detail)))
    }
    let document: JSON = [
        "token": .string(token), "for": .string(claims.subject), "role": .string(claims.role),
        "expiresAt": .string(end.rfc3339),
    ]
    Terminal.output(environment: [:]).write(invocation.has(.json) ? JSONLine(document).text : token + "\n")
}
