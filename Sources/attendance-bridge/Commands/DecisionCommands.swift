import Attendance
import Bridge

extension Command {
    static let claim = decision(
        "claim", "Take an attendee who matched nobody for a participant.",
        "For this occurrence alone; with --for-good, from now on wherever somebody shows the same e-mail, phone or other "
            + "name of that kind. Everything that follows is worked out anew, and cards are replaced where they change.",
        [
            Positional(word: "OCCURRENCE", summary: "As unmatched shows it."),
            Positional(word: "ATTENDEE", summary: "As unmatched shows it."), .participant,
        ], [.forGood],
        example: "claim 4444AAAiAAAAAiAiAiiAii== user-16778240 P-1001 --by maria.lopez --reason \"Knew her voice\""
    ) { invocation in
        .claim(
            attendee: invocation.positionals[1], occurrence: OccurrenceID(invocation.positionals[0]),
            participant: PersonID(invocation.positionals[2]),
            forGood: invocation.text(.forGood).flatMap { IdentityKey.Kind(rawValue: $0) })
    }

    static let correct = decision(
        "correct", "Add time to an attendance that was not told, or take time away.",
        "Corrected time stands apart from proven time on the card. Times are START/END, each such as "
            + "2026-09-15T19:05:00-04:00; with --zone America/New_York it may be 2026-09-15T19:05/19:20.",
        Positional.attendance, [.add, .remove, .zone],
        example: "correct CC-2026-202600123-3 --add 2026-09-15T19:05/19:20 --zone America/New_York --by maria.lopez "
            + "--reason \"Her phone died; the host saw her\""
    ) { invocation in
        let path = invocation.path
        guard invocation.has(.add) != invocation.has(.remove) else {
            throw UsageError(message: "Say either --add or --remove.", path: path)
        }
        let zone = invocation.text(.zone)
        let clock = zone.flatMap { LocalClock($0) }
        if let zone, clock == nil {
            throw UsageError(
                message: "“--zone” must be an IANA zone, such as America/New_York; given was “\(zone)”.", path: path)
        }
        let typed = invocation.text(.add) ?? invocation.text(.remove) ?? ""
        do {
            let interval = try Interval(typed: typed, zone: clock)
            return .correct(invocation.attendance, adding: invocation.has(.add), interval)
        } catch let mistake as TypedIntervalMistake {
            throw UsageError(message: mistake.description, path: path)
        }
    }

    static let excuse = decision(
        "excuse", "Do not hold against a participant what is missing from an attendance.", "", Positional.attendance,
        example: "excuse CC-2026-202600123-3 --by maria.lopez --reason \"In hospital\""
    ) { .excuse($0.attendance) }

    static let void = decision(
        "void", "Let an attendance not count.", "", Positional.attendance,
        example: "void CC-2026-202600123-3 --by maria.lopez --reason \"Somebody else used her account\""
    ) { .void($0.attendance) }

    static let reissue = decision(
        "reissue", "Make a card anew, in the place of the old one.",
        "The new card says why, and what is known now. The old one stays verifiable and names the new one.", [.card],
        example: "reissue CC-2026-202600123-3 --by maria.lopez --reason \"Her name was spelled wrong\""
    ) { .reissue(CardNumber($0.positionals[0])) }

    static let excuseWeek = decision(
        "excuse-week", "Ask nothing of a participant in one week.", "",
        [.participant, Positional(word: "DATE", summary: "Any date of that week, such as 2026-12-24.")],
        example: "excuse-week P-1001 2026-12-24 --by maria.lopez --reason \"Funeral\""
    ) { invocation in
        guard let date = LocalDate(invocation.positionals[1]) else {
            throw UsageError(
                message: "DATE must be a date such as 2026-12-24; given was “\(invocation.positionals[1])”.",
                path: invocation.path)
        }
        return .excuseWeek(of: PersonID(invocation.positionals[0]), holding: date)
    }

