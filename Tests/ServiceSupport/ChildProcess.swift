public import Foundation
internal import Synchronization

/// A program that was started, and its end.
///
/// Started by `posix_spawn` itself: Foundation's `Process` reads beyond the end of what `readdir` returns, which ends the
/// tests now and then.
public final class ChildProcess: Sendable {
    public let id: pid_t
    private let ending = Ending()
    public var isRunning: Bool { ending.status == nil }

    /// - Parameters:
    ///   - words: the program's path, or its name to be looked for in `PATH`, and its arguments.
    ///   - environment: all of it but `PATH`.
    public init(
        _ words: [String], environment: [String: String] = [:], output: FileHandle? = .nullDevice,
        errors: FileHandle? = .nullDevice
    ) throws {
        let environment = environment.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { mine, _ in mine }
        let words = words[0].contains("/") ? words : ["/usr/bin/env"] + words
        id = try spawn(words, environment, output: output, errors: errors)
        let (id, ending) = (id, ending)
        Self.running.withLock { _ = $0.insert(id) }
        _ = Self.endsWithTheTests
        Thread.detachNewThread {
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
            Self.running.withLock { _ = $0.remove(id) }
            // As the macros of <sys/wait.h> read it.
            ending.finish(status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f))
        }
    }

    deinit {
        if isRunning { kill(id, SIGKILL) }
    }

    /// What a test that still holds it at the end of the run would leave behind.
    private static let running = Mutex<Set<pid_t>>([])
    private static let endsWithTheTests: Void = {
        atexit { for id in ChildProcess.running.withLock({ $0 }) { kill(id, SIGKILL) } }
    }()

    /// Sends a signal where it still runs.
    public func signal(_ signal: Int32) { if isRunning { kill(id, signal) } }

    /// The exit status; below zero the signal that ended it.
    public func ended() async -> Int32 { await ending.value() }
}

/// Starts a program with no signal blocked (the threads of the task pool block them all) and no file open but its own three.
private func spawn(
    _ words: [String], _ environment: [String: String], output: FileHandle?, errors: FileHandle?
) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (number, file) in [(Int32(1), output), (2, errors)] {
        if let file { posix_spawn_file_actions_adddup2(&actions, file.fileDescriptor, number) }
    }
    // Closing what is not open is no error (glibc).
    for number in 3..<Int32(512) { posix_spawn_file_actions_addclose(&actions, number) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, words[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else {
        throw BridgeTrouble("\(words[0]) cannot be started: \(String(cString: strerror(code)))")
    }
    return id
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
public struct CommandResult: Sendable {
    public var status: Int32
    public var output: String
    public var errors: String
}

/// Runs a program to its end.
public func runCommand(
    _ words: [String], environment: [String: String] = [:], in folder: TestFolder
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
