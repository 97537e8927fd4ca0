import Glibc

@main
enum Main {
    @MainActor
    static func main() async {
        // A reader that has gone is an error of the write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        let runner = Runner(root: .attendanceBridge, environment: processEnvironment())
        exit(await runner.run(Array(CommandLine.arguments.dropFirst())))
    }
}
