/// Writes what `--help` and usage errors show, from a command's declaration.
struct Usage {
    let command: Command
    /// The names that lead to the command, without the program's.
    let path: [String]
    static let program = "attendance-bridge"

    /// `attendance-bridge send [--fresh] … FILE…`
    var line: String {
        var words = [Self.program] + path
        if !command.subcommands.isEmpty { words.append("COMMAND") }
        words += command.options.map { $0.isNeeded ? $0.spelling : "[\($0.spelling)]" }
        words += command.positionals.map(\.spelling)
        return words.joined(separator: " ")
    }

    /// For a usage error: short, with the way to more.
    var brief: String {
        let names = command.subcommands.map(\.name).joined(separator: ", ")
        let commands = names.isEmpty ? "" : "Commands: \(names)\n"
        return "Usage: \(line)\n\(commands)More: \(([Self.program] + path).joined(separator: " ")) --help\n"
    }

    func help(width: Int = 100) -> String {
        var text = "\(command.summary)\n\nUsage: \(line)\n"
        if !command.discussion.isEmpty { text += "\n" + wrapped(command.discussion, width: width) + "\n" }
        section("Commands", command.subcommands.map { ($0.name, $0.summary) }, width, &text)
        section("Arguments", command.positionals.map { ($0.word, $0.summary) }, width, &text)
        section("Options", (command.options + [.help]).map { ($0.spelling, $0.summary) }, width, &text)
        if !command.examples.isEmpty {
            text += "\nExamples:\n" + command.examples.map { "  \(Self.program) \($0)\n" }.joined()
        }
        if let appendix = command.appendix { text += "\n" + appendix() }
        return text
    }

    private func section(_ title: String, _ rows: [(String, String)], _ width: Int, _ text: inout String) {
        guard !rows.isEmpty else { return }
        text += "\n\(title):\n"
        let column = min(28, rows.map { $0.0.displayWidth }.max() ?? 0) + 4
        for (term, meaning) in rows {
            text += definition(term, meaning, column: column, width: width)
        }
    }
}

/// A term and its meaning beside it from `column` on; below it, where the term is too long.
func definition(_ term: String, _ meaning: String, column: Int, width: Int) -> String {
    let lines = wrapped(meaning, width: max(20, width - column)).split(
        separator: "\n", omittingEmptySubsequences: false)
    var text = "  " + term
    let margin = String(repeating: " ", count: column)
    for (number, line) in lines.enumerated() {
        if number == 0, term.displayWidth + 4 <= column {
            text += String(repeating: " ", count: column - term.displayWidth - 2) + line + "\n"
        } else {
            text += (number == 0 ? "\n" : "") + margin + line + "\n"
        }
    }
    return text
}
