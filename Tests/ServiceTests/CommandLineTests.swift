import ServiceSupport
import Testing

@testable import attendance_bridge

@Suite("Command line")
struct CommandLineTests {
    static let size = Option.whole("size", "N", 1...10, "How many.")
    static let colour = Option.choice("colour", "NAME", ["red", "blue"], "Which.")
    static let painter = Option.text("painter", "NAME", "Who.").needed
    static let quiet = Option.flag("quiet", "Say nothing.")

    /// A small program: a command with everything, and a group.
    static let program = Command(
        name: "program", summary: "A program.",
        subcommands: [
            Command(
                name: "paint", summary: "Paint files.",
                positionals: [
                    Positional(word: "FILE", summary: "What to paint."),
                    Positional(word: "MORE", summary: "And this.", count: .optional),
                ],
                options: [size, colour, quiet], action: .blocking { _ in }),
            Command(name: "hire", summary: "Hire a painter.", options: [painter], action: .blocking { _ in }),
            Command(
                name: "group", summary: "Groups.",
                subcommands: [
                    Command(
                        name: "all", summary: "Take all.",
                        positionals: [Positional(word: "FILE", summary: "Files.", count: .oneOrMore)],
                        action: .blocking { _ in })
                ]),
        ])

    func invocation(_ line: String) throws -> Invocation? {
        let words = line.split(separator: " ").map(String.init)
        guard case .run(_, let invocation) = try ParsedCommandLine(words, root: Self.program) else { return nil }
        return invocation
    }

    @Test("options and positionals may be mixed, with a blank or an equals sign before the value")
    func mixed() throws {
        let invocation = try #require(try invocation("paint --size 3 a.txt --colour=red --quiet"))
        #expect(invocation.path == ["paint"])
        #expect(invocation.positionals == ["a.txt"])
        #expect(invocation.whole(Self.size) == 3)
        #expect(invocation.text(Self.colour) == "red")
        #expect(invocation.has(Self.quiet))
    }

    @Test("what follows -- is positional even with dashes")
    func endOfOptions() throws {
        #expect(try invocation("paint -- --size")?.positionals == ["--size"])
        #expect(try invocation("paint -")?.positionals == ["-"])
    }

    @Test("commands nest, and take one or more positionals where they say so")
    func nested() throws {
        let invocation = try #require(try invocation("group all a b c"))
        #expect(invocation.path == ["group", "all"])
        #expect(invocation.positionals == ["a", "b", "c"])
    }

    @Test(
        "a mistake is named, with what is allowed",
        arguments: [
            ("", "Say which command."),
            ("pant", "There is no command “pant”. Did you mean “paint”?"),
            ("zzz", "There is no command “zzz”."),
            ("group", "Say which command."),
            ("paint", "FILE is missing: What to paint."),
            ("group all", "FILE is missing: Files."),
            ("paint a b c", "“c” is one argument too many."),
            ("paint a --sise 3", "There is no option “--sise”. Did you mean “--size”?"),
            ("paint a --size", "“--size” needs a value: --size N."),
            ("paint a --size 11", "“--size” must be a whole number from 1 to 10; given was “11”."),
            ("paint a --size x", "“--size” must be a whole number from 1 to 10; given was “x”."),
            ("paint a --colour green", "“--colour” must be one of red, blue; given was “green”."),
            ("hire", "“--painter” is missing: Who."),
            ("hire --painter=", "“--painter” must not be empty; given was “”."),
            ("paint a --quiet=yes", "“--quiet” takes no value."),
            ("paint a --size 1 --size 2", "“--size” is given twice."),
        ])
    func mistakes(line: String, message: String) throws {
        let error = #expect(throws: UsageError.self) { try invocation(line) }
        #expect(error?.message == message)
    }