    static let consent = decision(
        "consent", "Take down that a participant agreed to something; --reason says to what.",
        "--by is the participant, or whoever decides about them and has it on paper. withdraw revokes it.",
        [.participant],
        example:
            "consent P-1001 --by maria.lopez --reason \"Signed form 12: attendance is recorded and shown to the court\""
    ) { .consent(of: PersonID($0.positionals[0])) }

    static let dispute = decision(
        "dispute", "Say, as the participant, that a card is wrong.",
        "The court representative is told at once. --by is the participant whose card it is.", [.card],
        example: "dispute CC-2026-202600123-3 --by P-1001 --reason \"I was there until the end\""
    ) { .dispute(CardNumber($0.positionals[0])) }

    static let answer = decision(
        "answer", "Answer a dispute.",
        "The participant is told at once. What is to change is changed by a decision of its own.",
        [Positional(word: "ID", summary: "The number of the dispute, as decisions shows it.")],
        example: "answer 12 --by maria.lopez --reason \"Corrected, see the new card\""
    ) { .answer(dispute: try $0.number(at: 0)) }

    static let withdraw = decision(
        "withdraw", "Take a decision back. It stays in the journal, and so does this.", "",
        [Positional(word: "ID", summary: "The number of the decision, as decisions shows it.")],
        example: "withdraw 11 --by maria.lopez --reason \"It was her brother\""
    ) { .withdraw(decision: try $0.number(at: 0)) }

    private static func decision(
        _ name: String, _ summary: String, _ discussion: String, _ positionals: [Positional], _ options: [Option] = [],
        example: String, _ matter: @escaping @Sendable (Invocation) throws -> AskedDecision.Matter
    ) -> Command {
        Command(
            name: name, summary: summary, discussion: discussion, positionals: positionals,
            options: options + [.author, .reason, .config, .json], examples: [example],
            action: .service { invocation in try await decide(try matter(invocation), invocation) })
    }
}

extension Option {
    fileprivate static let author = Option.text(
        "by", "PERSON", "Who decides: the id of somebody of the roster, who may decide this."
    ).needed
    fileprivate static let reason = Option.text("reason", "TEXT", "Why, for whoever asks in a year.").needed
    fileprivate static let forGood = Option.choice(
        "for-good", "KIND", IdentityKey.Kind.allCases.filter { $0 != .code && $0 != .claim }.map(\.rawValue),
        "Recognise the participant by what was seen of this kind from now on.")
    fileprivate static let add = Option.text("add", "START/END", "Time to add.")
    fileprivate static let remove = Option.text("remove", "START/END", "Time to take away.")
    fileprivate static let zone = Option.text("zone", "ZONE", "The zone of times without an offset.")
}

extension Positional {
    fileprivate static let participant = Positional(word: "PARTICIPANT", summary: "The id on the roster.")
    fileprivate static let card = Positional(word: "CARD", summary: "The number of a card.")
    fileprivate static let attendance = [
        Positional(word: "CARD", summary: "The number of a card; or an occurrence, where there is no card."),
        Positional(word: "PARTICIPANT", summary: "Whose attendance, after an occurrence.", count: .optional),
    ]
}

extension Invocation {
    fileprivate var attendance: AttendanceName {
        positionals.count == 2
            ? .occurrence(OccurrenceID(positionals[0]), PersonID(positionals[1])) : .card(CardNumber(positionals[0]))
    }

    fileprivate func number(at index: Int) throws(UsageError) -> Int64 {
        guard let number = Int64(positionals[index]) else {
            throw UsageError(message: "ID must be a number; given was “\(positionals[index])”.", path: path)
        }
        return number
    }
}

@MainActor
private func decide(_ matter: AskedDecision.Matter, _ invocation: Invocation) async throws {
    let asked = AskedDecision(
        matter: matter, author: PersonID(invocation.text(.author) ?? ""), reason: invocation.text(.reason) ?? "")
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(.decide(asked))
    Terminal.output(environment: [:]).write(
        invocation.has(.json) ? JSONLine(document).text : decisionReceipt(document))
}
