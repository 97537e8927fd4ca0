internal import Attendance
internal import JSON

/// As it is kept: a form of its own, so that what is shown may change and what was kept need not.
extension DailyDigest {
    private static let form: Int64 = 1

    var document: [UInt8] {
        get throws { try json.canonical() }
    }

    /// Nil for bytes of another form.
    init?(document: [UInt8]) {
        guard let json = try? JSON.parse(document), json["form"]?.integer == Self.form,
            let date = json["date"]?.string.flatMap({ LocalDate($0) }), let timeZone = json["timeZone"]?.string,
            let attendances = json["attendances"]?.all(Attended.init), let cards = json["cards"]?.all(Issued.init),
            let disputes = json["disputes"]?.all(Disputed.init), let behind = json["behind"]?.all(Behind.init),
            let ofDay = json["unmatchedOfDay"]?.integer, let waiting = json["unmatchedWaiting"]?.integer
        else { return nil }
        self.init(
            date: date, timeZone: timeZone, attendances: attendances, cards: cards, disputes: disputes,
            unmatched: Unmatched(ofDay: Int(ofDay), waiting: Int(waiting)), behind: behind)
    }

    private var json: JSON {
        [
            "form": .integer(Self.form), "date": .string(date.description), "timeZone": .string(timeZone),
            "attendances": .array(attendances.map(\.json)), "cards": .array(cards.map(\.json)),
            "disputes": .array(disputes.map(\.json)), "behind": .array(behind.map(\.json)),
            "unmatchedOfDay": .integer(Int64(unmatched.ofDay)), "unmatchedWaiting": .integer(Int64(unmatched.waiting)),
        ]
    }
}

extension DailyDigest.Attended {
    fileprivate var json: JSON {
        [
            "participant": .string(participant.rawValue), "meeting": .string(meeting.rawValue),
            "meetingName": .string(meetingName), "occurrence": .string(occurrence.rawValue), "start": .moment(start),
            "provenMinutes": .integer(provenMinutes), "correctedMinutes": .integer(correctedMinutes),
            "inferredMinutes": .integer(inferredMinutes), "verdict": .maybe(verdict?.rawValue),
        ]
    }

    fileprivate init?(_ json: JSON) {
        guard let participant: PersonID = json.id("participant"), let meeting: MeetingID = json.id("meeting"),
            let meetingName = json["meetingName"]?.string, let occurrence: OccurrenceID = json.id("occurrence"),
            let start = json.moment("start"), let proven = json["provenMinutes"]?.integer,
            let corrected = json["correctedMinutes"]?.integer, let inferred = json["inferredMinutes"]?.integer
        else { return nil }
        self.init(
            participant: participant, meeting: meeting, meetingName: meetingName, occurrence: occurrence, start: start,
            provenMinutes: proven, correctedMinutes: corrected, inferredMinutes: inferred,
            verdict: json["verdict"]?.string.flatMap { Verdict(rawValue: $0) })
    }
}

extension DailyDigest.Issued {
    fileprivate var json: JSON {
        [
            "number": .string(number.rawValue), "participant": .string(participant.rawValue),
            "issued": .moment(issuedAt), "verdict": .string(verdict.rawValue), "isVoid": .bool(isVoid),
            "isExcused": .bool(isExcused), "supersedes": .maybe(supersedes?.rawValue),
            "meetingName": .maybe(meetingName), "start": start.map { .moment($0) } ?? .null,
            "reasons": .array(reasons.map { .string($0) }),
        ]
    }

    fileprivate init?(_ json: JSON) {
        guard let number: CardNumber = json.id("number"), let participant: PersonID = json.id("participant"),
            let issuedAt = json.moment("issued"),
            let verdict = json["verdict"]?.string.flatMap({ Verdict(rawValue: $0) }),
            let isVoid = json["isVoid"]?.bool, let isExcused = json["isExcused"]?.bool,
            let reasons = json["reasons"]?.array?.compactMap(\.string)
        else { return nil }
        self.init(
            number: number, participant: participant, issuedAt: issuedAt, verdict: verdict, isVoid: isVoid,
            isExcused: isExcused, supersedes: json.id("supersedes"), meetingName: json["meetingName"]?.string,
            start: json.moment("start"), reasons: reasons)
    }
}

extension DailyDigest.Disputed {
    fileprivate var json: JSON {
        [
            "dispute": .integer(dispute), "card": .string(card.rawValue),
            "participant": .string(participant.rawValue), "at": .moment(at),
        ]
    }

    fileprivate init?(_ json: JSON) {
        guard let dispute = json["dispute"]?.integer, let card: CardNumber = json.id("card"),
            let participant: PersonID = json.id("participant"), let at = json.moment("at")
        else { return nil }
        self.init(dispute: dispute, card: card, participant: participant, at: at)
    }
}

extension DailyDigest.Behind {
    fileprivate var json: JSON {
        [
            "participant": .string(participant.rawValue), "reasons": .array(reasons.map { .string($0.rawValue) }),
            "weekDone": .integer(Int64(thisWeek.done)), "weekRequired": .maybe(thisWeek.required),
            "totalDone": .integer(Int64(total.done)), "totalRequired": .maybe(total.required),
            "deadline": .maybe(deadline?.description), "sentence": .string(sentence),
        ]
    }

    fileprivate init?(_ json: JSON) {
        func count(_ name: String) -> Progress.Count? {
            json[name + "Done"]?.integer.map {
                Progress.Count(done: Int($0), required: json[name + "Required"]?.integer.map { Int($0) })
            }
        }
        guard let participant: PersonID = json.id("participant"), let thisWeek = count("week"),
            let total = count("total"), let sentence = json["sentence"]?.string,
            let reasons = json["reasons"]?.array?.compactMap({ $0.string.flatMap { DailyDigest.Lag(rawValue: $0) } })
        else { return nil }
        self.init(
            participant: participant, reasons: reasons, thisWeek: thisWeek, total: total,
            deadline: json["deadline"]?.string.flatMap { LocalDate($0) }, sentence: sentence)
    }
}

extension JSON {
    fileprivate static func moment(_ moment: Timestamp) -> JSON { .string(moment.rfc3339) }
    fileprivate static func maybe(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
    fileprivate static func maybe(_ number: Int?) -> JSON { number.map { .integer(Int64($0)) } ?? .null }

    fileprivate func id<ID: StringIdentifier>(_ name: String) -> ID? { self[name]?.string.map { ID(rawValue: $0) } }
    fileprivate func moment(_ name: String) -> Timestamp? { self[name]?.string.flatMap { Timestamp(rfc3339: $0) } }

    /// Nil where this is no array, or one of its elements cannot be read.
    fileprivate func all<Element>(_ read: (JSON) -> Element?) -> [Element]? {
        guard let array else { return nil }
        let elements = array.compactMap(read)
        return elements.count == array.count ? elements : nil
    }
}
