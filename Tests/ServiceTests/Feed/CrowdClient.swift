import Foundation
import JSON

/// One client of a crowd: a raw socket that never waits, and what was heard over all of its connections.
struct CrowdClient {
    enum Transport: CaseIterable { case webSocket, eventStream, polling }

    let person: String
    let transport: Transport
    /// What narrows its feed, as it stands in the address.
    let filter: String
    let token: String
    /// Connects, and reads nothing.
    var isDeaf = false

    private(set) var socket: Int32 = -1
    /// Positions, in the order in which they were told.
    private(set) var heard: [Int64] = []
    /// What no client should ever see.
    private(set) var complaints: [String] = []
    private(set) var connects = 0
    /// What is asked for when it comes again.
    private var position: Int64 = 0
    private var received: [UInt8] = []
    private var hasHead = false
    private var chunks = ChunkedBody()
    private var events = ServerSentEvents()
    /// In nanoseconds: when it does something by itself.
    var wakesAt: UInt64 = 0

    init(_ person: String, over transport: Transport, filter: String = "", token: String) {
        (self.person, self.transport, self.filter, self.token) = (person, transport, filter, token)
    }

    var isConnected: Bool { socket >= 0 }

    mutating func connect(to port: UInt16) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var size: Int32 = 4096
        if isDeaf { setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            complaints.append("no connection: \(String(cString: strerror(errno)))")
            return drop()
        }
        _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK)
        connects += 1
        (hasHead, received, chunks, events) = (false, [], ChunkedBody(), ServerSentEvents())
        ask(port)
    }

    /// Sends the request: the connection's first, or the next of who polls.
    mutating func ask(_ port: UInt16) {
        let path =
            switch transport {
            case .webSocket: "/ws"
            case .eventStream: "/api/events"
            case .polling: "/api/feed"
            }
        var head = "GET \(path)?since=\(position)\(filter) HTTP/1.1\r\nhost: 127.0.0.1:\(port)\r\n"
        head += "authorization: Bearer \(token)\r\n"
        if transport == .webSocket {
            head += "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
            head += "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        }
        write(Array((head + "\r\n").utf8))
    }

    /// A few hundred bytes go into an empty socket as a whole.
    private mutating func write(_ bytes: [UInt8]) {
        let count = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count != bytes.count { drop() }
    }

    /// The connection breaks, whatever was on its way.
    mutating func drop(rudely: Bool = false) {
        guard socket >= 0 else { return }
        var now = linger(l_onoff: 1, l_linger: 0)
        if rudely { setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size)) }
        close(socket)
        socket = -1
    }

    /// Reads what is there.
    ///
    /// - Returns: whether who polls has a whole answer, and if there is more.
    mutating func read(_ buffer: UnsafeMutableRawBufferPointer) -> (isAnswered: Bool, hasMore: Bool) {
        let count = recv(socket, buffer.baseAddress, buffer.count, 0)
        if count < 0, errno == EAGAIN || errno == EINTR { return (false, false) }
        guard count > 0 else {
            drop()
            return (false, false)
        }
        received += buffer[..<count]
        guard readHead() else { return (false, false) }
        switch transport {
        case .webSocket: readFrames()
        case .eventStream: readEvents()
        case .polling: return readPage()
        }
        return (false, false)
    }

    private var contentLength = 0

    private mutating func readHead() -> Bool {
        if hasHead { return true }
        guard let end = received.firstRange(of: [13, 10, 13, 10] as [UInt8]) else { return false }
        let head = String(decoding: received[..<end.lowerBound], as: UTF8.self).lowercased()
        received.removeFirst(end.upperBound)
        guard head.hasPrefix("http/1.1 \(transport == .webSocket ? 101 : 200) ") else {
            complaints.append("answered \(head.prefix(40))")
            drop()
            return false
        }
        let field = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        contentLength = field.flatMap { Int($0.drop { !$0.isNumber }) } ?? 0
        hasHead = true
        return true
    }

    private mutating func hear(_ id: Int64, _ event: some StringProtocol) {
        switch event {
        case "connected": break
        case "resync", "closed": complaints.append("\(event) after \(position)")
        default:
            heard.append(id)
            position = id
        }
    }

    private mutating func readFrames() {
        var at = 0
        while received.count - at >= 2 {
            let (first, second) = (received[at], Int(received[at + 1]))
            let start = second < 126 ? at + 2 : at + 4
            guard second <= 126, received.count >= start else {
                if second > 126 { complaints.append("a frame that is too long or masked") }
                break
            }
            let count = second < 126 ? second : Int(received[at + 2]) << 8 | Int(received[at + 3])
            guard received.count >= start + count else { break }
            let content = received[start..<start + count]
            at = start + count
            switch first {
            case 0x81: hear(Self.id(ofEnvelope: content), Self.event(ofEnvelope: content))
            case 0x89: write([0x8A, 0x80 | UInt8(count), 0, 0, 0, 0] + content)
            case 0x88:
                complaints.append("closed with \(content.prefix(2).reduce(0) { $0 << 8 | Int($1) })")
                return drop()
            default: complaints.append("a frame that begins with \(first)")
            }
        }
        received.removeFirst(at)
    }

    private mutating func readEvents() {
        for event in events.read(chunks.read(received)) {
            let id = Self.id(ofEnvelope: Array(event.data.utf8)[...])
            if event.name != "closed", event.lastID != "\(id)" { complaints.append("two positions in one event") }
            hear(id, event.name)
        }
        received = []
        if chunks.isBroken { complaints.append("no chunks") }
    }

    private mutating func readPage() -> (isAnswered: Bool, hasMore: Bool) {
        guard received.count >= contentLength else { return (false, false) }
        guard let page = try? JSON.parse(received), let next = page["position"]?.integer,
            let messages = page["messages"]?.array, page["resync"]?.bool == false, next >= position
        else {
            complaints.append("no page: \(String(decoding: received.prefix(200), as: UTF8.self))")
            return (true, false)
        }
        for message in messages { hear(message["id"]?.integer ?? -1, message["event"]?.string ?? "") }
        position = next
        (hasHead, received) = (false, [])
        return (true, page["more"]?.bool == true)
    }

    /// What stands last in it under this name, whatever its data hold.
    private static func id(ofEnvelope bytes: ArraySlice<UInt8>) -> Int64 {
        let name = Array(#","id":"#.utf8)
        for start in bytes.indices.reversed() where bytes[start...].starts(with: name) {
            return bytes[(start + name.count)...].prefix { $0 >= 48 && $0 <= 57 }.reduce(0) { $0 * 10 + Int64($1 - 48) }
        }
        return -1
    }

    private static func event(ofEnvelope bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.dropFirst(10).prefix { $0 != 0x22 }, as: UTF8.self)
    }
}
