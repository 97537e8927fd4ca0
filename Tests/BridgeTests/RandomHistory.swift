import Attendance
import JSON
import Store
import TestSupport

/// An invented meeting as everybody would tell it: Zoom's deliveries, lines of its reports, and what people decide about
/// it afterwards. Some of the deliveries are lost.
struct RandomHistory {
    /// What comes in, in the order in which it happened.
    private(set) var evidence: [Evidence] = []
    /// In the order in which they are made.
    private(set) var decisions: [Decision] = []
    private(set) var occurrences: [OccurrenceID] = []

    struct Evidence {
        var body: [UInt8]
        var source = EvidenceSource.webhook
        /// Signed so long before it came.
        var age = Span.zero
    }

    enum Decision {
        case claim(connection: String, OccurrenceID, PersonID, forGood: IdentityKey.Kind?)
        case correct(OccurrenceID, PersonID, adding: Bool, Interval)
        case excuse(OccurrenceID, PersonID)
        case void(OccurrenceID, PersonID)
        case excuseWeek(PersonID, LocalDate)
        /// Of the newest card for that occurrence.
        case reissue(OccurrenceID, PersonID)
        case consent(PersonID)
        /// Of the newest card for that occurrence.
        case dispute(OccurrenceID, PersonID)
        /// To the decision with that index.
        case answer(Int)
        case withdraw(Int)
    }

    let seed: UInt64
    let start: Timestamp
    private let name: String
    private var random: SplitMix64
    private var users = 16_778_240
    private var participants = 0
    /// Connections of people whom the roster does not know, and whether they show an e-mail of their own.
    private var strangers: [(connection: String, occurrence: OccurrenceID, hasEmail: Bool)] = []

    /// - Parameter start: the beginning of a slot of the first meeting of `HistoryRoster`.
    init(seed: UInt64, start: Timestamp) {
        random = SplitMix64(seed: seed)
        self.seed = seed
        self.start = start
        name = "h\(seed)"
        let people = castPeople()
        var sitting: Int64 = 0
        let parts = chance(3) ? number(2...3) : 1
        for part in 0..<parts {
            let length = parts == 1 ? number(600...4200) : number(300...1300)
            hold(HistoryRoster.numbers[0], "\(part)", from: sitting, until: sitting + length, people)
            sitting += length + number(0...400)
        }
        if chance(3) {
            let from = number(0...5400)
            hold(HistoryRoster.numbers[Int(number(1...2))], "x", from: from, until: from + number(300...3600), people)
        }
        decide()
    }
}

// MARK: - What happens

extension RandomHistory {
    fileprivate struct Guest {
        var name: String
        var email: String?
        var registrant: String?
        var phone: String?
        var isStranger = false
    }

    fileprivate struct Room {
        var occurrence: OccurrenceID
        var number: String
        var from: Int64
        var until: Int64
        var stays: [(from: Int64, until: Int64, user: String, of: Guest, inBreakoutRoom: Bool)] = []
    }

    private mutating func castPeople() -> [Guest] {
        (0..<(chance(12) ? number(8...16) : number(1...5))).map { index in
            let person = Int(number(0...Int64(HistoryRoster.names.count - 1)))
            let name = HistoryRoster.names[person]
            return switch number(0...9) {
            case 0, 1: Guest(name: name, email: HistoryRoster.email(person))
            case 2: Guest(name: "Phone \(index)", registrant: HistoryRoster.registrant(person))
            case 3: Guest(name: name, phone: HistoryRoster.phone(person))
            case 4: Guest(name: "\(HistoryRoster.code(person)) somebody")
            case 5: Guest(name: HistoryRoster.zoomName(person))
            // Means two people equally well.
            case 6: Guest(name: "\(HistoryRoster.code(0)) \(HistoryRoster.code(1))", isStranger: true)
            case 7: Guest(name: "iPhone", isStranger: true)
            case 8: Guest(name: name, isStranger: true)
            default: Guest(name: "Guest \(index)", email: "\(self.name).\(index)@example.com", isStranger: true)
            }
        }
    }

    private mutating func hold(
        _ number: String, _ part: String, from: Int64, until: Int64, _ people: [Guest]
    ) {
        let id = OccurrenceID("\(name).\(part)/==")
        occurrences.append(id)
        var room = Room(occurrence: id, number: number, from: from, until: until)
        if !chance(8) { tell("meeting.started", ["start_time": .string(at(from).rfc3339)], from, room) }
        for person in people where !chance(4) {
            for _ in 0..<(chance(4) ? 2 : 1) { attend(person, &room) }
        }
        if !chance(6) { tell("meeting.ended", ["end_time": .string(at(until).rfc3339)], until, room) }
        if chance(8) {
            let early = self.number(from...until)
            tell("meeting.ended", ["end_time": .string(at(early).rfc3339)], early, room)
        }
        if chance(3) { report(room) }
    }

