internal import Foundation
internal import Glibc
internal import JSON
internal import Synchronization

/// The mail server of `Tests/MailServer`, a process of its own. Ends when it is let go.
public final class MailServer: Sendable {
    public struct Mail: Hashable, Sendable {
        public let from: String
        public let to: [String]
        /// Headers and content as they came.
        public let content: String
        public let isEncrypted: Bool
        /// Who signed in.
        public let user: String?
        /// With what name the client introduced itself.
        public let hello: String?

        /// The value of a header, unfolded.
        public func header(_ name: String) -> String? {
            let head = content.prefix(upTo: content.range(of: "\r\n\r\n")?.lowerBound ?? content.endIndex)
            let unfolded = head.replacingOccurrences(of: "\r\n ", with: " ")
            return unfolded.components(separatedBy: "\r\n").first { $0.hasPrefix(name + ": ") }
                .map { String($0.dropFirst(name.count + 2)) }
        }

        /// What follows the headers.
        public var body: String {
            content.range(of: "\r\n\r\n").map { String(content[$0.upperBound...]) } ?? ""
        }
    }

    /// Where a certificate stands and its key (PEM).
    public struct Identity: Sendable {
        public let certificate: String
        public let key: String

        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    public let port: Int
    private let process: pid_t
    private let heard: Heard

    /// What was taken so far.
    public var mails: [Mail] { heard.state.withLock { $0.mails } }
    /// What was said to a server that only recites.
    public var lines: [String] { heard.state.withLock { $0.lines } }

    /// What was said up to a line that begins so, as soon as it was said; all, where it ended without.
    public func lines(until beginning: String) async -> [String] { await heard.lines(until: beginning) }

    /// Returns once it listens.
    /// - Parameters:
    ///   - security: `starttls`, `tls` or `none`.
    ///   - raw: the lines with which each verb is answered, and the `greeting` and the `content`; it is no real server then.
    public static func start(
        security: String = "none", identity: Identity? = nil, user: String? = nil, password: String? = nil,
        raw: [String: [String]]? = nil, port: Int = 0
    ) async throws -> MailServer {
        var settings: [String: JSON] = ["security": .string(security), "port": .integer(Int64(port))]
        settings["certificate"] = identity.map { .string($0.certificate) }
        settings["key"] = identity.map { .string($0.key) }
        settings["user"] = user.map { .string($0) }
        settings["password"] = password.map { .string($0) }
        settings["raw"] = raw.map { .object($0.mapValues { .array($0.map { .string($0) }) }) }
        let heard = Heard()
        let process = try launch(String(decoding: JSON.object(settings).canonical(), as: UTF8.self), heard)
        guard let port = await heard.port() else { throw Trouble() }
        return MailServer(port: port, process: process, heard: heard)
    }

    private init(port: Int, process: pid_t, heard: Heard) {
        self.port = port
        self.process = process
        self.heard = heard
    }

    deinit { kill(process, SIGKILL) }

    /// The first mails, as soon as there are so many.
    public func mails(_ count: Int) async -> [Mail] { await heard.mails(count) }

    private struct Trouble: Error {}

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "MailServer/mail_server.py").path

    private static func launch(_ settings: String, _ heard: Heard) throws -> pid_t {
        let output = Pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.fileHandleForWriting.fileDescriptor, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // Closing what is not open is no error (glibc).
        for number in 3..<Int32(512) { posix_spawn_file_actions_addclose(&actions, number) }
        let words: [String] = ["/usr/bin/python3", script, settings]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/usr/bin/python3", &actions, nil, &arguments, nil) == 0 else { throw Trouble() }
        try output.fileHandleForWriting.close()
        let id = process
        Thread.detachNewThread {
            var rest = Data()
            while case let data = output.fileHandleForReading.availableData, !data.isEmpty {
                rest += data
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    heard.note(Array(rest[..<end]))
                    rest = Data(rest[rest.index(after: end)...])
                }
            }
            heard.end()
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
        }
        return process
    }
}

/// What the process told, and who waits for it.
private final class Heard: Sendable {
    struct State {
        var port: Int?
        var mails: [MailServer.Mail] = []
        var lines: [String] = []
        var hasEnded = false
        var waiters: [(isMet: (State) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    }

    let state = Mutex(State())

    func port() async -> Int? {
        await wait { $0.port != nil || $0.hasEnded }
        return state.withLock { $0.port }
    }

    func mails(_ count: Int) async -> [MailServer.Mail] {
        await wait { $0.mails.count >= count || $0.hasEnded }
        return state.withLock { $0.mails }
    }

    func lines(until beginning: String) async -> [String] {
        await wait { $0.hasEnded || $0.lines.contains { $0.hasPrefix(beginning) } }
        return state.withLock { $0.lines }
    }

    func note(_ line: [UInt8]) {
        guard let json = try? JSON.parse(line) else { return }
        change { state in
            if let port = json["port"]?.integer { state.port = Int(port) }
            if let line = json["line"]?.string { state.lines.append(line) }
            if let mail = json["mail"] { state.mails.append(MailServer.Mail(mail)) }
        }
    }

    func end() { change { $0.hasEnded = true } }

    private func change(_ body: (inout State) -> Void) {
        let met = state.withLock { state in
            body(&state)
            let waiters = state.waiters
            let now = state
            state.waiters = waiters.filter { !$0.isMet(now) }
            return waiters.filter { $0.isMet(now) }.map(\.continuation)
        }
        for waiter in met { waiter.resume() }
    }

    private func wait(until isMet: @escaping @Sendable (State) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isMetAlready = state.withLock { state in
                if isMet(state) { return true }
                state.waiters.append((isMet, continuation))
                return false
            }
            if isMetAlready { continuation.resume() }
        }
    }
}

extension MailServer.Mail {
    fileprivate init(_ json: JSON) {
        self.init(
            from: json["from"]?.string ?? "", to: json["to"]?.array?.compactMap(\.string) ?? [],
            content: json["content"]?.string ?? "", isEncrypted: json["encrypted"] == .bool(true),
            user: json["user"]?.string, hello: json["hello"]?.string)
    }
}
