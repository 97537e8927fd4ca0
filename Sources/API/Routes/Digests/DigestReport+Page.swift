internal import Attendance
internal import Bridge

/// A digest for people: plain tables, also on paper.
extension DigestReport {
    var page: HTMLPage {
        HTMLPage(
            title: "Record of \(digest.date)",
            content: """
                <h1>Record of \(longDate)</h1>
                <p class="soft">Times are those of \(digest.timeZone). Made on \(DigestClock(digest.timeZone).moment(madeAt)).</p>
                \(isShortened ? Self.shortened : "")\(glance)\(behind)\(cards)\(disputes)\(attendances)
                """)
    }

    private static let shortened: HTMLText = """
        <p>Something is left out: people who were erased since, or who have another court representative now.</p>

        """

    private var longDate: String { "\(Words.weekdays[digest.date.weekday - 1]), \(Words.date(digest.date))" }

    // MARK: Parts

    private var glance: HTMLText {
        func cards(_ verdict: Verdict) -> Int { digest.cards.count { $0.verdict == verdict } }
        let lines = [
            Words.counted(digest.attendances.count, "attendance"),
            "\(Words.counted(digest.cards.count, "card")): \(cards(.passed)) counted, \(cards(.failed)) not counted, "
                + "\(cards(.needsReview)) to be reviewed",
            Words.counted(digest.disputes.count, "open dispute"),
            "\(Words.counted(digest.unmatched.waiting, "attendee")) to be claimed, "
                + "\(digest.unmatched.ofDay) of them in meetings of this day",
            "\(digest.behind.count) behind, or about to be",
        ]
        return "<ul>\n\(lines.map { "<li>\($0)</li>\n" as HTMLText }.joined())</ul>\n"
    }

    private var behind: HTMLText {
        section(
            "Who is behind", empty: "Nobody.", ["Name", "What is the matter", "This week", "In all", "Until"],
            digest.behind.map { one in
                // The standing says itself that somebody is behind, and why.
                let told = one.reasons.compactMap { Words.lag($0) ?? one.sentence }
                return [
                    name(of: one.participant), told.map { "\($0)<br>" as HTMLText }.joined(),
                    "\(Words.share(one.thisWeek))", "\(Words.share(one.total))",
                    "\(one.deadline.map { Words.date($0) } ?? "")",
                ]
            })
    }

    private var cards: HTMLText {
        let order: [Verdict] = [.failed, .needsReview, .passed]
        let sorted = order.flatMap { verdict in digest.cards.filter { $0.verdict == verdict } }
        return section(
            "Cards", empty: "None was issued.", ["Name", "Result", "Why", "Meeting", "Card"],
            sorted.map { card in
                let notes = [
                    card.isVoid ? "declared void" : nil, card.isExcused ? "excused" : nil,
                    card.supersedes.map { "takes the place of \($0)" },
                ].compactMap(\.self).joined(separator: ", ")
                let why = (card.reasons + [notes]).filter { !$0.isEmpty }
                return [
                    name(of: card.participant), "\(Words.verdict(card.verdict))",
                    why.map { "\($0)<br>" as HTMLText }.joined(),
                    "\(card.meetingName ?? "")<br>\(card.start.map { clock.moment($0) } ?? "")",
                    "<a href=\"/cards/\(card.number.rawValue)\">\(card.number.rawValue)</a>",
                ]
            })
    }

    private var disputes: HTMLText {
        section(
            "Open disputes", empty: "None.", ["Name", "Card", "Since", "Number"],
            digest.disputes.map { one in
                [
                    name(of: one.participant), "<a href=\"/cards/\(one.card.rawValue)\">\(one.card.rawValue)</a>",
                    "\(clock.moment(one.at))", "\(String(one.dispute))",
                ]
            })
    }

    private var attendances: HTMLText {
        section(
            "Attendances", empty: "Nobody was in a meeting.", ["Name", "Meeting", "From", "Minutes", "Result"],
            digest.attendances.map { one in
                let more = [("corrected", one.correctedMinutes), ("inferred", one.inferredMinutes)]
                    .filter { $0.1 > 0 }.map { " + \($0.1) \($0.0)" }.joined()
                return [
                    name(of: one.participant), "\(one.meetingName)", "\(clock.moment(one.start))",
                    "\(String(one.provenMinutes) + more)", "\(one.verdict.map { Words.verdict($0) } ?? "no card yet")",
                ]
            })
    }

    private func section(
        _ title: String, empty: String, _ headings: [String], _ rows: [[HTMLText]]
    ) -> HTMLText {
        guard !rows.isEmpty else { return "<h2>\(title)</h2>\n<p>\(empty)</p>\n" }
        let head = headings.map { "<th scope=\"col\">\($0)</th>" as HTMLText }.joined()
        let body = rows.map { cells in
            let rest = cells.dropFirst().map { "<td>\($0)</td>" as HTMLText }.joined()
            return "<tr><th scope=\"row\">\(cells.first ?? "")</th>\(rest)</tr>\n" as HTMLText
        }.joined()
        return """
            <h2>\(title)</h2>
            <div class="scroll" role="region" aria-label="\(title)" tabindex="0">
            <table>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body)</tbody>
            </table>
            </div>

            """
    }

    private func name(of participant: PersonID) -> HTMLText { "\(names[participant] ?? participant.rawValue)" }

    private var clock: DigestClock { DigestClock(digest.timeZone) }
}

/// Moments on the court's clock, as people say them.
private struct DigestClock {
    private let clock: LocalClock?

    init(_ timeZone: String) { clock = LocalClock(timeZone) }

    func moment(_ moment: Timestamp) -> String {
        guard let clock else { return moment.rfc3339 }
        let (date, minute) = (clock.date(of: moment), clock.minuteOfDay(moment))
        let hour = minute / 60 % 12 == 0 ? 12 : minute / 60 % 12
        let minutes = (minute % 60 < 10 ? "0" : "") + String(minute % 60)
        let day = Words.weekdays[date.weekday - 1].prefix(3)
        return "\(day) \(Words.date(date).dropLast(5)), \(hour):\(minutes) \(minute < 720 ? "am" : "pm")"
    }
}

private enum Words {
    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Where no line ends.
    private static let blank = "\u{A0}"

    /// `15 Sep 2026`
    static func date(_ date: LocalDate) -> String {
        let parts = date.description.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return date.description }
        return "\(parts[2])\(blank)\(months[parts[1] - 1])\(blank)\(date.description.prefix(4))"
    }

    static func counted(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }

    static func share(_ count: Progress.Count) -> String {
        count.required.map { "\(count.done)\(blank)of\(blank)\($0)" } ?? "\(count.done)"
    }

    static func verdict(_ verdict: Verdict) -> String {
        switch verdict {
        case .passed: "✓\(blank)Counted"
        case .failed: "✕\(blank)Not\(blank)counted"
        case .needsReview: "!\(blank)Needs\(blank)review"
        }
    }

    /// Nil for what the standing says in words.
    static func lag(_ lag: DailyDigest.Lag) -> String? {
        switch lag {
        case .behind, .deadlineAtRisk: nil
        case .weekMissed: "The week ended on this day without what it asked for."
        case .weekOutOfReach: "More is missing this week than it has days left."
        case .weekClosing: "The week ends within two days, and something is missing."
        }
    }
}
