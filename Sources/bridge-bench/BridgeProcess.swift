import Glibc

/// A bridge of our own, in a folder that is removed afterwards.
final class BridgeProcess {
    let folder: String
    let port: UInt16
    let host: String
    private let binary: String
    private let environment: [String: String]
    private var pid: pid_t = 0

    init(binary: String) throws {
        self.binary = binary
        var name = Array("/tmp/bridge-bench-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw BenchError("no folder could be made in /tmp") }
        folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        port = try freePort()
        host = "127.0.0.1:\(port)"
        environment = [
            "BRIDGE_LISTEN": host, "BRIDGE_DATABASE": "\(folder)/bridge.db",
            "BRIDGE_ZOOM_SECRETS": BenchRoster.zoomSecret, "BRIDGE_JWT_SECRET": BenchRoster.tokenSecret,
            "BRIDGE_LOG_LEVEL": "warning", "PATH": "/usr/bin:/bin",
        ]
    }

    deinit {
        if pid > 0 {
            kill(pid, SIGKILL)
            var status: Int32 = 0
            waitpid(pid, &status, 0)
        }
        for suffix in ["", "-wal", "-shm", ".lock", ".control", ".sock", ".key", ".signing-key.pem"] {
            unlink("\(folder)/bridge.db\(suffix)")
        }
        for name in ["roster.json", "log"] { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }

    /// Imports the roster; the bridge need not run.
    func importRoster(_ roster: String) throws {
        try writeFile("\(folder)/roster.json", roster)
        var status: Int32 = 0
        let child = try spawn(["roster", "import", "\(folder)/roster.json"])
        guard waitpid(child, &status, 0) == child, status == 0 else {
            throw BenchError("the roster could not be imported:\n\(log)")
        }
    }

    /// Returns the seconds until the first answer.
    @discardableResult
    func start() throws -> Double {
        let began = monotonicNanoseconds()
        pid = try spawn(["serve"])
        while true {
            if (try? LoadClient.ask(port: port, "GET /healthz HTTP/1.1\r\nhost: \(host)\r\n\r\n")) == 200 { break }
            var status: Int32 = 0
            if waitpid(pid, &status, WNOHANG) == pid {
                pid = 0
                throw BenchError("the bridge did not start:\n\(log)")
            }
            guard monotonicNanoseconds() - began < 20_000_000_000 else {
                throw BenchError("the bridge never answered:\n\(log)")
            }
            usleep(500)
        }
        return Double(monotonicNanoseconds() - began) / 1e9
    }

    /// Returns whether it stopped by itself, with exit code 0.
    @discardableResult
    func stop() -> Bool {
        guard pid > 0 else { return false }
        kill(pid, SIGTERM)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        pid = 0
        return status == 0
    }

    /// Resident memory in KiB.
    var residentKiB: Int {
        let line = (try? readFile("/proc/\(pid)/status"))?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first }.flatMap {
            Int($0)
        } ?? 0
    }

    /// Processor time in seconds.
    struct ProcessorTime {
        var user = 0.0
        var system = 0.0
        var total: Double { user + system }

        static func - (a: Self, b: Self) -> Self { Self(user: a.user - b.user, system: a.system - b.system) }
    }

    /// Since its start.
    var processorTime: ProcessorTime {
        guard let text = try? readFile("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else {
            return ProcessorTime()
        }
        let fields = text[end...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
            return ProcessorTime()
        }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        return ProcessorTime(user: user / ticks, system: system / ticks)
    }

    var log: String { (try? readFile("\(folder)/log")) ?? "" }

    func spawn(_ arguments: [String]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, "\(folder)/log", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        let words = ([binary] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, binary, &actions, nil, words, variables)
        guard code == 0 else { throw BenchError("\(binary) cannot be run: \(String(cString: strerror(code))).") }
        return child
    }
}

/// A TCP port nobody uses at the moment.
private func freePort() throws -> UInt16 {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(socket, $0, length) == 0 ? getsockname(socket, $0, &length) : -1
        }
    }
    guard code == 0 else { throw BenchError("no port is free") }
    return UInt16(bigEndian: address.sin_port)
}

func readFile(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw BenchError("\(path) cannot be read") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { break }
        bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}

func writeFile(_ path: String, _ text: String) throws {
    guard let file = fopen(path, "w") else { throw BenchError("\(path) cannot be written") }
    defer { fclose(file) }
    guard fputs(text, file) >= 0 else { throw BenchError("\(path) cannot be written") }
}
