import Attendance
import Bridge
import JSON

/// What somebody of the roster decides by a command.
struct AskedDecision: Hashable, Sendable {
    enum Matter: Hashable, Sendable {
        case claim(
            attendee: String, occurrence: OccurrenceID, participant: PersonID, forGood: IdentityKey.Kind? = nil)
        case correct(AttendanceName, adding: Bool, Interval)
        case excuse(AttendanceName)
        case void(AttendanceName)
        case reissue(CardNumber)
        case excuseWeek(of: PersonID, holding: LocalDate)
        case consent(of: PersonID)
        case dispute(CardNumber)
        case answer(dispute: Int64)
        case withdraw(decision: Int64)
    }

    var matter: Matter
    var author: PersonID
    var reason: String
}

extension AskedDecision {
    /// As it goes over the control socket.
    var json: JSON {
        var members: [String: JSON] = [
            "matter": .string(matter.name), "by": .string(author.rawValue), "reason": .string(reason),
        ]
        switch matter {
        case .claim(let attendee, let occurrence, let participant, let kind):
            members["attendee"] = .string(attendee)
            members["forGood"] = kind.map { .string($0.rawValue) }
            members.name(.occurrence(occurrence, participant))
        case .correct(let attendance, let adding, let interval):
            members["adding"] = .bool(adding)
            members["start"] = .integer(interval.start.milliseconds)
            members["end"] = .integer(interval.end.milliseconds)
            members.name(attendance)
        case .excuse(let attendance), .void(let attendance): members.name(attendance)
        case .excuseWeek(let participant, let date):
            members["participant"] = .string(participant.rawValue)
            members["date"] = .string(date.description)
        case .dispute(let card), .reissue(let card): members.name(.card(card))
        case .consent(let participant): members["participant"] = .string(participant.rawValue)
        case .answer(let id), .withdraw(let id): members["decision"] = .integer(id)
        }
        return .object(members)
    }

    /// Nil for what no command asks.
    init?(_ json: JSON) {
        guard let name = json["matter"]?.string, let author = json["by"]?.string, let reason = json["reason"]?.string,
            let matter = Matter(name, json)
        else { return nil }
        self.init(matter: matter, author: PersonID(author), reason: reason)
    }
}

extension AskedDecision.Matter {
    /// As the command is called.
    var name: String {
        switch self {
        case .claim: "claim"
        case .correct: "correct"
        case .excuse: "excuse"
        case .void: "void"
        case .reissue: "reissue"
        case .excuseWeek: "excuse-week"
        case .consent: "consent"
        case .dispute: "dispute"
        case .answer: "answer"
        case .withdraw: "withdraw"
        }
    }

    fileprivate init?(_ name: String, _ json: JSON) {
        let (attendance, decision) = (AttendanceName(json), json["decision"]?.integer)
        let participant = json["participant"]?.string.map { PersonID($0) }
        switch (name, attendance) {
        case ("claim", .occurrence(let occurrence, let person)?):
            guard let attendee = json["attendee"]?.string else { return nil }
            self = .claim(
                attendee: attendee, occurrence: occurrence, participant: person,
                forGood: json["forGood"]?.string.flatMap { IdentityKey.Kind(rawValue: $0) })
        case ("correct", let attendance?):
            guard let adding = json["adding"]?.bool, let start = json["start"]?.integer,
                let end = json["end"]?.integer
            else { return nil }
            let interval = Interval(Timestamp(milliseconds: start), Timestamp(milliseconds: end))
            self = .correct(attendance, adding: adding, interval)
        case ("excuse", let attendance?): self = .excuse(attendance)
        case ("void", let attendance?): self = .void(attendance)
        case ("reissue", .card(let card)?): self = .reissue(card)
        case ("dispute", .card(let card)?): self = .dispute(card)
        case ("excuse-week", _):
            guard let participant, let date = json["date"]?.string.flatMap({ LocalDate($0) }) else { return nil }
            self = .excuseWeek(of: participant, holding: date)
        case ("consent", _):
            guard let participant else { return nil }
            self = .consent(of: participant)
        case ("answer", _):
            guard let decision else { return nil }
            self = .answer(dispute: decision)
        case ("withdraw", _):
            guard let decision else { return nil }
            self = .withdraw(decision: decision)
        default: return nil
        }
    }
}

extension AttendanceName {
    fileprivate init?(_ json: JSON) {
        if let card = json["card"]?.string {
            self = .card(CardNumber(card))
        } else if let occurrence = json["occurrence"]?.string, let participant = json["participant"]?.string {
            self = .occurrence(OccurrenceID(occurrence), PersonID(participant))
        } else {
            return nil
        }
    }
}

extension [String: JSON] {
    fileprivate mutating func name(_ attendance: AttendanceName) {
        switch attendance {
        case .card(let number): self["card"] = .string(number.rawValue)
        case .occurrence(let occurrence, let participant):
            self["occurrence"] = .string(occurrence.rawValue)
            self["participant"] = .string(participant.rawValue)
        }
    }
}
