import Attendance
import CourtCard
import JSON
import Store
import TestSupport
import Testing
import Zoom

@testable import Bridge

@Suite("Whatever happened in whatever order, the journal, the decisions and the roster alone decide")
struct TruthPropertyTests {
    /// Each takes most of a second: they go through the whole service and a real database.
    static let seeds = 0..<max(PropertyCases.count / 12, 1)

    @Test(
        "deriving everything anew changes neither what is derived nor any card, nor does forgetting the strangers",
        arguments: TruthPropertyTests.seeds)
    func pure(seed: UInt64) async throws {
        var week = RandomWeek(seed: seed)
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .hours(3))
        for body in week.deliveries() {
            _ = try await bridge.post(body).get()
            try await week.decideSomething(bridge)
        }
        bridge.clock.move(by: .hours(30))
        try await bridge.service.catchUp()
        let live = try await bridge.truth()

        try await bridge.restart()
        try await bridge.rederiveAll()
        let anew = try await bridge.truth().differences(from: live)
        #expect(anew == [], "derived anew")

        bridge.clock.move(by: .hours(24 * 31))
        _ = try await bridge.service.forgetStrangers()
        try await bridge.rederiveAll()
        let forgotten = try await bridge.truth().differences(from: live)
        #expect(forgotten == [], "after forgetting")
    }
}

/// Everything that people are shown as true.
struct Truth: Hashable {
    var derived: [OccurrenceID: Derived]
    /// Of each participant what their cards in force say, by the occurrences.
    var cards: [PersonID: [[OccurrenceID]: CardFacts]]

    func differences(from other: Self) -> [String] {
        var found: [String] = []
        for (id, mine) in derived where other.derived[id] != mine {
            found.append("\(id): \(String(describing: other.derived[id])) is now \(mine)")
        }
        for person in Set(cards.keys).union(other.cards.keys) {
            let (mine, theirs) = (cards[person] ?? [:], other.cards[person] ?? [:])
            for sitting in Set(mine.keys).union(theirs.keys) where mine[sitting] != theirs[sitting] {
                let changes = mine[sitting].flatMap { now in theirs[sitting].map { now.changes(since: $0) } }
                found.append(
                    "\(person) \(sitting): \(changes.map { "\($0)" } ?? (mine[sitting] == nil ? "gone" : "new"))")
            }
        }
        return found.sorted()
    }
}

extension BridgeUnderTest {
    func truth() async throws -> Truth {
        var cards: [PersonID: [[OccurrenceID]: CardFacts]] = [:]
        for person in [People.ana, People.ben, People.carmen, People.dmitri] {
            for var facts in try await factsInForce(of: person) {
                // Of a stranger's delivery only a keyed digest is left, and other bytes do not change what is said.
                facts.evidence = CardFacts.Evidence(bodies: [:])
                facts.completion = CardFacts.Completion(reason: "", sentence: "")
                cards[person, default: [:]][facts.meeting.occurrences] = facts
            }
        }
        return Truth(derived: try await derived(), cards: cards)
    }
}

