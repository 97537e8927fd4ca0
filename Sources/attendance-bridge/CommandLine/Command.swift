/// A command as data: parsing, usage errors and `--help` follow from it.
struct Command: Sendable {
    let name: String
    /// One line for the list of commands.
    let summary: String
    /// What `--help` says beyond the summary.
    var discussion: String = ""
    var positionals: [Positional] = []
    var options: [Option] = []
    /// Command lines worth copying, without the program's name.
    var examples: [String] = []
    var subcommands: [Command] = []
    /// A longer text only worth making when asked for, after the options.
    var appendix: (@Sendable () -> String)?
    /// Nil for a command that only groups others.
    var action: Action?

    enum Action: Sendable {
        /// Runs on the main thread, which it may block.
        case blocking(@MainActor @Sendable (Invocation) throws -> Void)
        /// Begins on the main thread, which it may block for a short while; what serves for long does so elsewhere.
        case service(@MainActor @Sendable (Invocation) async throws -> Void)
    }
}

extension Option {
    /// Every command has it.
    static let help = Option.flag("help", "Show this help.")
}

/// What somebody typed, understood.
struct Invocation: Sendable {
    /// The command's names from the outermost: `["roster", "import"]`.
    let path: [String]
    fileprivate(set) var positionals: [String] = []
    private var values: [Option: String] = [:]

    init(path: [String], positionals: [String] = [], values: [Option: String] = [:]) {
        self.path = path
        self.positionals = positionals
        self.values = values
    }

    func has(_ option: Option) -> Bool { values[option] != nil }
    func text(_ option: Option) -> String? { values[option] }
    func whole(_ option: Option) -> Int? { values[option].flatMap { Int($0) } }
}

/// A command line that cannot be understood: exit code 64 (EX_USAGE).
struct UsageError: Error, Equatable {
    let message: String
    /// The innermost command that was understood: whose usage helps.
    let path: [String]
}

/// A command that was understood and could not be done: exit code 1.
struct CommandFailure: Error, Equatable, CustomStringConvertible {
    /// What happened and what to do, as whole sentences.
    let description: String
    init(_ description: String) { self.description = description }
}
