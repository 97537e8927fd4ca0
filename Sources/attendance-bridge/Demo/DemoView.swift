/// Draws the demonstration: from a state and a width to lines, and nothing else.
enum DemoView {
    /// What is redrawn while the meeting runs; always the same number of lines for one width, and few enough for a small
    /// terminal.
    static func live(_ state: DemoState, width: Int) -> [StyledText] {
        let width = min(width, 110)
        let head = [
            StyledText("Attendance Bridge", .bold) + StyledText("  \(state.meeting)", .faint),
            status(state, width: width),
            StyledText(""),
        ]
        let lines = width >= 84 ? beside(state, width: width) : below(state, width: width)
        return (head + lines).map { $0.fitted(to: width) }
    }

    private static func status(_ state: DemoState, width: Int) -> StyledText {
        let room = 12
        let filled = state.total > 0 ? room * state.sent / state.total : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "─", count: room - filled)
        return StyledText(bar, .accent) + StyledText("  \(state.sent) of \(state.total) deliveries", .faint)
            + StyledText(state.now.isEmpty ? "" : "  \(state.now)")
    }

    private static func beside(_ state: DemoState, width: Int) -> [StyledText] {
        let column = (width - 3) / 2
        let left = area(state.participant, rows: 9, width: column)
        let right = area(state.courtRep, rows: 9, width: column)
        return zip(left, right).map { $0.fitted(to: column) + StyledText("   ") + $1 }
    }

    private static func below(_ state: DemoState, width: Int) -> [StyledText] {
        area(state.participant, rows: 5, width: width) + [""] + area(state.courtRep, rows: 5, width: width)
    }

    /// A title, a line, and the last `rows` lines of what was told.
    private static func area(_ audience: DemoState.Audience, rows: Int, width: Int) -> [StyledText] {
        let lines = audience.told.flatMap { told(_: $0, width: width) }.suffix(rows)
        let empty = [StyledText](repeating: "", count: rows - lines.count)
        return [
            StyledText("Told to \(audience.title)", .bold), StyledText(String(repeating: "─", count: width), .faint),
        ]
            + lines + empty
    }

    /// Time, shape and words; what does not fit goes on below the words.
    static func told(_ told: DemoState.Told, width: Int) -> [StyledText] {
        let time = told.time.fitted(to: 8)
        return wrapped(told.text, width: max(10, width - 12)).split(separator: "\n").enumerated().map { number, line in
            if number > 0 { return StyledText(String(repeating: " ", count: 12) + line) }
            return StyledText(time, .faint) + "  " + StyledText(told.mark.shape, told.mark.paint) + " "
                + StyledText("\(line)")
        }
    }

    /// What is printed once, when the meeting is over: the card, where to look, how to keep it running.
    static func ending(_ state: DemoState, width: Int) -> [StyledText] {
        var lines: [StyledText] = [""]
        if let card = state.card { lines += DemoCardView.lines(card, width: min(width, 84)) + [""] }
        guard state.isKept else {
            return lines + [
                StyledText("It ran at ", .faint) + StyledText(state.url, .accent),
                StyledText("Keep it running to look around: ", .faint) + "attendance-bridge demo --keep",
            ]
        }
        lines.append(
            StyledText("It runs at ", .faint) + StyledText(state.url, .accent) + StyledText(" until Ctrl-C.", .faint))
        if let token = state.token {
            lines.append(StyledText("What the court representative sees of the participant:", .faint))
            lines.append(
                StyledText("curl -H 'Authorization: Bearer \(token)' \(state.url)/api/participants/P-1001/progress"))
        }
        return lines
    }
}

/// Draws a court card in a box.
enum DemoCardView {
    static func lines(_ card: DemoCard, width: Int) -> [StyledText] {
        let inner = max(20, width - 4)
        func row(_ text: StyledText) -> StyledText {
            StyledText("│ ", .faint) + text.fitted(to: inner) + StyledText(" │", .faint)
        }
        func rows(_ text: String, indent: Int = 0, first: StyledText = "", _ paints: Paint...) -> [StyledText] {
            wrapped(text, width: inner - indent).split(separator: "\n").enumerated().map { number, line in
                var body = StyledText("\(line)")
                if let paint = paints.first { body = StyledText("\(line)", paint) }
                return row((number == 0 ? first : StyledText(String(repeating: " ", count: indent))) + body)
            }
        }
        let title = " Proof card \(card.number) "
        let line = String(repeating: "─", count: max(0, inner + 1 - title.displayWidth))
        var lines = [StyledText("┌─", .faint) + StyledText(title, .bold) + StyledText(line + "┐", .faint)]
        lines += rows("\(card.name) · case \(card.caseNumber)", .bold)
        lines += rows("\(card.meeting) · \(card.time)")
        lines += rows(card.minutes)
        lines.append(row(""))
        for rule in card.rules {
            lines += rows(rule.sentence, indent: 2, first: StyledText(rule.mark.shape + " ", rule.mark.paint))
        }
        lines.append(row(""))
        lines.append(row(StyledText("\(card.verdict.shape) \(card.verdictWords)", card.verdict.paint, .bold)))
        lines += rows("SHA-256 \(inner >= 8 + card.hash.count ? card.hash : grouped(card.hash))", .faint)
        return lines + [StyledText("└" + String(repeating: "─", count: inner + 2) + "┘", .faint)]
    }
    /// In groups, so that a narrow box can break it.
    private static func grouped(_ hash: String) -> String {
        stride(from: 0, to: hash.count, by: 16).map { String(hash.dropFirst($0).prefix(16)) }.joined(separator: " ")
    }
}
