import Attendance
import CardForms
import CourtCard
import Crypto

/// Invented cards to print.
enum ExampleCard {
    static let start = Timestamp(rfc3339: "2026-10-06T23:00:00Z") ?? Timestamp(milliseconds: 0)

    static func stays(_ pairs: (Int64, Int64)...) -> IntervalSet {
        IntervalSet(pairs.map { Interval(start + .seconds($0.0), start + .seconds($0.1)) })
    }

    static func digest(_ text: String) -> Digest { SHA256.hash(Array(text.utf8)) }

    /// Came three minutes late, was away for five, and Zoom did not tell the end.
    static var presence: CardFacts.Presence {
        .init(
            proven: stays((185, 1802), (2100, 3480)), inferred: stays((3480, 3600)), corrected: stays(),
            waiting: stays((62, 185)), connections: 2,
            lanes: [
                .init(device: .app, proven: stays((185, 1802)), inferred: stays(), waiting: stays((62, 185))),
                .init(device: .phone, proven: stays((2100, 3480)), inferred: stays((3480, 3600)), waiting: stays()),
            ])
    }

    static var rules: [CardFacts.Rule] {
        [
            .init(
                id: "attended-share", sentence: "You were there 49 of 60 minutes (83 %). Needed: 48 minutes.",
                sentences: [
                    "en": "You were there 49 of 60 minutes (83 %). Needed: 48 minutes.",
                    "es": "Estuvo presente 49 minutos de 60 minutos (83 %). Se requieren: 48 minutos.",
                ], measured: 83, threshold: 80, unit: "percent", outcome: "passed"),
            .init(
                id: "late", sentence: "You came 3 minutes late. Allowed: 10 minutes.", measured: 185_000,
                threshold: 600_000, unit: "milliseconds", outcome: "passed"),
            .init(
                id: "longest-absence", sentence: "Your longest absence was 4 min 58 s. Allowed: 5 minutes.",
                measured: 298_000, threshold: 300_000, unit: "milliseconds", outcome: "warning"),
            .init(
                id: "inferred-share", sentence: "2 % of your time is inferred, because Zoom did not tell everything.",
                measured: 2, threshold: 10, unit: "percent", outcome: "passed"),
            .init(
                id: "match-strength",
                sentence: "You were recognised by your Zoom account. Needed: your join code, or better.",
                measured: 50, threshold: 20, unit: "points", outcome: "passed"),
            .init(
                id: "camera", sentence: "Zoom does not tell this service about cameras, so yours is not measured.",
                measured: nil, threshold: 50, unit: "percent", outcome: "not-measured"),
        ]
    }

    static func facts(name: String = "Ana Torres", meeting: String = "Tuesday evening group") -> CardFacts {
        CardFacts(
            participant: .init(
                id: PersonID("P-1001"), name: name, caseNumber: "CR-2026-00123",
                courtRep: PersonID("maria.lopez"), courtRepName: "María López"),
            meeting: .init(
                id: MeetingID("tuesday-group"), name: meeting, program: "Riverside Recovery",
                number: MeetingNumber("84712639219"), occurrences: [OccurrenceID("/aB+c/9w==")]),
            scheduled: .init(start: start, end: start + .minutes(60), timeZone: "America/New_York"),
            actual: .init(start: start - .minutes(2), end: start + .minutes(61)),
            presence: presence, match: .init(strength: .signedIn, by: .email),
            policy: .init(name: "standard", version: "3f2a9c1e"), rules: rules, verdict: .passed,
            flags: [
                .init(
                    id: "inferred-leave",
                    sentence: "Zoom did not tell when you left, so some of the time is inferred and not proven.")
            ],
            completion: .init(reason: "settled", sentence: "The meeting ended, and nothing more came."),
            evidence: .init(
                deliveries: 12, sources: ["webhook": 11, "report-csv": 1], digest: digest("deliveries"),
                first: start - .seconds(61), last: start + .minutes(92)))
    }

    static var issuer: CardIssuer {
        CardIssuer(
            jurisdiction: "Superior Court of Example County", program: "Adult Treatment Court",
            contact: "clerk@court.example.gov", address: "https://cards.example.gov", software: "4.0.0",
            keyID: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", clock: .synchronised)
    }

    static func obligation(_ counts: CardObligation.Counting = .counted) -> CardObligation {
        CardObligation(
            meetingsPerWeek: 3, meetingsInTotal: 90, minimumMinutes: 45, startsOn: LocalDate("2026-09-01"),
            deadline: LocalDate("2027-03-31"), counts: counts, sentence: "This meeting counts.",
            progress: .init(
                weekStarts: LocalDate("2026-10-05") ?? LocalDate(day: 0), doneThisWeek: 1, requiredThisWeek: 3,
                doneInTotal: 14, requiredInTotal: 90, standing: .onTrack,
                sentence: "You have 1 of 3 meetings this week."))
    }

    static let notices = [
        CardNotice(
            id: "identity",
            sentence: "Nobody checked who sat in front of the device, no identity document was seen, and no camera was "
                + "looked at."),
        CardNotice(
            id: "attention",
            sentence: "The card proves when somebody was connected to the meeting. It does not prove that they paid "
                + "attention or took part."),
        CardNotice(
            id: "inferred",
            sentence:
                "Inferred time is likely, and not proven: Zoom did not tell everything. No verdict rests on it alone."),
        CardNotice(
            id: "confidential",
            sentence: "Confidential: it concerns a matter before a court. Show it only to those who need it."),
        CardNotice(
            id: "dispute",
            sentence:
                "If something here is wrong, the participant can dispute it; their court representative is told at "
                + "once and has to answer. Ask: clerk@court.example.gov."),
    ]

    static func card(
        _ facts: CardFacts = facts(), counts: CardObligation.Counting = .counted, sequence: Int = 1,
        superseding old: Card? = nil
    ) throws -> Card {
        let issuedAt = start + .minutes(62) + .seconds(Int64(sequence))
        return try Card(
            CardContent(
                number: CardNumber(issuedAt: issuedAt, caseNumber: "CR-2026-00123", sequence: sequence),
                issuedAt: issuedAt, issuer: issuer, facts: facts, obligation: obligation(counts), notices: notices,
                supersedes: old.map {
                    Supersession(
                        of: $0, with: facts, reason: "A person decided (correct): the host's computer failed.",
                        author: .init(id: PersonID("maria.lopez"), role: "court-rep"))
                },
                previous: old?.hash ?? digest("previous")), salt: { String(digest($0).hex.prefix(32)) })
    }

    /// With a proof of the right form; nobody asks here whether it is true.
    static func file(_ card: Card) -> CardFile {
        let signature = CardProof.Signature(
            keyID: issuer.keyID, bytes: digest("a").bytes + digest("b").bytes)
        return CardFile(
            card,
            proof: CardProof(
                signature: signature,
                ledger: LedgerPlace(
                    origin: "cards.example.gov/ledger", index: 4711, size: 4712, root: digest("root"),
                    path: (0..<13).map { digest("path \($0)") }, signature: signature)))
    }

    static func sheet(_ card: Card, _ standing: CardStanding = .inForce) -> CardSheet {
        CardSheet(file(card), standing: standing, code: "7K3QM-9XTDZ")
    }
}
