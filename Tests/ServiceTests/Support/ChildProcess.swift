import Foundation
import Synchronization

/// A program that was started, and its end.
final class ChildProcess: Sendable {
    private let process: Process
    private let ending = Ending()
    var id: pid_t { process.processIdentifier }
    var isRunning: Bool { ending.status == nil }

    /// - Parameters:
    ///   - words: the program's path, or its name to be looked for in `PATH`, and its arguments.
    ///   - environment: all of it but `PATH`.
    init(
        _ words: [String], environment: [String: String] = [:], output: FileHandle? = .nullDevice,
        errors: FileHandle? = .nullDevice
    ) throws {
        process = Process()
        process.executableURL = URL(filePath: words[0].contains("/") ? words[0] : "/usr/bin/env")
        process.arguments = words[0].contains("/") ? Array(words.dropFirst()) : words
        process.environment = environment.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { mine, _ in mine }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        let ending = ending
        process.terminationHandler = { ended in
            ending.finish(ended.terminationReason == .exit ? ended.terminationStatus : -ended.terminationStatus)
            Self.running.withLock { _ = $0.remove(ended.processIdentifier) }
        }
        // The threads of the task pool block all signals, and a child inherits what its maker blocks.
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
        _ = Self.endsWithTheTests
        Self.running.withLock { if isRunning { $0.insert(id) } }
    }

    deinit {
        Self.running.withLock { _ = $0.remove(id) }
        if isRunning { kill(id, SIGKILL) }
    }

    /// What a test that still holds it at the end of the run would leave behind.
    private static let running = Mutex<Set<pid_t>>([])
    private static let endsWithTheTests: Void = {
        atexit { for id in ChildProcess.running.withLock({ $0 }) { kill(id, SIGKILL) } }
    }()

    /// Sends a signal where it still runs.
    func signal(_ signal: Int32) { if isRunning { kill(id, signal) } }

    /// The exit status; below zero the signal that ended it.
    func ended() async -> Int32 { await ending.value() }
}

/// A number that comes once and may be waited for.
private final class Ending: Sendable {
    private struct State {
        var status: Int32?
        var waiters: [CheckedContinuation<Int32, Never>] = []
    }

    private let state = Mutex(State())
    var status: Int32? { state.withLock { $0.status } }

    func finish(_ status: Int32) {
        let waiters = state.withLock { state in
            state.status = status
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: status) }
    }

    func value() async -> Int32 {
        await withCheckedContinuation { continuation in
            let known = state.withLock { state in
                if state.status == nil { state.waiters.append(continuation) }
                return state.status
            }
            if let known { continuation.resume(returning: known) }
        }
    }
}

/// What a command said, and how it ended.
struct CommandResult: Sendable {
    var status: Int32
    var output: String
    var errors: String
}

/// Runs a program to its end.
func runCommand(
    _ words: [String], environment: [String: String] = [:], in folder: TemporaryFolder
) async throws -> CommandResult {
    let name = UUID().uuidString
    let (output, errors) = (try folder.newFile("\(name).out"), try folder.newFile("\(name).err"))
    let child = try ChildProcess(words, environment: environment, output: output, errors: errors)
    let status = await child.ended()
    func text(_ kind: String) -> String {
        (try? String(contentsOfFile: folder.file("\(name).\(kind)"), encoding: .utf8)) ?? ""
    }
    return CommandResult(status: status, output: text("out"), errors: text("err"))
}
