import Glibc

/// Turns a command line into an exit code: the one place where errors become words on standard error.
struct Runner: Sendable {
    let root: Command
    let environment: [String: String]

    enum ExitCode {
        static let success: Int32 = 0
        static let failure: Int32 = 1
        /// EX_USAGE of sysexits.h.
        static let usage: Int32 = 64
    }

    @MainActor
    func run(_ arguments: [String]) async -> Int32 {
        let output = Terminal.output(environment: environment)
        let errors = Terminal.error(environment: environment)
        do {
            switch try ParsedCommandLine(arguments, root: root) {
            case .help(let command, let path):
                output.write(Usage(command: command, path: path).help(width: min(100, output.width)))
            case .run(.blocking(let action), let invocation):
                try action(invocation)
            case .run(.service(let action), let invocation):
                try await action(invocation)
            }
            return ExitCode.success
        } catch let error as UsageError {
            let usage = Usage(command: command(at: error.path), path: error.path)
            errors.write("\(error.message)\n\n\(usage.brief)")
            return ExitCode.usage
        } catch is CancellationError {
            return ExitCode.success
        } catch {
            errors.write("\(Usage.program): \(error)\n")
            return ExitCode.failure
        }
    }

    private func command(at path: [String]) -> Command {
        path.reduce(root) { command, name in command.subcommands.first { $0.name == name } ?? command }
    }
}