    /// One device: it joins, moves between rooms, waits, leaves, and perhaps comes back as another connection.
    private mutating func attend(_ person: Guest, _ room: inout Room) {
        var now = number(room.from...max(room.from, room.until - 60))
        let address = chance(3) ? "192.0.2.\(number(1...3))" : nil
        for _ in 0..<(chance(3) ? number(2...3) : 1) where now < room.until {
            participants += 1
            let connection = "\(name)-P\(participants)"
            if person.isStranger { strangers.append((connection, room.occurrence, person.email != nil)) }
            for stay in 0..<(chance(2) ? number(2...3) : 1) where now < room.until {
                let user = newUser()
                func moved(_ event: String, _ field: String, _ second: Int64, user: String, parent: String? = nil) {
                    var participant = person.fields
                    participant["user_id"] = .string(user)
                    participant["participant_uuid"] = .string(connection)
                    participant["parent_user_id"] = parent.map { .string($0) }
                    participant["public_ip"] = address.map { .string($0) }
                    participant[field] = .string(at(second).rfc3339)
                    tell("meeting.participant_" + event, ["participant": .object(participant)], second, room)
                }
                if stay == 0, chance(5) {
                    moved("joined_waiting_room", "date_time", now, user: user)
                    now = min(now + number(0...40), room.until)
                    moved("admitted", "date_time", now, user: user)
                }
                let end = min(now + (chance(8) ? 0 : number(1...1800)), room.until)
                moved("joined", "join_time", now, user: user)
                if end > now, chance(5) {
                    let (breakout, back) = (newUser(), number(now + 1...end))
                    moved("joined_breakout_room", "join_time", now, user: breakout, parent: user)
                    moved("left_breakout_room", "leave_time", back, user: breakout, parent: user)
                    room.stays.append((now, back, user, person, true))
                }
                room.stays.append((now, end, user, person, false))
                if end > now, chance(8) {
                    moved("put_in_waiting_room", "date_time", end, user: user)
                    if chance(2) { moved("left", "leave_time", end, user: user) }
                    now = end + number(1...90)
                } else {
                    moved("left", "leave_time", end, user: user)
                    // Often in the very second: told as left before joined, or the other way round.
                    now = end + (chance(2) ? 0 : number(1...60))
                }
            }
            now += chance(3) ? 0 : number(1...600)
        }
    }

    private mutating func report(_ room: Room) {
        let isFile = chance(2)
        let precision = isFile && chance(2) ? 60 : 1
        let columns: [EvidenceSource] = isFile ? [.csvReport] : [.apiReport]
        for stay in room.stays {
            func cut(_ second: Int64) -> String {
                let moment = at(second).milliseconds / 1000
                return Timestamp(seconds: moment - moment % Int64(precision)).rfc3339
            }
            var participant: [String: JSON] = isFile ? ["user_name": .string(stay.of.name)] : stay.of.fields
            if isFile, let email = stay.of.email { participant["email"] = .string(email) }
            if !isFile { participant["user_id"] = .string(stay.user) }
            if stay.inBreakoutRoom { participant["breakout_room"] = true }
            participant["join_time"] = .string(cut(stay.from))
            participant["leave_time"] = .string(cut(stay.until))
            let root: JSON = [
                "event": "report.stay", "event_ts": .integer(at(stay.from).milliseconds),
                "payload": [
                    "object": [
                        "uuid": .string(room.occurrence.rawValue), "id": .string(room.number),
                        "participant": .object(participant),
                    ],
                    "report": ["source": isFile ? "csv" : "api", "precision_seconds": .integer(Int64(precision))],
                ],
            ]
            evidence.append(Evidence(body: Array(root.pretty().utf8), source: columns[0]))
        }
    }

    /// Tells it, unless it is lost.
    private mutating func tell(_ event: String, _ fields: [String: JSON], _ second: Int64, _ room: Room) {
        if chance(14) { return }
        var object = fields
        object["uuid"] = .string(room.occurrence.rawValue)
        object["id"] = .string(room.number)
        object["topic"] = "A meeting"
        let root: JSON = [
            "event": .string(event), "event_ts": .integer(at(second).milliseconds),
            "payload": ["object": .object(object)],
        ]
        evidence.append(Evidence(body: Array(root.pretty().utf8), age: chance(20) ? .minutes(20) : .zero))
    }
}

// MARK: - What people decide

extension RandomHistory {
    private mutating func decide() {
        for _ in 0..<(chance(4) ? 0 : number(1...6)) {
            let occurrence = occurrences[Int(number(0...Int64(occurrences.count - 1)))]
            let person = HistoryRoster.participant(Int(number(0...Int64(HistoryRoster.names.count - 1))))
            let earlier = decisions.isEmpty ? nil : Int(number(0...Int64(decisions.count - 1)))
            switch number(0...11) {
            case 0...3:
                guard !strangers.isEmpty else { continue }
                let stranger = strangers[Int(number(0...Int64(strangers.count - 1)))]
                decisions.append(
                    .claim(
                        connection: stranger.connection, stranger.occurrence, person,
                        forGood: stranger.hasEmail && chance(2) ? .email : nil))
            case 4, 5:
                let from = number(-600...4000)
                decisions.append(
                    .correct(occurrence, person, adding: chance(2), Interval(at(from), at(from + number(1...2400)))))
            case 6: decisions.append(chance(2) ? .excuse(occurrence, person) : .void(occurrence, person))
            case 7: decisions.append(.dispute(occurrence, person))
            case 8:
                guard let earlier else { continue }
                if case .dispute = decisions[earlier] { decisions.append(.answer(earlier)) }
            case 9: decisions.append(.reissue(occurrence, person))
            case 10: decisions.append(.consent(person))
            default:
                guard let earlier else { continue }
                decisions.append(.withdraw(earlier))
            }
        }
    }
}

extension RandomHistory {
    private func at(_ second: Int64) -> Timestamp { start + .seconds(second) }

    private mutating func newUser() -> String {
        users += 1024
        return String(users)
    }

    private mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
    private mutating func chance(_ oneIn: Int64) -> Bool { number(1...oneIn) == 1 }
}

extension RandomHistory.Guest {
    fileprivate var fields: [String: JSON] {
        var fields: [String: JSON] = ["user_name": .string(name)]
        if let email { fields["email"] = .string(email) }
        if let registrant { fields["registrant_id"] = .string(registrant) }
        if let phone { fields["phone_number"] = .string(phone) }
        return fields
    }
}
