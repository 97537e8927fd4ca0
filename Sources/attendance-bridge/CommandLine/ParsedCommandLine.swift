/// What a command line asks for.
enum ParsedCommandLine: Sendable {
    /// Show the help of this command.
    case help(Command, path: [String])
    case run(Command.Action, Invocation)

    /// - Parameter arguments: without the program's name.
    init(_ arguments: [String], root: Command) throws(UsageError) {
        var command = root
        var path: [String] = []
        var rest = arguments[...]
        while !command.subcommands.isEmpty {
            guard let word = rest.first else {
                throw UsageError(message: "Say which command.", path: path)
            }
            if word == "--help" || word == "-h" || word == "help" {
                self = .help(
                    try Self.find(rest.dropFirst().filter { !$0.hasPrefix("-") }, in: command, &path), path: path)
                return
            }
            let name = word == "--version" && path.isEmpty ? "version" : word
            guard let next = command.subcommands.first(where: { $0.name == name }) else {
                throw Self.unknownCommand(word, in: command, path)
            }
            command = next
            path.append(name)
            rest = rest.dropFirst()
        }
        var reader = ArgumentReader(command: command, path: path)
        try reader.read(rest)
        guard let action = command.action, !reader.wantsHelp else {
            self = .help(command, path: path)
            return
        }
        self = .run(action, try reader.invocation())
    }

    /// `help roster import` names a command by words.
    private static func find(
        _ words: [String], in command: Command, _ path: inout [String]
    ) throws(UsageError) -> Command {
        var command = command
        for word in words {
            guard let next = command.subcommands.first(where: { $0.name == word }) else {
                if command.subcommands.isEmpty { return command }
                throw unknownCommand(word, in: command, path)
            }
            command = next
            path.append(word)
        }
        return command
    }

    private static func unknownCommand(_ word: String, in command: Command, _ path: [String]) -> UsageError {
        let hint = nearestName(to: word, among: command.subcommands.map(\.name)).map { " Did you mean “\($0)”?" } ?? ""
        let kind = word.hasPrefix("-") ? "option" : "command"
        return UsageError(message: "There is no \(kind) “\(word)”.\(hint)", path: path)
    }
}

/// Reads the arguments of one command.
private struct ArgumentReader {
    let command: Command
    let path: [String]
    var positionals: [String] = []
    var values: [Option: String] = [:]
    var wantsHelp = false

    init(command: Command, path: [String]) {
        self.command = command
        self.path = path
    }

    mutating func read(_ arguments: ArraySlice<String>) throws(UsageError) {
        var rest = arguments
        while let word = rest.popFirst() {
            if word == "--" {
                positionals += rest
                return
            } else if word == "-h" || word == "--help" {
                wantsHelp = true
                return
            } else if word.hasPrefix("-"), word != "-" {
                try option(word, &rest)
            } else {
                positionals.append(word)
            }
        }
    }

    private mutating func option(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let given = String(parts[0])
        guard given.hasPrefix("--"), let option = command.options.first(where: { "--" + $0.name == given }) else {
            let hint = nearestName(to: given, among: command.options.map { "--" + $0.name })
            throw wrong("There is no option “\(given)”." + (hint.map { " Did you mean “\($0)”?" } ?? ""))
        }
        guard values[option] == nil else { throw wrong("“\(given)” is given twice.") }
        if option.word == nil {
            guard parts.count == 1 else { throw wrong("“\(given)” takes no value.") }
            values[option] = ""
            return
        }
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
            throw wrong("“\(given)” needs a value: \(option.spelling).")
        }
        if let objection = option.objection(to: value) { throw wrong("“\(given)” \(objection); given was “\(value)”.") }
        values[option] = value
    }

    func invocation() throws(UsageError) -> Invocation {
        if let missing = command.options.first(where: { $0.isNeeded && values[$0] == nil }) {
            throw wrong("“--\(missing.name)” is missing: \(missing.summary)")
        }
        var most = 0
        for positional in command.positionals {
            if positional.count != .optional, positionals.count <= most {
                throw wrong("\(positional.word) is missing: \(positional.summary)")
            }
            most = positional.count == .oneOrMore ? Int.max : most + 1
        }
        guard positionals.count <= most else { throw wrong("“\(positionals[most])” is one argument too many.") }
        return Invocation(path: path, positionals: positionals, values: values)
    }

    private func wrong(_ message: String) -> UsageError { UsageError(message: message, path: path) }
}
