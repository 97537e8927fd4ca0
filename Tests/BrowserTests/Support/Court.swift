import Attendance
import DevTools
import Foundation
import JSON
import ServiceSupport

/// A bridge with invented people, and the cable by which browsers reach it.
final class Court: Sendable {
    static let rep = "maria.lopez"
    static let administrator = "sam.patel"
    static let password = "four words in a row"

    let bridge: BridgeProcess
    let cable: Cable
    let people: [Person]
    /// Where browsers find it, also after it was started again.
    var address: String { cable.address }

    struct Person: Sendable {
        var id: String
        var name: String
        var email: String { "\(id)@example.com" }
        var perWeek = 3
        var inTotal = 90
    }

    /// - Parameters:
    ///   - people: participants of `rep`.
    ///   - environment: settings of the bridge.
    init(people: [Person] = Person.few, environment: [String: String] = [:]) async throws {
        var settings = ["BRIDGE_SETTLE_SECONDS": "0", "BRIDGE_LOG_LEVEL": "info"].merging(environment) { $1 }
        let folder = try TestFolder()
        settings["BRIDGE_PAGES_SETTINGS_FILE"] = try folder.write(Self.impatience.pretty(), to: "pages.json")
        settings["BRIDGE_PAGES_FOLDER"] = ProcessInfo.processInfo.environment["BRIDGE_PAGES_FOLDER"]
        bridge = try await BridgeProcess(.init(environment: settings, roster: nil), folder: folder)
        cable = try Cable()
        self.people = people
        let file = try bridge.folder.write(Self.roster(people).pretty(), to: "roster.json")
        let imported = try await bridge.command(["roster", "import", file])
        guard imported.status == 0 else { throw BridgeTrouble(imported.errors) }
        try await start()
    }

    /// Starts the bridge, anew where it was killed, and leads the cable there.
    func start() async throws {
        try await bridge.start()
        cable.lead(to: try bridge.port)
    }

    /// Sets somebody's password by an invite, so that they can sign in. Ends the tokens that were made for them before.
    @discardableResult
    func invite(_ person: String) async throws -> ServiceSupport.Browser {
        try await .invited(person, to: bridge, password: Self.password)
    }

    /// Waits until a participant has a card, and some more.
    /// - Parameter count: how many at least.
    func waitForCard(of person: String, count: Int = 1) async throws {
        try await eventually("there are cards") {
            let answer = try bridge.get("/api/participants/\(person)/cards", as: Self.administrator)
            return try answer.json["cards"]?.array?.count ?? 0 >= count
        }
    }

    /// A link that lets somebody set their password, at this court's address.
    func link(for person: String) async throws -> String {
        let invite = try await bridge.command(["user", "invite", person, "--json"])
        guard let link = try JSON.parse(Array(invite.output.utf8))["link"]?.string,
            let secret = link.split(separator: "#").last
        else { throw BridgeTrouble("no invite: \(invite.errors)") }
        return "\(address)/invite#\(secret)"
    }

    func deliver(_ bodies: [[UInt8]]) throws {
        let connection = try bridge.connect()
        for body in bodies {
            let answer = try connection.deliver(body)
            guard answer.status == 200 else { throw BridgeTrouble("not delivered: \(answer.status) \(answer.text)") }
        }
    }

    /// Waits of the pages that tests need not wait for.
    private static let impatience: JSON = [
        "realtime": [
            "backoff": ["baseMs": 100, "capMs": 1000, "floorMs": 0], "openTimeoutMs": 3000, "stepDownAfter": 2,
            "stableAfterMs": 500, "heartbeat": ["everyMs": 1000, "timeoutMs": 1000, "streamSilenceMs": 60_000],
            "polling": ["everyMs": 500],
        ]
    ]

    private static func roster(_ people: [Person]) -> JSON {
        [
            "courtReps": [
                ["id": .string(rep), "name": "Maria Lopez", "email": "maria.lopez@example.com"],
                ["id": "james.wright", "name": "James Wright"],
            ],
            "administrators": [["id": .string(administrator), "name": "Sam Patel"]],
            "meetings": .array(
                [Gathering.evening, .open].map { gathering in
                    [
                        "id": .string(gathering.id), "name": .string(gathering.name),
                        "number": .string(gathering.number),
                        "link": .string("https://us02web.zoom.us/j/\(gathering.number)"),
                        "program": "Riverside Recovery", "timeZone": "America/New_York", "durationMinutes": 60,
                        "dates": .array(gathering.starts.map { .string(local($0)) }),
                    ]
                }),
            "participants": .array(
                people.map { person in
                    [
                        "id": .string(person.id), "name": .string(person.name), "email": .string(person.email),
                        "caseNumber": .string("CR-2026-\(10_000 + person.id.utf8.reduce(0) { $0 * 3 + Int($1) })"),
                        "courtRep": .string(rep), "timeZone": "America/New_York",
                        "meetingsPerWeek": .integer(Int64(person.perWeek)),
                        "meetingsInTotal": .integer(Int64(person.inTotal)),
                        "meetings": [.string(Gathering.evening.id), .string(Gathering.open.id)],
                    ]
                }),
        ]
    }

    private static func local(_ moment: Timestamp) -> String {
        let clock = DateFormatter()
        clock.locale = Locale(identifier: "en_US_POSIX")
        clock.timeZone = TimeZone(identifier: "America/New_York")
        clock.dateFormat = "yyyy-MM-dd HH:mm"
        return clock.string(from: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000))
    }
}

