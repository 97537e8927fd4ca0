internal import Foundation
internal import Glibc
internal import Synchronization

/// A server on this machine that answers as a test says, on real sockets. Stops when it is let go.
public final class LocalServer: Sendable {
    public struct Request: Sendable {
        public let method: String
        /// Path and query, exactly as they came.
        public let target: String
        /// Names in lower case.
        public let headers: [String: String]
        public let body: [UInt8]

        public var path: String { String(target.prefix { $0 != "?" }) }

        /// Names and values of the query, still encoded.
        public var query: [String: String] {
            var query: [String: String] = [:]
            for pair in target.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                query[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
            }
            return query
        }
    }

    public enum Reply: Sendable {
        case answer(status: Int, headers: [(String, String)], body: [UInt8])
        /// These octets, then the end of the connection.
        case raw([UInt8])
        /// Nothing, for as long as the client waits.
        case silence

        public static func text(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> Reply {
            .answer(status: status, headers: headers, body: Array(text.utf8))
        }
    }

    private let state: State
    public let port: UInt16

    public var url: String { "http://127.0.0.1:\(port)" }
    /// What was asked so far, in order of arrival.
    public var requests: [Request] { state.log.withLock { $0.requests } }

    /// - Parameter answer: called on a thread of the connection.
    public init(_ answer: @escaping @Sendable (Request) -> Reply) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0 else { throw SocketError(code: errno) }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &name) { name in
            name.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard isListening else { throw SocketError(code: errno) }
        port = UInt16(bigEndian: name.sin_port)
        let state = State(listener: listener, answer: answer)
        self.state = state
        Thread.detachNewThread { state.accept() }
    }

    deinit { state.stop() }

    public struct SocketError: Error { let code: Int32 }
}

/// What the threads share; outlives the server by as long as they need to end.
private final class State: Sendable {
    struct Log {
        var requests: [LocalServer.Request] = []
        var connections: Set<Int32> = []
        var isStopped = false
    }

    let log = Mutex(Log())
    private let listener: Int32
    private let answer: @Sendable (LocalServer.Request) -> LocalServer.Reply

    init(listener: Int32, answer: @escaping @Sendable (LocalServer.Request) -> LocalServer.Reply) {
        self.listener = listener
        self.answer = answer
    }

    func stop() {
        log.withLock { log in
            log.isStopped = true
            for connection in log.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    func accept() {
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0 else { break }
            let isWanted = log.withLock { log in
                if !log.isStopped { log.connections.insert(connection) }
                return !log.isStopped
            }
            guard isWanted else {
                close(connection)
                break
            }
            Thread.detachNewThread { self.serve(connection) }
        }
        close(listener)
    }

    private func serve(_ connection: Int32) {
        var unread: [UInt8] = []
        while let request = next(connection, &unread) {
            log.withLock { $0.requests.append(request) }
            switch answer(request) {
            case .silence: while receive(connection, &unread) {}
            case .raw(let bytes):
                send(connection, bytes)
                return end(connection)
            case .answer(let status, let headers, let body):
                var head = "HTTP/1.1 \(status) Whatever\r\nContent-Length: \(body.count)\r\n"
                for (name, value) in headers { head += "\(name): \(value)\r\n" }
                send(connection, Array((head + "\r\n").utf8) + body)
            }
        }
        end(connection)
    }

    private func end(_ connection: Int32) {
        log.withLock { log in
            log.connections.remove(connection)
            close(connection)
        }
    }

    private func next(_ connection: Int32, _ unread: inout [UInt8]) -> LocalServer.Request? {
        let blank: [UInt8] = [13, 10, 13, 10]
        var end = unread.firstRange(of: blank)
        while end == nil {
            guard receive(connection, &unread) else { return nil }
            end = unread.firstRange(of: blank)
        }
        guard let end else { return nil }
        let lines = String(decoding: unread[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        unread.removeFirst(end.upperBound)
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while unread.count < length { guard receive(connection, &unread) else { return nil } }
        defer { unread.removeFirst(length) }
        return LocalServer.Request(
            method: String(words[0]), target: String(words[1]), headers: headers, body: Array(unread.prefix(length)))
    }

    private func receive(_ connection: Int32, _ unread: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16384)
        let count = recv(connection, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        unread += buffer.prefix(count)
        return true
    }

    private func send(_ connection: Int32, _ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }
}
