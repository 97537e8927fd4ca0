import Glibc

/// Keeps a number of HTTP connections busy from one thread: as soon as one has its answer, it sends the next request.
struct LoadClient {
    struct Result {
        var answered = 0
        var refused = 0
        var seconds = 0.0
        /// Microseconds from the first byte sent to the last received.
        var latencies: [UInt32] = []
        var perSecond: Double { seconds > 0 ? Double(answered) / seconds : 0 }

        mutating func percentile(_ share: Double) -> Double {
            guard !latencies.isEmpty else { return 0 }
            latencies.sort()
            return Double(latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))]) / 1000
        }
    }

    private struct Connection {
        var socket: Int32
        var request: [UInt8] = []
        var sent = 0
        var answer: [UInt8] = []
        var startedAt: UInt64 = 0
    }

    let port: UInt16
    private var connections: [Connection] = []
    /// What poll(2) waits for; few enough connections that looking at all of them costs nothing.
    private var waiting: [pollfd] = []

    init(port: UInt16, connections count: Int) throws {
        self.port = port
        for _ in 0..<count {
            let socket = try Self.connected(to: port)
            _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK)
            waiting.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0))
            connections.append(Connection(socket: socket))
        }
    }

    func close() {
        for connection in connections { Glibc.close(connection.socket) }
    }

    /// Sends what `next` appends until `seconds` have passed or `limit` requests were sent, and waits for the answers.
    mutating func run(seconds: Double, limit: Int = .max, next: (inout [UInt8]) -> Void) throws -> Result {
        var result = Result()
        result.latencies.reserveCapacity(min(limit, 1 << 20))
        let began = monotonicNanoseconds()
        let end = seconds < 1e6 ? began + UInt64(seconds * 1e9) : .max
        var sent = 0
        var inFlight = 0
        func start(_ number: Int, _ connections: inout [Connection], _ now: UInt64) throws {
            guard sent < limit, now < end else { return }
            connections[number].request.removeAll(keepingCapacity: true)
            next(&connections[number].request)
            connections[number].sent = 0
            connections[number].answer.removeAll(keepingCapacity: true)
            connections[number].startedAt = monotonicNanoseconds()
            sent += 1
            inFlight += 1
            try Self.write(&connections[number])
        }
        for number in connections.indices { try start(number, &connections, began) }
        while inFlight > 0 {
            let count = poll(&waiting, nfds_t(waiting.count), 5000)
            guard count > 0 || (count < 0 && errno == EINTR) else { throw BenchError("the bridge stopped answering") }
            for number in waiting.indices where count > 0 && waiting[number].revents != 0 {
                guard let status = try Self.read(&connections[number]) else { continue }
                let now = monotonicNanoseconds()
                inFlight -= 1
                result.latencies.append(UInt32(clamping: (now - connections[number].startedAt) / 1000))
                if status == 200 || status == 204 { result.answered += 1 } else { result.refused += 1 }
                try start(number, &connections, now)
            }
        }
        result.seconds = Double(monotonicNanoseconds() - began) / 1e9
        return result
    }

    /// Sends what `next` appends so many times a second, whatever comes back, until `isOver`, and waits for the answers.
    ///
    /// Latencies count from when a request was due: one that waits because others do waits no less for that.
    mutating func run(
        perSecond: Int, until isOver: (_ sent: Int) throws -> Bool, next: (inout [UInt8]) -> Void
    ) throws -> Result {
        var result = Result()
        let (began, interval) = (monotonicNanoseconds(), 1_000_000_000 / UInt64(perSecond))
        var idle = Array(connections.indices)
        var sent = 0
        while try !isOver(sent) || idle.count < connections.count {
            let now = monotonicNanoseconds()
            var due = began + UInt64(sent) * interval
            while due <= now, try !isOver(sent), let number = idle.popLast() {
                connections[number].request.removeAll(keepingCapacity: true)
                next(&connections[number].request)
                connections[number].sent = 0
                connections[number].answer.removeAll(keepingCapacity: true)
                connections[number].startedAt = due
                try Self.write(&connections[number])
                sent += 1
                due += interval
            }
            let wait = due > now && !idle.isEmpty ? Int32((due - now) / 1_000_000) : 1
            guard poll(&waiting, nfds_t(waiting.count), wait) > 0 else { continue }
            for number in waiting.indices where waiting[number].revents != 0 {
                guard let status = try Self.read(&connections[number]) else { continue }
                idle.append(number)
                result.latencies.append(
                    UInt32(clamping: (monotonicNanoseconds() - connections[number].startedAt) / 1000))
                if status == 200 || status == 204 { result.answered += 1 } else { result.refused += 1 }
            }
        }
        result.seconds = Double(monotonicNanoseconds() - began) / 1e9
        return result
    }

    /// A request of 1.5 KB goes into an empty socket buffer as a whole; anything else is a fault.
    private static func write(_ connection: inout Connection) throws {
        while connection.sent < connection.request.count {
            let count = connection.request.withUnsafeBytes {
                send(connection.socket, $0.baseAddress?.advanced(by: connection.sent), $0.count - connection.sent, 0)
            }
            guard count > 0 else { throw BenchError("the bridge closed a connection") }
            connection.sent += count
        }
    }

    /// The status, once the whole answer is there.
    private static func read(_ connection: inout Connection) throws -> Int? {
        let count = withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
            let count = recv(connection.socket, buffer.baseAddress, buffer.count, 0)
            if count > 0 { connection.answer += UnsafeRawBufferPointer(rebasing: buffer[..<count]) }
            return count
        }
        if count < 0, errno == EAGAIN { return nil }
        guard count > 0 else { throw BenchError("the bridge closed a connection") }
        return status(of: connection.answer)
    }

    /// Nil while the answer is incomplete.
    static func status(of answer: [UInt8]) -> Int? {
        answer.withUnsafeBytes { bytes in
            guard bytes.count >= 16, let head = position(after: "\r\n\r\n", in: bytes) else { return nil }
            var length = 0
            if let field = position(after: "\r\nContent-Length: ", in: bytes)
                ?? position(after: "\r\ncontent-length: ", in: bytes)
            {
                for byte in bytes[field..<head] {
                    guard byte >= 48, byte <= 57 else { break }
                    length = length * 10 + Int(byte - 48)
                }
            }
            guard bytes.count >= head + length else { return nil }
            return Int(bytes[9] - 48) * 100 + Int(bytes[10] - 48) * 10 + Int(bytes[11] - 48)
        }
    }

    private static func position(after text: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
        text.withUTF8Buffer { text in
            var start = 0
            while start + text.count <= bytes.count {
                var matched = 0
                while matched < text.count, bytes[start + matched] == text[matched] { matched += 1 }
                if matched == text.count { return start + matched }
                start += 1
            }
            return nil
        }
    }

    /// One request on a connection of its own, waiting for the answer.
    static func ask(port: UInt16, _ request: String) throws -> Int {
        var connection = Connection(socket: try connected(to: port), request: Array(request.utf8))
        defer { Glibc.close(connection.socket) }
        try write(&connection)
        while true {
            if let status = try read(&connection) { return status }
        }
    }

    /// What the bridge counts under a name; nil where it counts no such thing.
    static func metric(_ name: String, port: UInt16) throws -> Int? {
        var connection = Connection(
            socket: try connected(to: port),
            request: Array("GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".utf8))
        defer { Glibc.close(connection.socket) }
        try write(&connection)
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(connection.socket, &part, part.count, 0)
            if count <= 0 { break }
            answer += part[..<count]
        }
        let line = String(decoding: answer, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return line.flatMap { Int($0.dropFirst(name.utf8.count + 1)) }
    }

    private static func connected(to port: UInt16) throws -> Int32 {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            Glibc.close(socket)
            throw BenchError("nothing listens on port \(port)")
        }
        var one: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        return socket
    }
}
