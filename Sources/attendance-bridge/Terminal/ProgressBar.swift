/// One line that says how far a long run has come.
struct ProgressBar: Equatable {
    let done: Int
    let total: Int
    let elapsedSeconds: Double

    /// `████████────────  512 of 1000  1,024/s  0:01 left`, at most `width` columns.
    func line(width: Int) -> String {
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
        var words = "  \(done) of \(total)"
        if elapsedSeconds > 0.5, done > 0 {
            let rate = Double(done) / elapsedSeconds
            words += "  \(Int(rate))/s"
            if done < total {
                let left = Int((Double(total - done) / rate).rounded(.up))
                words += "  \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
            }
        }
        let room = min(40, width - words.count)
        guard room >= 8 else { return words.trimmingBlanks().fitted(to: max(0, width)).trimmingBlanks() }
        let filled = Int(Double(room) * share)
        return String(repeating: "█", count: filled) + String(repeating: "─", count: room - filled) + words
    }
}
