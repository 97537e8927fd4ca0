import Foundation
import ServiceSupport

/// Makes system calls of a running process fail, until it is taken off again (strace, see Config/apt-packages.txt).
final class FaultInjection {
    private let strace: ChildProcess
    private let process: pid_t

    static func check() throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/strace") else {
            throw BridgeTrouble("strace is missing. Install what Config/apt-packages.txt lists: apt-get install strace")
        }
    }

    /// - Parameters:
    ///   - calls: names, separated by commas.
    ///   - effect: what strace calls it, for instance `error=EIO`.
    ///   - files: only calls about these.
    init(into process: pid_t, calls: String, effect: String, files: [String]) async throws {
        try Self.check()
        self.process = process
        strace = try ChildProcess(
            ["/usr/bin/strace", "-f", "-qqq", "-o", "/dev/null", "-p", "\(process)", "-e", "trace=\(calls)"]
                + files.flatMap { ["-P", $0] } + ["-e", "inject=\(calls):\(effect)"])
        let strace = strace
        try await eventually("strace holds every thread of the bridge") {
            if !strace.isRunning { throw BridgeTrouble("strace could not be attached: it may need to run as root") }
            return try Self.tracers(of: process) == [strace.id]
        }
    }

    /// Takes it off; the process goes on as if nothing had been.
    func end() async throws {
        strace.signal(SIGINT)
        _ = await strace.ended()
        try await eventually("strace lets go") { try Self.tracers(of: process) == [0] }
    }

    /// Who traces the threads of a process; 0 for nobody.
    private static func tracers(of process: pid_t) throws -> Set<pid_t> {
        let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
        return tasks.reduce(into: []) { tracers, task in
            // A thread may end while we look.
            let status = try? String(contentsOfFile: "/proc/\(process)/task/\(task)/status", encoding: .utf8)
            guard let line = status?.split(separator: "\n").first(where: { $0.hasPrefix("TracerPid:") }) else { return }
            tracers.insert(line.split(separator: "\t").last.flatMap { pid_t($0) } ?? 0)
        }
    }
}
