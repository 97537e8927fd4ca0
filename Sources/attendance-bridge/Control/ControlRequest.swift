import Attendance
import Bridge
import JSON

/// What a command asks of whoever holds the database: the running bridge, or the command itself where none runs.
enum ControlRequest: Hashable, Sendable {
    case importRoster(file: [UInt8], format: RosterFormat, isDryRun: Bool)
    /// The whole roster as a document.
    case roster
    /// Journaled deliveries, the newest first, with ids below `before`.
    case deliveries(before: Int64?, limit: Int)
    case delivery(Int64)
    /// Attendees who match nobody; of the participants of one person, or all.
    case unmatched(by: PersonID?, before: Int64?, limit: Int)
    case decide(AskedDecision)
    /// Everything that was decided about a participant.
    case decisions(about: PersonID)
    /// Takes a participant's personal data away, or tells what that would take.
    case erase(AskedErasure)
    /// What is due to be forgotten; forgets it where asked to.
    case retention(isApplied: Bool)
    /// Compares with Zoom's own record, and takes it over where asked to.
    case reconcile(AskedReconciliation)
    case role(of: PersonID)
    /// What administrators were alerted to, the newest first: what lasts, or the newest of all.
    case alerts(isOpen: Bool, limit: Int)
    /// Entries of the audit log after one of them; where there is none yet, the answer waits for it for a while.
    case auditNews(after: Int64)
    /// Writes down what the command is about to do.
    case note(AskedNote)
    /// Shows cards.
    case cards(AskedCards)
    /// Lets a new key sign cards.
    case rotateKey
    /// Changes who may come in.
    case account(AskedAccount)
    case users
    /// Changes who is sent what happens, or shows it.
    case subscription(AskedSubscription)
    /// What a court representative is told of a day, or of the newest.
    case digest(of: PersonID, LocalDate?)
    /// The version of the database.
    case schema
}

extension ControlRequest {
    /// Whether something follows from it that a running bridge does soon after.
    var leavesWork: Bool {
        switch self {
        case .importRoster(_, _, let isDryRun): !isDryRun
        case .decide: true
        case .reconcile(let asked): asked.isApplied
        case .erase(let asked): !asked.isDryRun
        case .retention(let isApplied): isApplied
        default: false
        }
    }

    /// How long the answer may take: Zoom may have to be asked for a great many meetings, or years of them looked through.
    var timeoutMilliseconds: Int {
        switch self {
        case .reconcile, .erase, .retention: 1_800_000
        default: 120_000
        }
    }

    /// As it goes over the socket.
    var message: (method: String, target: String, body: [UInt8]) {
        switch self {
        case .importRoster(let file, let format, let isDryRun):
            ("POST", "/roster?format=\(format.rawValue)&dry-run=\(isDryRun)", file)
        case .roster: ("GET", "/roster", [])
        case .deliveries(let before, let limit):
            ("GET", "/deliveries?limit=\(limit)" + (before.map { "&before=\($0)" } ?? ""), [])
        case .delivery(let id): ("GET", "/deliveries/\(id)", [])
        case .unmatched(let person, let before, let limit):
            (
                "GET",
                "/unmatched?limit=\(limit)" + (before.map { "&before=\($0)" } ?? "")
                    + (person.map { "&by=" + Self.percentEncoded($0.rawValue) } ?? ""), []
            )
        case .decide(let asked): ("POST", "/decisions", JSONLine(asked.json).bytes)
        case .decisions(let person): ("GET", "/decisions?about=" + Self.percentEncoded(person.rawValue), [])
        case .erase(let asked): ("POST", "/erasures", JSONLine(asked.json).bytes)
        case .retention(let isApplied): (isApplied ? "POST" : "GET", "/retention", [])
        case .reconcile(let asked): ("POST", "/reconciliations?" + asked.query, asked.body)
        case .role(let person): ("GET", "/role?of=" + Self.percentEncoded(person.rawValue), [])
        case .alerts(let isOpen, let limit): ("GET", "/alerts?open=\(isOpen)&limit=\(limit)", [])
        case .auditNews(let entry): ("GET", "/audit-log?after=\(entry)", [])
        case .note(let asked): ("POST", "/audit-log", JSONLine(asked.json).bytes)
        case .cards(let asked): ("GET", asked.target, [])
        case .rotateKey: ("POST", "/keys", [])
        case .account(let asked): ("POST", "/users", JSONLine(asked.json).bytes)
        case .users: ("GET", "/users", [])
        case .subscription(let asked): ("POST", "/subscriptions", JSONLine(asked.json).bytes)
        case .digest(let courtRep, let date):
            (
                "GET",
                "/digest?of=" + Self.percentEncoded(courtRep.rawValue) + (date.map { "&date=\($0)" } ?? ""), []
            )
        case .schema: ("GET", "/schema", [])
        }
    }

