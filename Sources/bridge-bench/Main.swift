import Glibc

@main
enum Main {
    @MainActor
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        raiseFileLimit()
        do {
            let options = try BenchOptions(Array(CommandLine.arguments.dropFirst()))
            if options.wantsHelp {
                print(BenchOptions.help)
                return
            }
            var bench = Bench(options)
            try await bench.run()
            if !bench.report.rows.isEmpty { print(options.wantsJSON ? bench.report.json : bench.report.table) }
            exit(bench.report.hasMissed ? 2 : 0)
        } catch let error as BenchOptions.Mistake {
            complain("\(error.description)\n\n\(BenchOptions.help)")
            exit(64)
        } catch {
            complain("\(error)")
            exit(1)
        }
    }

    private static func complain(_ text: String) {
        let line = Array("bridge-bench: \(text)\n".utf8)
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// A connection is a file; the usual limit of 1,024 would end the measurements early.
    private static func raiseFileLimit() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

/// The benchmark could not be run.
struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
