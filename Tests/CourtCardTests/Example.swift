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
            evidence: .init(bodies: [
                digest("a"): .init(source: "webhook", receivedAt: start),
                digest("b"): .init(source: "report-csv", receivedAt: start + .minutes(90)),
            ]))
    }

    static func card(
        _ sequence: Int = 1, after previous: Card? = nil, superseding old: Card? = nil, facts: CardFacts = facts
    ) throws -> Card {
        let issuedAt = start + .minutes(62) + .seconds(Int64(sequence))
        return try Card(
            CardContent(
                number: CardNumber(
                    issuedAt: issuedAt, caseNumber: facts.participant.caseNumber, sequence: sequence),
                issuedAt: issuedAt, issuer: issuer, facts: facts, obligation: obligation, notices: notices,
                supersedes: old.map {
                    Supersession(
                        of: $0, with: facts, reason: "Zoom told us more.",
                        author: .init(id: PersonID("maria.lopez"), role: "court-rep"))
                },
                previous: previous?.hash), salt: salt)
    }

    static var issuer: CardIssuer {
        CardIssuer(
            jurisdiction: "Superior Court of Example County", program: "Treatment Court", contact: "clerk@example.gov",
            address: "https://cards.example.gov", software: "4.0.0",
            keyID: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", clock: .synchronised)
    }

    static var obligation: CardObligation {
        CardObligation(
            meetingsPerWeek: 3, meetingsInTotal: 90, minimumMinutes: 45, startsOn: LocalDate("2026-09-01"),
            deadline: LocalDate("2027-03-31"), counts: .counted, sentence: "This meeting counts.",
            progress: .init(
                weekStarts: LocalDate("2026-10-05") ?? LocalDate(day: 0), doneThisWeek: 1, requiredThisWeek: 3,
                doneInTotal: 14, requiredInTotal: 90, standing: .onTrack,
                sentence: "You have 1 of 3 meetings this week."))
    }

    static let notices = [CardNotice(id: "identity", sentence: "Nobody checked who sat before the screen.")]

    /// The same for the same path, so that the same facts make the same card.
    static func salt(_ path: String) -> String { String(digest(path).hex.prefix(32)) }
}