extension Court.Person {
    /// One, a long name, a name from right to left, and names that are none.
    static let few = [
        Self(id: "P-1", name: "Ana Torres"),
        Self(id: "P-2", name: "María-Fernanda de los Ángeles Villanueva-Santacruz y Montemayor"),
        Self(id: "P-3", name: "عبد الرحمن بن محمد الأنصاري", perWeek: 2, inTotal: 48),
        Self(id: "P-4", name: "歐陽美玲", perWeek: 1, inTotal: 12),
        Self(id: "P-5", name: "Ben Okafor"),
    ]
    /// What somebody might try with their name.
    static let hostile = [
        Self(id: "H-1", name: "<img src=x onerror=alert(1)>"),
        Self(id: "H-2", name: "Eve \u{202E}gnp.exe"),
        Self(id: "H-3", name: String(repeating: "Wolfeschlegelstein", count: 11) + "ed"),
        Self(id: "H-4", name: "Zoë 👩‍👩‍👧‍👦 O'Neil & \"Sons\""),
    ]
}

/// A meeting of the roster, as Zoom knows it.
struct Gathering: Sendable {
    let id: String
    let name: String
    let number: String
    /// When it is scheduled.
    let starts: [Timestamp]

    /// To the minute, as schedules are; the same for as long as the tests run.
    private static let now = Timestamp(
        milliseconds: Int64(Date().timeIntervalSince1970) / 60 * 60_000)

    /// Was held yesterday and two hours ago, and is again tomorrow.
    static let evening = Gathering(
        id: "evening-group", name: "Evening group", number: "84700000001",
        starts: [now - .minutes(24 * 60), now - .minutes(120), now + .minutes(24 * 60)])
    /// Should have ended a minute ago: whoever is there still is, and once it ends, all is decided.
    static let open = Gathering(
        id: "open-meeting", name: "Open meeting", number: "84711111111", starts: [now - .minutes(61)])
}

/// One holding of a meeting: makes Zoom's deliveries.
struct Holding: Sendable {
    let gathering: Gathering
    let start: Timestamp
    let uuid: String

    init(_ gathering: Gathering, _ number: Int = 0, uuid: String) {
        self.gathering = gathering
        start = gathering.starts[number]
        self.uuid = uuid
    }

    func started() -> [UInt8] { body("meeting.started", at: start) }
    func ended(minute: Int64 = 60) -> [UInt8] {
        body("meeting.ended", at: start + .minutes(minute), ("end_time", nil))
    }

    /// - Parameters:
    ///   - minute: since the start.
    ///   - round: another for each time somebody comes back.
    func joined(_ person: Court.Person, minute: Int64 = 0, round: Int = 0) -> [UInt8] {
        body("meeting.participant_joined", at: start + .minutes(minute), ("join_time", (person, round)))
    }

    func left(_ person: Court.Person, minute: Int64 = 60, round: Int = 0) -> [UInt8] {
        body("meeting.participant_left", at: start + .minutes(minute), ("leave_time", (person, round)))
    }

    /// Everybody is there from the beginning to the end, and it is over.
    func whole(_ people: [Court.Person], minutes: Int64 = 60) -> [[UInt8]] {
        [started()] + people.map { joined($0) } + people.map { left($0, minute: minutes) } + [ended()]
    }

    private func body(
        _ event: String, at moment: Timestamp, _ what: (time: String, who: (person: Court.Person, round: Int)?)? = nil
    ) -> [UInt8] {
        var object: [String: JSON] = [
            "uuid": .string(uuid), "id": .string(gathering.number), "topic": .string(gathering.name), "type": 8,
            "duration": 60, "timezone": "America/New_York", "start_time": .string(start.rfc3339),
            "host_id": "x1yCzABCDEfg23HiJKl4mN",
        ]
        if let what, let (person, round) = what.who {
            // The same number for the same connection, in every run.
            let number = person.id.utf8.reduce(round + 1) { ($0 * 31 + Int($1)) % 1_000_003 }
            object["participant"] = [
                "user_id": .string("\(16_778_240 + number)"), "user_name": .string(person.name), "id": "",
                "participant_uuid": .string("C-\(person.id)-\(round)-\(uuid)"), "participant_user_id": "",
                "registrant_id": "", "email": .string(person.isStranger ? "" : person.email),
                .init(what.time): .string(moment.rfc3339),
            ]
        } else if let what {
            object[what.time] = .string(moment.rfc3339)
        }
        let root: JSON = [
            "event": .string(event), "event_ts": .integer(moment.milliseconds + 700),
            "payload": ["account_id": "AbCdEfGhIjKlMnOpQrStUv", "object": .object(object)],
        ]
        return Array(root.pretty().utf8)
    }
}

extension Court.Person {
    /// Somebody whom nothing ties to the roster.
    static func stranger(_ name: String) -> Self { Self(id: "stranger-\(name)", name: name) }
    var isStranger: Bool { id.hasPrefix("stranger-") }
}

extension Page {
    /// Signs in as the sign-in page would, without its form. Once for all pages of a profile.
    func signIn(as person: String, to court: Court) async throws {
        try await go("\(court.address)/sign-in")
        let status = try await call(
            """
            (name, password) => fetch('/api/sessions', {
                method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({name, password}),
            }).then((answer) => answer.status)
            """, .string(person), .string(Court.password))
        guard status == 201 || status == 200 else { throw BrowserTrouble("\(person) cannot sign in: \(status)") }
    }
}
