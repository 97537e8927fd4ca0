import Attendance
import CourtCard
import Crypto

/// An invented card to start from.
enum Example {
    static let start = Timestamp(rfc3339: "2026-10-06T23:00:00Z") ?? Timestamp(milliseconds: 0)

    static func stays(_ pairs: (Int64, Int64)...) -> IntervalSet {
        IntervalSet(pairs.map { Interval(start + .minutes($0.0), start + .minutes($0.1)) })
    }

    static func digest(_ text: String) -> Digest { SHA256.hash(Array(text.utf8)) }

    static func decision(_ kind: String) -> CardFacts.Decision {
        CardFacts.Decision(
            id: 7, kind: kind, interval: Interval(start + .minutes(30), start + .minutes(35)),
            reason: "The host's computer failed.", author: PersonID("maria.lopez"), role: "court-rep",
            at: start + .minutes(90))
    }

    static var facts: CardFacts {
        CardFacts(
            participant: .init(
                id: PersonID("P-1001"), name: "Ana Torres", caseNumber: "CR-2026-00123",
                courtRep: PersonID("maria.lopez")),
            meeting: .init(
                id: MeetingID("tuesday-group"), name: "Tuesday evening group", program: "Riverside Recovery",
                number: MeetingNumber("84712639219"), occurrences: [OccurrenceID("/aB+c/9w==")]),
            scheduled: .init(start: start, end: start + .minutes(60), timeZone: "America/New_York"),
            actual: .init(start: start - .minutes(2), end: start + .minutes(61)),
            presence: .init(
                proven: stays((1, 30), (35, 58)), inferred: stays((58, 60)), corrected: stays(),
                waiting: stays((-1, 1)),
                connections: 2),
            match: .init(strength: .signedIn, by: .email),
            policy: .init(name: "standard", version: "3f2a"),
            rules: [
                .init(
                    id: "share", sentence: "You were there 52 of 60 minutes (86 %). Needed: 48.", measured: 86,
                    threshold: 80, unit: "percent", outcome: "passed"),
                .init(
                    id: "late", sentence: "Nobody could say how late you were.", measured: nil, threshold: 10,
                    unit: "minutes", outcome: "not-measured"),
            ],
            verdict: .passed,
            flags: [.init(id: "inferred-leave", sentence: "Zoom did not say when you left.")],
            completion: .init(reason: "settled", sentence: "The meeting ended, and nothing more came."),
            evidence: .init(bodies: [digest("a"): "webhook", digest("b"): "report-csv"]))
    }

    static func card(
        _ sequence: Int = 1, after previous: Card? = nil, superseding old: Card? = nil, facts: CardFacts = facts
    ) throws -> Card {
        let issuedAt = start + .minutes(62) + .seconds(Int64(sequence))
        return try Card(
            CardContent(
                number: CardNumber(
                    issuedAt: issuedAt, caseNumber: facts.participant.caseNumber, sequence: sequence),
                issuedAt: issuedAt, facts: facts,
                supersedes: old.map { Supersession(of: $0, with: facts, reason: "Zoom told us more.") },
                previous: previous?.hash))
    }
}
