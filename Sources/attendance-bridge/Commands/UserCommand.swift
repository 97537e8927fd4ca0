import Attendance
import Bridge
import JSON

extension Command {
    static let user = Command(
        name: "user",
        summary: "Who may come in: add officials, invite people, reset, disable, list.",
        discussion:
            "Whoever is invited gets a link, sets a password there, and is what the roster says they are. Works "
            + "while the bridge runs; what is open for somebody who may no longer come in closes at once.",
        subcommands: [
            Command(
                name: "add",
                summary: "Put a court representative or an administrator on the roster, and make an invite.",
                discussion: "Participants come with a roster: attendance-bridge roster import.",
                positionals: [.person],
                options: [.newRole, .name, .email, .mail, .config, .json],
                examples: ["user add maria.lopez --role court-rep --name \"Maria Lopez\" --email maria@example.gov"],
                action: .service { try await change($0, .add) }),
            Command(
                name: "invite", summary: "Make a link with which somebody of the roster sets their password, once.",
                discussion: "It holds for as long as accounts.inviteDays say; a newer one takes its place.",
                positionals: [.person], options: [.mail, .config, .json], examples: ["user invite P-1001"],
                action: .service { try await change($0, .invite) }),
            Command(
                name: "reset",
                summary: "Take password, second factor and tokens away, sign out everywhere, and make a new link.",
                positionals: [.person], options: [.config, .json], examples: ["user reset P-1001"],
                action: .service { try await change($0, .reset) }),
            Command(
                name: "disable", summary: "Let somebody in no more; what is open for them closes at once.",
                positionals: [.person], options: [.config, .json],
                action: .service { try await change($0, .disable) }),
            Command(
                name: "enable", summary: "Let somebody in again.", positionals: [.person],
                options: [.config, .json], action: .service { try await change($0, .enable) }),
            Command(
                name: "sign-out", summary: "End every session and every JSON Web Token of somebody.",
                positionals: [.person], options: [.config, .json],
                action: .service { try await change($0, .signOut) }),
            Command(
                name: "role", summary: "Make a court representative an administrator, or the other way round.",
                positionals: [.person], options: [.newRole, .config, .json],
                examples: ["user role maria.lopez --role administrator"],
                action: .service { try await change($0, .role) }),
            Command(
                name: "token", summary: "Make a token for a program that acts for somebody; it can be revoked.",
                discussion: "Shown this once. What it is for is limited to its scopes, and to what the person may do.",
                positionals: [.person], options: [.tokenName, .scopes, .days, .config, .json],
                examples: ["user token sam.patel --name \"case management\" --scopes \"read feed\" --days 90"],
                action: .service { try await change($0, .token) }),
            Command(
                name: "list", summary: "Show everybody and how they come in.", options: [.config, .json],
                action: .service { try await listUsers($0) }),
        ])
}

extension Positional {
    fileprivate static let person = Positional(word: "PERSON", summary: "The id on the roster.")
}

extension Option {
    fileprivate static let newRole = Option.choice(
        "role", "ROLE", [Role.courtRep, .administrator].map(\.rawValue), "What they are."
    ).needed
    fileprivate static let name = Option.text("name", "NAME", "Their name.").needed
    fileprivate static let email = Option.text("email", "ADDRESS", "Where mail reaches them.")
    fileprivate static let mail = Option.flag(
        "mail", "Send the link to the address that the roster has of them, too.")
    fileprivate static let tokenName = Option.text("name", "NAME", "What it is for, so that you know it again.").needed
    fileprivate static let scopes = Option.text(
        "scopes", "WORDS", "One or more of \(Set<Scope>.all.words), separated by spaces."
    ).needed
    fileprivate static let days = Option.whole("days", "N", 1...730, "How long it holds; 90 where not said.")
}

@MainActor
private func change(_ invocation: Invocation, _ matter: AskedAccount.Matter) async throws {
    var asked = AskedAccount(matter: matter, person: PersonID(invocation.positionals[0]))
    asked.role = invocation.text(.newRole).flatMap(Role.init)
    asked.name = invocation.text(matter == .token ? .tokenName : .name)
    asked.email = invocation.text(.email)
    asked.scopes = invocation.text(.scopes)
    asked.byMail = invocation.has(.mail)
    asked.days = invocation.whole(.days)
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(.account(asked))
    Terminal.output(environment: [:]).write(
        invocation.has(.json) ? JSONLine(document).text : accountReceipt(document, matter))
}

/// What was done, for a person.
func accountReceipt(_ document: JSON, _ matter: AskedAccount.Matter) -> String {
    func text(_ key: String) -> String { document[key]?.string ?? "" }
    switch matter {
    case .add, .invite, .reset:
        return "\(text("link"))\nGive this link to \(text("person")) and to nobody else. It works once, until "
            + "\(text("expiresAt")).\(document["isMailed"]?.bool == true ? " It is on its way to them by mail." : "")\n"
    case .token:
        return "\(text("token"))\nIt is shown this once. For \(text("for")), to \(text("scopes")), until "
            + "\(text("expiresAt")).\n"
    case .disable, .enable, .signOut, .role:
        return "\(text("id")) is \(text("role")), \(text("state")).\n"
    }
}

@MainActor
private func listUsers(_ invocation: Invocation) async throws {
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(.users)
    let output = Terminal.output(environment: [:])
    output.write(invocation.has(.json) ? JSONLine(document).text : userListing(document, width: output.width))
}

func userListing(_ document: JSON, width: Int?) -> String {
    var table = TextTable("ID", "ROLE", "STATE", "2ND FACTOR", "SIGNED IN", "NAME")
    for user in document.array ?? [] {
        let sessions = user["sessions"]?.integer ?? 0
        table.add(
            user["id"]?.string ?? "", user["role"]?.string ?? "", user["state"]?.string ?? "",
            user["hasSecondFactor"]?.bool == true ? "yes" : "no", sessions == 0 ? "no" : "\(sessions)",
            user["name"]?.string ?? "")
    }
    return table.text(width: width)
}