/// Two meetings with parts that follow each other, people who come and go, and officials who decide at any moment.
private struct RandomWeek {
    private var random: SplitMix64
    private var decisions: [Int64] = []
    private let parts: [Told]

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        let start = BridgeUnderTest.evening
        parts = [
            Told(uuid: "one==", start: start), Told(uuid: "two==", start: start + .minutes(35)),
            Told(uuid: "talk==", number: SittingTests.unscheduled, start: start + .minutes(20)),
            Told(uuid: "late==", number: SittingTests.unscheduled, start: start + .minutes(65)),
        ]
    }

    private static let guests = [
        Visitor(name: "Ana T.", connection: "", email: People.anas, address: "203.0.113.1"),
        Visitor(name: "Ana", connection: "", email: People.anas, address: "203.0.113.2"),
        Visitor(name: "C. Diaz", connection: "", email: People.carmens, address: "203.0.113.1"),
        Visitor(name: "Dima V.", connection: ""), Visitor(name: "Dima V.", connection: "", email: "d@example.com"),
        Visitor(name: "iPhone", connection: ""), Visitor(name: "iPhone", connection: ""),
        Visitor(name: "Zeb Quux #K7QN", connection: ""),
        Visitor(name: "Zeb Quux", connection: "", email: "zeb@example.com", address: "203.0.113.1"),
    ]

    mutating func deliveries() -> [[UInt8]] {
        var bodies: [[UInt8]] = []
        for part in parts {
            bodies += [part.started(0), part.ended(30)]
            for (index, guest) in Self.guests.enumerated() where Bool.random(using: &random) {
                var visitor = guest
                for visit in 0..<Int64.random(in: 1...2, using: &random) {
                    visitor.connection = "\(part.uuid)\(index)-\(visit)"
                    let from = visit * 15 + Int64.random(in: 0...7, using: &random)
                    let to = from + Int64.random(in: 1...8, using: &random)
                    if Int.random(in: 0..<8, using: &random) > 0 { bodies.append(part.comes(visitor, from)) }
                    if Int.random(in: 0..<8, using: &random) > 0 { bodies.append(part.goes(visitor, to)) }
                    guard Int.random(in: 0..<3, using: &random) == 0 else { continue }
                    var row = ReportStay(
                        in: OccurrenceID(part.uuid), of: MeetingNumber(part.number),
                        from: part.start + .minutes(from), until: part.start + .minutes(to), source: .csv)
                    (row.name, row.email) = (visitor.name, visitor.email)
                    if Bool.random(using: &random) { row.precision = .minutes(1) }
                    bodies.append(row.body)
                }
            }
        }
        return bodies.shuffled(using: &random)
    }

    mutating func decideSomething(_ bridge: BridgeUnderTest) async throws {
        let part = parts[Int.random(in: 0..<parts.count, using: &random)]
        let person = [People.ana, People.carmen, People.dmitri][Int.random(in: 0..<3, using: &random)]
        let from = Int64.random(in: -5...30, using: &random)
        let time = part.time(from, from + Int64.random(in: 1...20, using: &random))
        let attendance = AttendanceName.occurrence(OccurrenceID(part.uuid), person)
        do {
            switch Int.random(in: 0..<40, using: &random) {
            case 0...2:
                guard let found = try await bridge.unmatched(for: People.sam).randomElement(using: &random) else {
                    return
                }
                decisions.append(
                    try await bridge.service.claim(
                        found.attendee, in: found.occurrence, for: person,
                        forGood: Bool.random(using: &random) ? found.lastingKinds.first : nil, because: "x",
                        by: People.sam))
            case 3, 4:
                decisions.append(
                    try await bridge.service.correct(
                        attendance, adding: Bool.random(using: &random), time, because: "x", by: People.sam))
            case 5:
                decisions.append(try await bridge.service.void(attendance, because: "x", by: People.sam))
            case 6:
                decisions.append(try await bridge.service.excuse(attendance, because: "x", by: People.sam))
            case 7, 8:
                guard let decision = decisions.randomElement(using: &random) else { return }
                _ = try await bridge.service.withdraw(decision, because: "x", by: People.sam)
            case 9: try await changeRoster(bridge)
            case 10: try await bridge.service.catchUp()
            case 11: bridge.clock.move(by: .minutes(10))
            case 12: try await bridge.restart()
            default: break
            }
        } catch is DecisionError {}
    }

    private mutating func changeRoster(_ bridge: BridgeUnderTest) async throws {
        var roster = try await bridge.service.exportRoster()
        if Bool.random(using: &random) {
            guard let index = roster.meetings.firstIndex(where: { $0.number.rawValue == SittingTests.unscheduled })
            else { return }
            roster.meetings[index].schedule =
                Bool.random(using: &random)
                ? nil
                : Schedule(weekdays: [2], startMinute: 19 * 60 + 20, durationMinutes: 90, timeZone: "America/New_York")
        } else if let index = roster.participants.firstIndex(where: { $0.id == People.ben }) {
            let key = ["zeb@example.com", "d@example.com"].randomElement(using: &random).flatMap {
                IdentityKey(.email, $0)
            }
            roster.participants[index].identities = Bool.random(using: &random) ? [] : Set([key].compactMap(\.self))
        }
        _ = try await bridge.service.importRoster(Array(roster.json.pretty().utf8), .json)
    }
}
