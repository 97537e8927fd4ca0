extension Command {
    /// Everything the program can do.
    static let attendanceBridge = Command(
        name: Usage.program,
        summary: "Turns Zoom's webhooks into proof of attendance at court-ordered meetings.",
        subcommands: [
            .serve, .demo, .send, .roster, .user, .token, .unmatched, .claim, .correct, .excuse, .void, .reissue,
            .excuseWeek,
            .consent, .dispute, .answer, .withdraw, .decisions, .erase, .retention, .reconcile, .events, .alerts,
            .digest,
            .audit, .auditLog, .migrate, .version,
            .cards, .verify, .keys, .ledger, .subscription,
        ])
}

extension Option {
    static let config = Option.text("config", "FILE", "Read settings from this JSON file; BRIDGE_… variables win.")
    static let json = Option.flag("json", "Write JSON, for a program to read.")
}

extension Invocation {
    /// The settings this command runs with.
    func configuration(environment: [String: String] = processEnvironment()) throws -> Configuration {
        do {
            return try Configuration.load(file: text(.config), environment: environment)
        } catch {
            throw CommandFailure(
                "the settings cannot be used.\n" + error.problems.map { "  - \($0)\n" }.joined()
                    + "All settings: attendance-bridge serve --help")
        }
    }
}
