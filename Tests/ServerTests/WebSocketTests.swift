import Server
import Testing

@Suite("WebSockets", .blocking)
struct WebSocketTests {
    @Test("open with the answer RFC 6455 asks for, and say back what they hear")
    func echo() async throws {
        let conversations = Conversations()
        try await withServer(handler: conversations) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(RawClient.handshake { $0.append("Sec-WebSocket-Protocol: bridge, other") })
            let answer = try #require(await client.response())
            #expect(answer.status == 101)
            #expect(answer["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(answer["Sec-WebSocket-Protocol"] == "bridge")
            #expect(answer["X-Test"] == "yes")
            #expect(answer["Date"]?.hasSuffix(" GMT") == true)
            try client.send(Frame.text("hällo").masked)
            #expect(try await client.frame() == .text("hällo"))
            try client.send(Frame(opcode: 2, payload: [0, 255]).masked)
            #expect(try await client.frame() == Frame(opcode: 2, payload: [0, 255]))
            #expect(server.statistics.webSockets == 1)
            try client.send(Frame.close(1000).masked)
            #expect(try await client.frame()?.closeCode == 1000)
            #expect(try await client.untilClosed() == [])
            #expect(try await conversations.nextCloseCode() == .normal)
            try await eventually { server.statistics.webSockets == 0 && server.statistics.connections == 0 }
        }
    }

    @Test("that cannot be opened are refused before any handler sees them")
    func refusals() async throws {
        try await withServer(handler: Conversations()) { server in
            let version = try RawClient(server.boundAddresses.first)
            try version.send(RawClient.handshake { $0[4] = "Sec-WebSocket-Version: 8" })
            let answer = try #require(await version.response())
            #expect(answer.status == 426)
            #expect(answer["Sec-WebSocket-Version"] == "13")
            let plain = try RawClient(server.boundAddresses.first)
            try plain.send("GET /ws HTTP/1.1\r\nHost: a\r\n\r\n")
            let refusal = try #require(await plain.response())
            #expect(refusal.status == 426)
            #expect(refusal["Upgrade"] == "websocket")
        }
    }

    @Test("to which a handler says no go on as HTTP")
    func declined() async throws {
        try await withEcho { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(RawClient.handshake() + RequestTests.get)
            #expect(try await client.response()?.text == "GET /ws ")
            #expect(try await client.response()?.text == "GET /a ")
        }
    }

    @Test("cannot be made of ordinary requests")
    func wrongUpgrade() async throws {
        let conversations = Conversations()
        let handler = Answering { _, responder in responder.upgrade(to: conversations) }
        try await withServer(handler: handler) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(RequestTests.get)
            #expect(try await client.response()?.status == 426)
        }
    }

    @Test("hear what came in the same write as the handshake, and what came while it was decided")
    func together() async throws {
        let conversations = Conversations()
        try await withServer(handler: conversations) { server in
            let client = try RawClient(server.boundAddresses.first)
            let messages = (0..<300).flatMap { Frame.text("message \($0)").masked }
            try client.send(Array(RawClient.handshake().utf8) + messages)
            #expect(try await client.response()?.status == 101)
            for index in 0..<300 { #expect(try await client.frame() == .text("message \(index)")) }
        }
    }

    @Test("hear a message whole, however it is cut up, with pings answered in between")
    func fragments() async throws {
        try await withServer(handler: Conversations()) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openWebSocket()
            let text = String(repeating: "äöü€", count: 2000)
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: 1001) {
                let isLast = start + 1001 >= bytes.count
                let piece = Array(bytes[start..<min(start + 1001, bytes.count)])
                try client.send(Frame(isFinal: isLast, opcode: start == 0 ? 1 : 0, payload: piece).masked)
                if start == 2002 { try client.send(Frame(opcode: 9, payload: [7]).masked) }
            }
            #expect(try await client.frame() == Frame(opcode: 10, payload: [7]))
            #expect(try await client.frame() == .text(text))
            // Octet by octet, too.
            for byte in Frame.text("slow").masked { try client.send([byte]) }
            #expect(try await client.frame() == .text("slow"))
            try client.send(Frame.text("").masked)
            #expect(try await client.frame() == .text(""))
        }
    }

    struct Breach: CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let code: Int

        init(_ description: String, _ code: Int, _ bytes: [UInt8]) {
            testDescription = description
            self.code = code
            self.bytes = bytes
        }
    }

    static let breaches: [Breach] = [
        Breach("a message longer than the limit", 1009, Frame.text(String(repeating: "a", count: 70_000)).masked),
        Breach(
            "a message whose pieces never end", 1009,
            Frame.text(String(repeating: "a", count: 40_000), isFinal: false).masked
                + Frame(isFinal: false, opcode: 0, payload: [UInt8](repeating: 0x61, count: 40_000)).masked),
        Breach("text that is not UTF-8", 1007, Frame(opcode: 1, payload: [0xff, 0xfe]).masked),
        Breach("an unmasked frame", 1002, [0x81, 0x01, 0x61]),
        Breach("a reserved bit", 1002, [0xc1, 0x80, 1, 2, 3, 4]),
        Breach("an unknown opcode", 1002, [0x83, 0x80, 1, 2, 3, 4]),
        Breach("a continuation of nothing", 1002, Frame(opcode: 0, payload: [1]).masked),
        Breach(
            "a second start within a message", 1002, Frame.text("a", isFinal: false).masked + Frame.text("b").masked),
        Breach("a fragmented ping", 1002, Frame(isFinal: false, opcode: 9, payload: []).masked),
        Breach("a long ping", 1002, Frame(opcode: 9, payload: [UInt8](repeating: 0, count: 126)).masked),
        Breach("a length in a longer form than it needs", 1002, [0x81, 0xfe, 0, 5, 1, 2, 3, 4]),
        Breach(
            "a long length in a longer form than it needs", 1002,
            [0x81, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4]),
        Breach("a length beyond all measure", 1002, [0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]),
        Breach("a claim to a message longer than the limit", 1009, [0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4]),
        Breach("text whose last character is cut off", 1007, Frame(opcode: 1, payload: [0x61, 0xe2, 0x82]).masked),
        Breach("a surrogate in text", 1007, Frame(opcode: 1, payload: [0xed, 0xa0, 0x80]).masked),
        Breach("a close code that is not to be sent", 1002, Frame.close(1005).masked),
        Breach("a close code that nobody has given out", 1002, Frame.close(2999).masked),
        Breach("half a close code", 1002, Frame(opcode: 8, payload: [3]).masked),
        Breach("a close reason that is not UTF-8", 1007, Frame(opcode: 8, payload: [3, 0xe8, 0xff]).masked),
    ]

    @Test("are closed with the right code for what breaks the rules", arguments: breaches)
    func breach(_ breach: Breach) async throws {
        let conversations = Conversations()
        try await withServer(handler: conversations) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openWebSocket()
            try client.send(breach.bytes)
            #expect(try await client.frame()?.closeCode == breach.code)
            #expect(try await client.untilClosed() == [])
            #expect(try await conversations.nextCloseCode().rawValue == breach.code)
        }
    }

    @Test("are pinged, and stay while they answer")
    func pings() async throws {
        let configuration = ServerConfiguration.testing { $0.pingInterval = .milliseconds(20) }
        try await withServer(configuration, handler: Conversations()) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openWebSocket()
            for _ in 0..<5 {
                #expect(try await client.frame()?.opcode == 9)
                try client.send(Frame(opcode: 10, payload: []).masked)
            }
        }
    }

    @Test("are gone when they do not answer a ping")
    func noPong() async throws {
        let conversations = Conversations()
        let configuration = ServerConfiguration.testing {
            $0.pingInterval = .milliseconds(20)
            $0.pongTimeout = .milliseconds(100)
        }
        try await withServer(configuration, handler: conversations) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openWebSocket()
            #expect(try await client.frame()?.opcode == 9)
            #expect(try await client.untilClosed() == [])
            #expect(try await conversations.nextCloseCode() == .abnormal)
        }
    }

    @Test("that read too slowly are cut off with their own code, and others are served meanwhile")
    func slowReader() async throws {
        let conversations = Conversations()
        let configuration = ServerConfiguration.testing {
            $0.maxQueuedBytes = 256 * 1024
            $0.closeTimeout = .seconds(8)
        }
        try await withServer(configuration, handler: conversations) { server in
            let slow = try RawClient(server.boundAddresses.first, receiveBuffer: 4096)
            try await slow.openWebSocket()
            let quick = try RawClient(server.boundAddresses.first)
            try await quick.openWebSocket()
            try await eventually { conversations.open.count == 2 }
            let message = Message(String(repeating: "x", count: 10_000))
            // Far more than the queue and all the kernel's buffers hold.
            var sent = 0
            while server.statistics.slowReaders == 0 && sent < 2000 {
                let sockets = conversations.open
                server.loop.post { for socket in sockets { socket.send(message) } }
                sent += 1
                #expect(try await quick.frame()?.payload.count == 10_000)
            }
            #expect(server.statistics.slowReaders == 1)
            #expect(try await conversations.nextCloseCode() == .slowReader)
            #expect(server.statistics.queuedBytes <= 11_000)
            // Whoever reads on after all is told why; no frame is torn.
            var last = try await slow.frame()
            while let frame = last, frame.opcode == 1 {
                #expect(frame.payload.count == 10_000)
                last = try await slow.frame()
            }
            #expect(last?.closeCode == 4408)
        }
    }

    @Test("get what one turn of the loop says to them in order, from the loop and from other threads")
    func order() async throws {
        let conversations = Conversations()
        try await withServer(handler: conversations) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openWebSocket()
            try await eventually { conversations.open.count == 1 }
            let socket = conversations.open[0]
            for index in 0..<500 { socket.send(Message("\(index)")) }
            for index in 0..<500 { #expect(try await client.frame()?.text == "\(index)") }
            server.loop.post {
                for index in 0..<500 { socket.send(Message("\(index)")) }
                socket.close(code: .policyViolation, reason: "enough")
                socket.send(Message("never"))
            }
            for index in 0..<500 { #expect(try await client.frame()?.text == "\(index)") }
            let close = try #require(await client.frame())
            #expect(close.closeCode == 1008)
            #expect(String(decoding: close.payload.dropFirst(2), as: UTF8.self) == "enough")
            // Nothing more is said, not even a pong or a second close.
            try client.send(Frame(opcode: 9, payload: [1]).masked + Frame.close(1008).masked)
            #expect(try await client.untilClosed() == [])
            #expect(try await conversations.nextCloseCode() == .policyViolation)
            socket.send(Message("to nobody"))
            socket.close()
        }
    }

    /// Sends a backlog piece by piece, the next whenever the one before is written.
    private struct Backlog: RequestHandler, WebSocketHandler {
        let left = Box(20)
        let piece = Message(String(repeating: "x", count: 100_000))

        func handle(_ request: Request, _ responder: Responder) { responder.upgrade(to: self) }
        func received(_ message: [UInt8], text: Bool, from socket: WebSocket) {}
        func opened(_ socket: WebSocket) { drained(socket) }
        func closed(_ socket: WebSocket, code: CloseCode) {}

        func drained(_ socket: WebSocket) {
            let isMore = left.change { left in
                left -= 1
                return left >= 0
            }
            if isMore { socket.send(piece) }
        }
    }

    @Test("tell when a long queue is written, so that a backlog larger than the queue can be sent")
    func backlog() async throws {
        let configuration = ServerConfiguration.testing { $0.maxQueuedBytes = 150_000 }
        try await withServer(configuration, handler: Backlog()) { server in
            let client = try RawClient(server.boundAddresses.first, receiveBuffer: 4096)
            try await client.openWebSocket()
            for _ in 0..<20 { #expect(try await client.frame()?.payload.count == 100_000) }
            #expect(server.statistics.slowReaders == 0)
        }
    }

    @Test("that do not say goodbye back are let go")
    func closeTimeout() async throws {
        let conversations = Conversations()
        let configuration = ServerConfiguration.testing { $0.closeTimeout = .milliseconds(100) }
        try await withServer(configuration, handler: conversations) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openWebSocket()
            try await eventually { conversations.open.count == 1 }
            conversations.open[0].close(reason: String(repeating: "é", count: 100))
            let close = try #require(await client.frame())
            #expect(close.payload.count <= 125)
            #expect(String(validating: close.payload.dropFirst(2), as: UTF8.self) != nil)
            #expect(try await client.untilClosed() == [])
        }
    }

    @Test("whose peer vanishes are closed as abnormal")
    func vanished() async throws {
        let conversations = Conversations()
        try await withServer(handler: conversations) { server in
            do {
                let client = try RawClient(server.boundAddresses.first)
                try await client.openWebSocket()
            }
            #expect(try await conversations.nextCloseCode() == .abnormal)
        }
    }
}