    /// - Parameter query: the first value of a parameter.
    /// - Returns: nil for what no command asks.
    init?(method: String, path: String, query: (String) -> String?, body: [UInt8]) {
        switch (method, path) {
        case ("POST", "/roster"):
            guard let format = query("format").flatMap(RosterFormat.init(rawValue:)),
                let isDryRun = query("dry-run").flatMap(Bool.init)
            else { return nil }
            self = .importRoster(file: body, format: format, isDryRun: isDryRun)
        case ("GET", "/roster"): self = .roster
        case ("GET", "/deliveries"):
            guard let limit = query("limit").flatMap({ Int($0) }), (1...1000).contains(limit) else { return nil }
            self = .deliveries(before: query("before").flatMap { Int64($0) }, limit: limit)
        case ("GET", "/unmatched"):
            guard let limit = query("limit").flatMap({ Int($0) }), (1...1000).contains(limit) else { return nil }
            self = .unmatched(
                by: query("by").map { PersonID($0) }, before: query("before").flatMap { Int64($0) }, limit: limit)
        case ("POST", "/decisions"):
            guard let json = try? JSON.parse(body), let asked = AskedDecision(json) else { return nil }
            self = .decide(asked)
        case ("GET", "/decisions"):
            guard let person = query("about"), !person.isEmpty else { return nil }
            self = .decisions(about: PersonID(person))
        case ("POST", "/erasures"):
            guard let json = try? JSON.parse(body), let asked = AskedErasure(json) else { return nil }
            self = .erase(asked)
        case ("GET", "/retention"): self = .retention(isApplied: false)
        case ("POST", "/retention"): self = .retention(isApplied: true)
        case ("POST", "/reconciliations"):
            guard let asked = AskedReconciliation(query, body: body) else { return nil }
            self = .reconcile(asked)
        case ("GET", "/role"):
            guard let person = query("of"), !person.isEmpty else { return nil }
            self = .role(of: PersonID(person))
        case ("GET", "/alerts"):
            guard let isOpen = query("open").flatMap(Bool.init), let limit = query("limit").flatMap({ Int($0) }),
                (1...1000).contains(limit)
            else { return nil }
            self = .alerts(isOpen: isOpen, limit: limit)
        case ("GET", "/audit-log"):
            guard let entry = query("after").flatMap({ Int64($0) }), entry >= 0 else { return nil }
            self = .auditNews(after: entry)
        case ("POST", "/audit-log"):
            guard let json = try? JSON.parse(body), let asked = AskedNote(json) else { return nil }
            self = .note(asked)
        case ("GET", "/cards"), ("GET", "/card"), ("GET", "/hearing"):
            guard let asked = AskedCards(path: path, query) else { return nil }
            self = .cards(asked)
        case ("POST", "/keys"): self = .rotateKey
        case ("POST", "/users"):
            guard let json = try? JSON.parse(body), let asked = AskedAccount(json) else { return nil }
            self = .account(asked)
        case ("GET", "/users"): self = .users
        case ("POST", "/subscriptions"):
            guard let json = try? JSON.parse(body), let asked = AskedSubscription(json) else { return nil }
            self = .subscription(asked)
        case ("GET", "/digest"):
            guard let courtRep = query("of"), !courtRep.isEmpty else { return nil }
            let date = query("date").map { LocalDate($0) }
            if case .some(nil) = date { return nil }
            self = .digest(of: PersonID(courtRep), date ?? nil)
        case ("GET", "/schema"): self = .schema
        case ("GET", let path) where path.hasPrefix("/deliveries/"):
            guard let id = Int64(path.dropFirst("/deliveries/".count)) else { return nil }
            self = .delivery(id)
        default: return nil
        }
    }

}

extension ControlRequest {
    /// RFC 3986 §2.1, all but unreserved characters.
    static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}
