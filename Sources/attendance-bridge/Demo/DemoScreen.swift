/// Shows a demonstration: redrawn in place on a terminal, line after line elsewhere.
struct DemoScreen {
    private let terminal: Terminal
    private var drawnLines = 0
    private var printed = (participant: 0, courtRep: 0)

    init(_ terminal: Terminal) { self.terminal = terminal }

    mutating func show(_ state: DemoState) {
        terminal.isInteractive ? redraw(state) : append(state)
    }

    /// Shows the last of it and prints the ending below.
    mutating func finish(_ state: DemoState) {
        show(state)
        if terminal.isInteractive { terminal.write("\u{1B}[?25h") }
        let lines = DemoView.ending(state, width: terminal.width - 1)
        terminal.write(lines.map { $0.rendered(colour: terminal.usesColour) + "\n" }.joined())
    }

    private mutating func redraw(_ state: DemoState) {
        let lines = DemoView.live(state, width: terminal.width - 1)
        // The cursor is hidden while drawing, and goes back to the first line that was drawn last time.
        var text = drawnLines > 0 ? "\u{1B}[\(drawnLines)A\r" : "\u{1B}[?25l"
        for line in lines { text += line.rendered(colour: terminal.usesColour) + "\u{1B}[K\n" }
        terminal.write(text + "\u{1B}[J")
        drawnLines = lines.count
    }

    private mutating func append(_ state: DemoState) {
        func lines(_ audience: DemoState.Audience, after count: Int) -> String {
            audience.told.dropFirst(count).map { told in
                let words = "\(told.time.fitted(to: 8))  \(told.mark.shape) \(told.text)"
                return "\(audience.title.fitted(to: 34)) \(words)\n"
            }.joined()
        }
        terminal.write(
            lines(state.participant, after: printed.participant) + lines(state.courtRep, after: printed.courtRep))
        printed = (state.participant.told.count, state.courtRep.told.count)
    }
}