    @Test(
        "help can be asked for everywhere, also beside a mistake of another kind",
        arguments: [
            ("--help", []), ("-h", []), ("help", []), ("help group all", ["group", "all"]), ("group --help", ["group"]),
            ("paint --help", ["paint"]), ("paint --size 3 --help", ["paint"]), ("group all -h", ["group", "all"]),
        ])
    func helpIsEverywhere(line: String, path: [String]) throws {
        let words = line.split(separator: " ").map(String.init)
        guard case .help(let command, let found) = try ParsedCommandLine(words, root: Self.program) else {
            Issue.record("\(line) did not show help")
            return
        }
        #expect(found == path)
        #expect(command.name == path.last ?? "program")
    }

    @Test("help lists what a command takes")
    func usage() throws {
        let paint = try #require(Self.program.subcommands.first)
        let help = Usage(command: paint, path: ["paint"]).help(width: 80)
        #expect(help.contains("Usage: attendance-bridge paint [--size N] [--colour NAME] [--quiet] FILE [MORE]"))
        #expect(help.contains("  --size N       How many.\n"))
        #expect(help.contains("  FILE  What to paint.\n"))
    }

    @Test("every command of the program has a summary, help and unique names")
    func declared() {
        func check(_ command: Command, _ path: [String]) {
            #expect(!command.summary.isEmpty && command.summary.hasSuffix("."), "\(path)")
            #expect((command.action == nil) == !command.subcommands.isEmpty, "\(path)")
            #expect(Set(command.subcommands.map(\.name)).count == command.subcommands.count, "\(path)")
            #expect(Set(command.options.map(\.name)).count == command.options.count, "\(path)")
            #expect(!Usage(command: command, path: path).help().isEmpty)
            for inner in command.subcommands { check(inner, path + [inner.name]) }
        }
        check(.attendanceBridge, [])
        let names = Set(Command.attendanceBridge.subcommands.map(\.name))
        #expect(
            names == [
                "serve", "demo", "send", "roster", "token", "unmatched", "claim", "correct", "excuse", "void",
                "reissue", "excuse-week", "consent", "dispute", "answer", "withdraw", "decisions", "erase", "retention",
                "reconcile", "events", "alerts", "digest", "audit", "audit-log", "migrate", "version", "user",
                "cards", "verify", "keys", "ledger", "subscription",
            ])
    }
}

@Suite("Terminal text")
struct TerminalTextTests {
    @Test(
        "width counts columns, not characters",
        arguments: [("abc", 3), ("é", 1), ("日本", 4), ("👍", 2), ("e\u{301}", 1), ("", 0)])
    func width(text: String, columns: Int) { #expect(text.displayWidth == columns) }

    @Test("a text is filled or cut to its column", arguments: [("abc", "abc  "), ("abcdef", "abcd…"), ("日本語", "日本…")])
    func fitted(text: String, expected: String) {
        #expect(text.fitted(to: 5) == expected)
        #expect(text.fitted(to: 5).displayWidth == 5)
    }

    @Test("text wraps at spaces and keeps its own lines")
    func wrap() {
        #expect(wrapped("one two three\nfour", width: 8) == "one two\nthree\nfour")
        #expect(wrapped("incomprehensible", width: 4) == "incomprehensible")
    }

    @Test("a progress bar fits its line at any width", arguments: [5, 20, 40, 80, 200])
    func progress(width: Int) {
        let bar = ProgressBar(done: 250, total: 1000, elapsedSeconds: 2)
        #expect(bar.line(width: width).displayWidth <= width)
    }

    @Test("a progress bar says how far, how fast and how long")
    func progressWords() {
        let bar = ProgressBar(done: 250, total: 1000, elapsedSeconds: 2)
        #expect(bar.line(width: 80).hasSuffix("  250 of 1000  125/s  0:06 left"))
        #expect(bar.line(width: 80).hasPrefix("██████████──"))
        #expect(ProgressBar(done: 0, total: 0, elapsedSeconds: 0).line(width: 80).contains("0 of 0"))
    }
}
