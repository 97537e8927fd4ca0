public import Foundation
public import JSON
public import Server
internal import Synchronization

/// The built `attendance-bridge serve` with a folder and a database of its own, on a free port. It may be killed and
/// started again on the same database; it is killed and its folder removed with the last reference.
public final class BridgeProcess: Sendable {
    public static let zoomSecret = "zoom-secret-of-the-tests"
    public static let tokenSecret = "a-token-secret-that-is-long-enough-for-hs256"

    /// The program the build put beside this test bundle.
    public static let executable =
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "attendance-bridge").path

    public struct Setup: Sendable {
        /// Added to what every bridge of the tests is given, and wins over it.
        public var environment: [String: String] = [:]
        /// What runs the bridge: its words stand before the bridge's own.
        public var launcher: [String] = []
        public var executable = BridgeProcess.executable
        /// Imported before the start.
        public var roster: TestRoster? = TestRoster()

        public init(
            environment: [String: String] = [:], launcher: [String] = [], executable: String = BridgeProcess.executable,
            roster: TestRoster? = TestRoster()
        ) {
            self.environment = environment
            self.launcher = launcher
            self.executable = executable
            self.roster = roster
        }
    }

    public let folder: TestFolder
    public let setup: Setup
    /// The file; the folder may be elsewhere than `folder`.
    public let database: String
    private let state = Mutex(State())

    private struct State {
        var child: ChildProcess?
        var port: UInt16?
        var starts = 0
    }

    /// Makes folder and database and imports the roster; starts nothing.
    public init(_ setup: Setup = Setup(), folder: TestFolder? = nil) async throws {
        let folder = try folder ?? TestFolder()
        self.folder = folder
        self.setup = setup
        database = setup.environment["BRIDGE_DATABASE"] ?? folder.file("bridge.db")
        guard let roster = setup.roster else { return }
        let imported = try await command(["roster", "import", try folder.write(roster.json, to: "roster.json")])
        guard imported.status == 0 else { throw BridgeTrouble("no roster was imported: \(imported.errors)") }
    }

    deinit { killNow() }

    /// A bridge that is ready.
    public static func started(_ setup: Setup = Setup(), folder: TestFolder? = nil) async throws -> BridgeProcess {
        let bridge = try await BridgeProcess(setup, folder: folder)
        try await bridge.start()
        return bridge
    }

    private var environment: [String: String] {
        let standard = [
            "BRIDGE_LISTEN": "127.0.0.1:0", "BRIDGE_DATABASE": database, "BRIDGE_LOG_FORMAT": "json",
            "BRIDGE_ZOOM_SECRETS": Self.zoomSecret, "BRIDGE_JWT_SECRET": Self.tokenSecret,
        ]
        return standard.merging(setup.environment) { _, given in given }
    }

    /// Runs another command of the program with the same settings.
    public func command(_ arguments: [String]) async throws -> CommandResult {
        try await runCommand([setup.executable] + arguments, environment: environment, in: folder)
    }

    /// Starts, and waits until it listens and, unless told otherwise, until `/readyz` is green.
    public func start(untilReady: Bool = true) async throws {
        try await spawn()
        try await listening()
        if untilReady { try await ready() }
    }

    /// Starts, and waits for nothing.
    public func spawn() async throws {
        let number = state.withLock { state in
            state.starts += 1
            state.port = nil
            return state.starts
        }
        let log = try folder.newFile("log-\(number)")
        let child = try ChildProcess(
            setup.launcher + [setup.executable, "serve"], environment: environment, output: log, errors: log)
        state.withLock { $0.child = child }
    }

    /// Waits until the log says where it listens.
    public func listening() async throws {
        let port = try await eventually("the bridge starts; its log:\n\(logText)") { () -> UInt16? in
            for line in log where line["event"]?.string == "started" {
                return line["address"]?.string?.split(separator: ":").last.flatMap { UInt16($0) }
            }
            if !isRunning { throw BridgeTrouble("the bridge ended instead of starting:\n\(logText)") }
            return nil
        }
        state.withLock { $0.port = port }
    }

    public func ready(within limit: Duration = .seconds(20)) async throws {
        try await eventually("/readyz is green", within: limit) { try get("/readyz").status == 200 }
    }

    public var isRunning: Bool { state.withLock { $0.child?.isRunning ?? false } }

    /// Where it listens; throws before the first start.
    public var port: UInt16 {
        get throws {
            guard let port = state.withLock({ $0.port }) else { throw BridgeTrouble("the bridge listens nowhere") }
            return port
        }
    }

    public var endpoint: Endpoint { get throws { Endpoint(host: "127.0.0.1", port: try port) } }

    /// The bridge itself, also where a launcher is its parent.
    public var processID: pid_t {
        get throws {
            let text = try String(contentsOfFile: database + ".lock", encoding: .utf8)
            guard let id = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
                throw BridgeTrouble("the lock file names no process: \(text)")
            }
            return id
        }
    }

    /// `kill -9`, and waits until it is gone.
    public func kill() async {
        let child = state.withLock { $0.child }
        killNow()
        _ = await child?.ended()
    }

    /// SIGTERM, and waits for its end.
    @discardableResult
    public func stop() async throws -> Int32 {
        guard let child = state.withLock({ $0.child }) else { throw BridgeTrouble("the bridge does not run") }
        Foundation.kill(try processID, SIGTERM)
        return await child.ended()
    }

    private func killNow() {
        guard let child = state.withLock({ $0.child }), child.isRunning else { return }
        // A launcher that dies does not take the bridge with it.
        if !setup.launcher.isEmpty, let id = try? processID { Foundation.kill(id, SIGKILL) }
        child.signal(SIGKILL)
    }

    /// What the present run wrote to its log, as text.
    public var logText: String {
        let number = state.withLock { $0.starts }
        return (try? String(contentsOfFile: folder.file("log-\(number)"), encoding: .utf8)) ?? ""
    }

    /// The lines of the log that are whole.
    public var log: [JSON] { logText.split(separator: "\n").compactMap { try? JSON.parse(Array($0.utf8)) } }
}

public struct BridgeTrouble: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
