/// One line at the bottom of a terminal that is written over again; nothing at all elsewhere.
struct LiveLine {
    private let terminal: Terminal
    private var shownAt: Double?

    init(_ terminal: Terminal) { self.terminal = terminal }

    /// Draws at most ten times a second, and not in the first half second: short runs stay quiet.
    ///
    /// - Parameter seconds: since the start.
    mutating func show(at seconds: Double, _ line: (_ width: Int) -> String) {
        guard terminal.isInteractive, seconds >= 0.5, seconds - (shownAt ?? 0) >= 0.1 else { return }
        shownAt = seconds
        terminal.write("\r" + line(terminal.width - 1) + "\u{1B}[K")
    }

    mutating func clear() {
        guard shownAt != nil else { return }
        shownAt = nil
        terminal.write("\r\u{1B}[K")
    }
}
