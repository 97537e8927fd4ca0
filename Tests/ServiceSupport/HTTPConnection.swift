internal import Foundation
public import JSON

/// An answer as it came.
public struct HTTPAnswer: Sendable {
    public var status: Int
    /// Names in lower case, in their order.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    /// The first value of a field.
    public subscript(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }
    public var text: String { String(decoding: body, as: UTF8.self) }
    public var json: JSON { get throws { try JSON.parse(body) } }
}

/// One keep-alive connection on a plain blocking socket. It knows as much of HTTP/1.1 as the bridge speaks, and shares
/// no code with the bridge's engine.
public final class HTTPConnection {
    private let socket: Int32
    private var received: [UInt8] = []
    private let host: String

    public enum Trouble: Error, Equatable {
        case refused, timedOut
        /// The server closed the connection before a whole answer had come.
        case closed
        case notHTTP(String)
    }

    /// - Parameter timeout: for each wait for the server.
    public init(port: UInt16, timeout: Duration = .seconds(15)) throws(Trouble) {
        host = "127.0.0.1:\(port)"
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: Int(timeout.components.seconds), tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var one: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if code != 0 { throw .refused }
    }

    deinit { close(socket) }

    /// Sends a request and waits for its answer; interim answers are passed over.
    public func send(
        _ method: String, _ target: String, headers: [(String, String)] = [], body: [UInt8]? = nil
    ) throws(Trouble) -> HTTPAnswer {
        var head = "\(method) \(target) HTTP/1.1\r\nhost: \(host)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if let body { head += "content-length: \(body.count)\r\n" }
        try write(Array((head + "\r\n").utf8) + (body ?? []))
        while true {
            let answer = try readAnswer(toHead: method == "HEAD")
            if answer.status >= 200 || answer.status == 101 { return answer }
        }
    }

    /// Writes bytes as they are.
    public func write(_ bytes: [UInt8]) throws(Trouble) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw errno == EAGAIN ? .timedOut : .closed }
            sent += count
        }
    }

    public func write(_ text: String) throws(Trouble) { try write(Array(text.utf8)) }

    /// Says that nothing more will be written.
    public func finishWriting() { shutdown(socket, Int32(SHUT_WR)) }

    /// The next answer without its body, which is left to be read.
    public func readHead() throws(Trouble) -> HTTPAnswer {
        let end: [UInt8] = [13, 10, 13, 10]
        var length: Int?
        while true {
            length = received.firstRange(of: end)?.upperBound
            if length != nil { break }
            try receive()
        }
        let head = String(decoding: received.prefix((length ?? 4) - 4), as: UTF8.self)
        received.removeFirst(length ?? 0)
        var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
        let words = lines.popFirst()?.split(separator: " ", maxSplits: 2) ?? []
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else { throw .notHTTP(head) }
        var answer = HTTPAnswer(status: status, headers: [], body: [])
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw .notHTTP(head) }
            answer.headers.append((parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces)))
        }
        return answer
    }

    /// What comes next, as it comes.
    public func readSome() throws(Trouble) -> [UInt8] {
        if received.isEmpty { try receive() }
        defer { received = [] }
        return received
    }

    /// The next answer, interim ones included.
    /// - Parameter toHead: the request was HEAD, so no body follows.
    public func readAnswer(toHead: Bool = false) throws(Trouble) -> HTTPAnswer {
        var answer = try readHead()
        let status = answer.status
        if toHead || status < 200 || status == 204 || status == 304 { return answer }
        guard let count = answer["content-length"].flatMap({ Int($0) }) else { throw .notHTTP("no length") }
        while received.count < count { try receive() }
        answer.body = Array(received.prefix(count))
        received.removeFirst(count)
        return answer
    }

    /// Waits until the server has closed; false when it says something more first.
    public func isClosedByServer() throws(Trouble) -> Bool {
        if !received.isEmpty { return false }
        do throws(Trouble) { try receive() } catch .closed { return true }
        return false
    }

    private func receive() throws(Trouble) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { throw .timedOut }
            guard count > 0 else { throw .closed }
            received += buffer[..<count]
            return
        }
    }
}
