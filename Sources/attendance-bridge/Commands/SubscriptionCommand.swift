import Attendance
import Bridge
import JSON

extension Command {
    static let subscription = Command(
        name: "subscription",
        summary: "Other systems that are sent what happens: add, list, disable, send again.",
        discussion:
            "Each fact is posted once and in order, signed as Standard Webhooks has it, in the envelope of CloudEvents. "
            + "What fails is tried again for about a day; then the subscription is disabled and administrators are "
            + "alerted. Works while the bridge runs.",
        subcommands: [
            Command(
                name: "add", summary: "Send another system what happens from now on.",
                discussion:
                    "The secret is shown this once: the receiver checks the signatures with it, or with the public "
                    + "key.",
                positionals: [Positional(word: "URL", summary: "An https address of the Internet.")],
                options: [.name, .courtRep, .events, .signatures, .config, .json],
                examples: [
                    "subscription add https://cases.example.gov/hooks --name \"Case management\"",
                    "subscription add https://cases.example.gov/hooks --name Cards --events \"court-card-updated\" "
                        + "--rep maria.lopez",
                ],
                action: .service { try await change($0, .add) }),
            Command(
                name: "list", summary: "Show everybody who is sent what happens.", options: [.config, .json],
                action: .service { try await change($0, .list) }),
            Command(
                name: "show", summary: "Show one subscription, and what was tried last.",
                positionals: [.subscription], options: [.config, .json],
                action: .service { try await change($0, .show) }),
            Command(
                name: "rotate", summary: "Make new secrets; the old ones go on signing for 24 hours.",
                positionals: [.subscription], options: [.config, .json],
                action: .service { try await change($0, .rotate) }),
            Command(
                name: "disable", summary: "Send nothing until it is enabled; what happens meanwhile is sent then.",
                positionals: [.subscription], options: [.config, .json],
                action: .service { try await change($0, .disable) }),
            Command(
                name: "enable", summary: "Go on where it stopped, at once.",
                positionals: [.subscription], options: [.config, .json],
                action: .service { try await change($0, .enable) }),
            Command(
                name: "redeliver", summary: "Send again everything from a position of the feed on.",
                discussion:
                    "The last part of a message's id is its position. One beyond what was sent leaves out what lies "
                    + "before it, for instance a message that the receiver cannot take.",
                positionals: [.subscription], options: [.from, .config, .json],
                examples: ["subscription redeliver sub-3f9c27aa01b4d6e8 --from 41207"],
                action: .service { try await change($0, .redeliver) }),
            Command(
                name: "remove", summary: "Send nothing more, and forget address and secrets.",
                positionals: [.subscription], options: [.config, .json],
                action: .service { try await change($0, .remove) }),
        ])
}

extension Positional {
    fileprivate static let subscription = Positional(
        word: "ID", summary: "As “subscription list” shows it: sub-3f9c27aa01b4d6e8.")
}

extension Option {
    fileprivate static let name = Option.text("name", "NAME", "What it is for, so that you know it again.").needed
    fileprivate static let courtRep = Option.text(
        "rep", "ID", "Only of the participants of this court representative.")
    fileprivate static let events = Option.text(
        "events", "WORDS",
        "Only these, separated by spaces: \(SubscriptionDraft.allEvents.joined(separator: ", ")).")
    fileprivate static let signatures = Option.choice(
        "signatures", "HOW", SubscriptionSignatures.allCases.map(\.rawValue),
        "With a shared secret (hmac), a public key (ed25519), or both; both where not said.")
    fileprivate static let from = Option.whole("from", "POSITION", 1...Int.max, "The first message to send again.")
        .needed
}

@MainActor
private func change(_ invocation: Invocation, _ matter: AskedSubscription.Matter) async throws {
    var asked = AskedSubscription(matter: matter)
    switch matter {
    case .add:
        let events = (invocation.text(.events) ?? "").split { $0 == " " || $0 == "," }.map(String.init)
        asked.draft = SubscriptionDraft(
            name: invocation.text(.name) ?? "", url: invocation.positionals[0],
            courtRep: invocation.text(.courtRep).map { PersonID($0) }, events: Set(events))
        asked.signatures = invocation.text(.signatures).flatMap(SubscriptionSignatures.init)
    case .list: break
    default: asked.id = SubscriptionID(invocation.positionals[0])
    }
    asked.from = invocation.whole(.from).map { Int64($0) }
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(.subscription(asked))
    let output = Terminal.output(environment: [:])
    output.write(
        invocation.has(.json)
            ? JSONLine(document).text
            : matter == .list
                ? subscriptionListing(document, width: output.isInteractive ? output.width : nil)
                : subscriptionReceipt(document, matter, width: output.isInteractive ? output.width : nil))
}

/// What was done, or is there, for a person.
func subscriptionReceipt(_ document: JSON, _ matter: AskedSubscription.Matter, width: Int?) -> String {
    let id = document["id"]?.string ?? ""
    var text = ""
    switch matter {
    case .remove: return "\(id) was removed: it is sent nothing more.\n"
    case .add: text = "\(id) is sent what happens from now on.\n"
    case .rotate: text = "\(id) has new secrets; the old ones go on signing for 24 hours.\n"
    case .redeliver: text = "\(id) is sent again what came after position \(document["position"]?.integer ?? 0).\n"
    case .show: text = subscriptionListing(.array([document]), width: width)
    case .list, .disable, .enable: text = "\(id) is \(document["state"]?.string ?? "").\n"
    }
    if let secret = document["secret"]?.string { text += "Shared secret, shown this once: \(secret)\n" }
    if matter == .add || matter == .rotate || matter == .show {
        for key in document["publicKeys"]?.array ?? [] {
            let until = key["until"]?.string.map { " (until \($0))" } ?? ""
            text += "Public key: \(key["key"]?.string ?? "")\(until)\n"
        }
    }
    guard matter == .show else { return text }
    if let why = document["disabledBecause"]?.string { text += "\(why)\n" }
    return text + attemptListing(document["attempts"]?.array ?? [], width: width)
}

func subscriptionListing(_ document: JSON, width: Int?) -> String {
    let list = document.array ?? []
    if list.isEmpty { return "Nobody is sent anything. See: attendance-bridge subscription add --help\n" }
    var table = TextTable("ID", "STATE", "POSITION", "NEXT ATTEMPT", "OF", "EVENTS", "NAME", "URL")
    for one in list {
        let events = (one["events"]?.array ?? []).compactMap(\.string)
        table.add(
            one["id"]?.string ?? "", one["state"]?.string ?? "", "\(one["position"]?.integer ?? 0)",
            one["nextAttemptAt"]?.string ?? "", one["courtRep"]?.string ?? "(all)",
            events.isEmpty ? "(all)" : events.joined(separator: " "), one["name"]?.string ?? "",
            one["url"]?.string ?? "")
    }
    return table.text(width: width)
}

private func attemptListing(_ attempts: [JSON], width: Int?) -> String {
    if attempts.isEmpty { return "Nothing was sent yet.\n" }
    var table = TextTable("AT", "POSITION", "EVENT", "MS", "OUTCOME")
    for attempt in attempts {
        table.add(
            attempt["at"]?.string ?? "", "\(attempt["position"]?.integer ?? 0)", attempt["event"]?.string ?? "",
            "\(attempt["tookMs"]?.integer ?? 0)",
            attempt["status"]?.integer.map { "\($0)" } ?? attempt["failure"]?.string ?? "")
    }
    return "\n" + table.text(width: width)
}
