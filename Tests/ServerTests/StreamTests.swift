import Server
import Testing

@Suite("Streams", .blocking, .timeLimit(.minutes(1)))
struct StreamTests {
    @Test("say each piece as a chunk, in order, from the loop and from other threads, and end when told")
    func order() async throws {
        let streams = Streams()
        try await withServer(handler: streams) { server in
            let client = try RawClient(server.boundAddresses.first)
            let head = try #require(await client.openStream())
            #expect(head.status == 200)
            #expect(head["Content-Type"] == "text/event-stream")
            #expect(head["Transfer-Encoding"] == "chunked")
            #expect(head["Content-Length"] == nil)
            #expect(head["Connection"] == "close")
            #expect(head["Date"]?.hasSuffix(" GMT") == true)
            let stream = try await streams.opened(1)[0]
            #expect(server.statistics.streams == 1)
            for index in 0..<500 { stream.send(StreamChunk("\(index)")) }
            for index in 0..<500 { #expect(try await client.chunkText() == "\(index)") }
            let shared = StreamChunk(String(repeating: "ä", count: 40_000))
            server.loop.post {
                stream.send(shared)
                stream.send(StreamChunk([]))
                stream.send(shared)
                stream.end()
                stream.send(StreamChunk("never"))
                stream.end()
            }
            for _ in 0..<2 { #expect(try await client.chunk()?.count == shared.count) }
            #expect(try await client.chunk() == [])
            #expect(try await client.untilClosed() == [])
            #expect(try await streams.nextCloseCode() == .normal)
            #expect(server.statistics.streams == 0)
            stream.send(shared)
            stream.end()
        }
    }

    @Test("go without chunks to a client of HTTP/1.0, and end with the connection")
    func oldClient() async throws {
        let streams = Streams(heartbeat: StreamChunk("!"))
        try await withServer(handler: streams) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send("GET /stream HTTP/1.0\r\n\r\n")
            let head = try #require(await client.response(toHead: true))
            #expect(head["Transfer-Encoding"] == nil)
            #expect(head["Connection"] == "close")
            let stream = try await streams.opened(1)[0]
            for text in ["one ", "two\r\n", "three"] { stream.send(StreamChunk(text)) }
            stream.end()
            #expect(String(decoding: try await client.untilClosed(), as: UTF8.self) == "one two\r\nthree")
            #expect(try await streams.nextCloseCode() == .normal)
        }
    }

    @Test("give their head alone where there can be no body, and the connection goes on")
    func headOnly() async throws {
        let streams = Streams()
        try await withServer(handler: streams) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(
                "HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /plain HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try #require(await client.response(toHead: true))
            #expect(head.status == 200)
            #expect(head["Transfer-Encoding"] == "chunked")
            let nothing = try #require(await client.response())
            #expect(nothing.status == 204)
            #expect(nothing["Transfer-Encoding"] == nil)
            #expect(try await client.response()?.text == "plain")
            #expect(streams.open.isEmpty)
            #expect(server.statistics.streams == 0)
        }
    }

    @Test("wait for their turn behind the answers before them, and nothing behind them is answered")
    func pipelined() async throws {
        let streams = Streams()
        let waiting = Box<Responder?>(nil)
        let handler = Answering { request, responder in
            if request.path == "/slow" { return waiting.change { $0 = responder } }
            streams.handle(request, responder)
        }
        try await withServer(handler: handler) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(
                "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n" + RawClient.streamRequest
                    + "GET /plain HTTP/1.1\r\nHost: a\r\n\r\n")
            try await eventually { server.statistics.requests == 3 }
            #expect(streams.open.isEmpty)
            waiting.change { $0.take() }?.respond(.text("slow"))
            #expect(try await client.response()?.text == "slow")
            #expect(try await client.response(toHead: true)?["Content-Type"] == "text/event-stream")
            let stream = try await streams.opened(1)[0]
            try client.send("GET /plain HTTP/1.1\r\nHost: a\r\n\r\n")
            stream.send(StreamChunk("here"))
            #expect(try await client.chunkText() == "here")
            stream.end()
            #expect(try await client.chunk() == [])
            #expect(try await client.untilClosed() == [])
            #expect(server.statistics.requests == 3)
        }
    }

    @Test("are over when the client leaves, politely or not, and unseen when it left before they began")
    func leaving() async throws {
        let streams = Streams()
        let waiting = Box<Responder?>(nil)
        let handler = Answering { request, responder in
            if request.path == "/slow" { return waiting.change { $0 = responder } }
            streams.handle(request, responder)
        }
        try await withServer(handler: handler) { server in
            let polite = try RawClient(server.boundAddresses.first)
            try await polite.openStream()
            polite.endSending()
            #expect(try await streams.nextCloseCode() == .abnormal)
            #expect(try await polite.untilClosed() == [])
            do {
                let gone = try RawClient(server.boundAddresses.first)
                try await gone.openStream()
            }
            #expect(try await streams.nextCloseCode() == .abnormal)
            do {
                let early = try RawClient(server.boundAddresses.first)
                try early.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
                try await eventually { waiting.change { $0 != nil } }
                early.endSending()
                // The end has been read once a request that came after it is answered.
                let other = try RawClient(server.boundAddresses.first)
                try other.send("GET /plain HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await other.response()?.text == "plain")
                waiting.change { $0.take() }?.stream(to: streams)
                #expect(try await early.untilClosed() == [])
            }
            try await eventually { server.statistics.connections == 0 }
            #expect(streams.open.isEmpty)
            #expect(server.statistics.streams == 0)
            #expect(server.statistics.queuedBytes == 0)
        }
    }

    @Test("whose client talks on and on are let go")
    func talkative() async throws {
        let streams = Streams()
        try await withServer(handler: streams) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openStream()
            let much = [UInt8](repeating: 0x61, count: 65536)
            // The server may hang up before all of it is said.
            for _ in 0..<32 { try? client.send(much) }
            #expect(try await streams.nextCloseCode() == .abnormal)
        }
    }

    @Test("that are read too slowly are broken off, and others are served meanwhile")
    func slowReader() async throws {
        let streams = Streams()
        let configuration = ServerConfiguration.testing { $0.maxQueuedBytes = 256 * 1024 }
        try await withServer(configuration, handler: streams) { server in
            let slow = try RawClient(server.boundAddresses.first, receiveBuffer: 4096)
            try await slow.openStream()
            let quick = try RawClient(server.boundAddresses.first)
            try await quick.openStream()
            _ = try await streams.opened(2)
            let chunk = StreamChunk(String(repeating: "x", count: 10_000))
            // Far more than the queue and all the kernel's buffers hold.
            var sent = 0
            while server.statistics.slowReaders == 0 && sent < 2000 {
                let all = streams.open
                server.loop.post { for stream in all { stream.send(chunk) } }
                sent += 1
                #expect(try await quick.chunk()?.count == 10_000)
            }
            #expect(server.statistics.slowReaders == 1)
            #expect(try await streams.nextCloseCode() == .slowReader)
            #expect(server.statistics.queuedBytes <= 11_000)
            // No last chunk: whoever reads on knows that something is missing.
            var last = try await slow.chunk()
            while let chunk = last {
                #expect(chunk.count == 10_000)
                last = try await slow.chunk()
            }
        }
    }

    @Test("tell when a long queue is written, so that a backlog larger than the queue can be sent")
    func backlog() async throws {
        let streams = Streams()
        let configuration = ServerConfiguration.testing { $0.maxQueuedBytes = 150_000 }
        try await withServer(configuration, handler: streams) { server in
            let client = try RawClient(server.boundAddresses.first, receiveBuffer: 4096)
            try await client.openStream()
            let stream = try await streams.opened(1)[0]
            let piece = StreamChunk([UInt8](repeating: 0x78, count: 100_000))
            stream.send(piece)
            let sending = Task {
                var left = 19
                for await event in streams.events where event == .drained && left > 0 {
                    left -= 1
                    stream.send(piece)
                }
            }
            for _ in 0..<20 { #expect(try await client.chunk()?.count == 100_000) }
            sending.cancel()
            #expect(server.statistics.slowReaders == 0)
        }
    }

    @Test("stay open for as long as they are read, with a heartbeat in each interval")
    func heartbeat() async throws {
        let streams = Streams(heartbeat: StreamChunk(":\n\n"))
        let configuration = ServerConfiguration.testing {
            $0.pingInterval = .milliseconds(30)
            $0.headerTimeout = .milliseconds(50)
            $0.keepAliveTimeout = .milliseconds(50)
            $0.writeTimeout = .milliseconds(50)
        }
        try await withServer(configuration, handler: streams) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openStream()
            for _ in 0..<10 { #expect(try await client.chunkText() == ":\n\n") }
            #expect(server.statistics.streams == 1)
            #expect(server.statistics.timedOut == 0)
        }
    }

    @Test("of which nothing is taken for too long are over", arguments: [50_000, 8_000_000])
    func unread(_ size: Int) async throws {
        let streams = Streams()
        let configuration = ServerConfiguration.testing {
            $0.writeTimeout = .milliseconds(200)
            $0.maxQueuedBytes = 16_000_000
        }
        try await withServer(configuration, handler: streams) { server in
            let client = try RawClient(server.boundAddresses.first, receiveBuffer: 4096)
            try await client.openStream()
            // The smaller one waits in the kernel alone, the larger one in the server's queue too.
            try await streams.opened(1)[0].send(StreamChunk([UInt8](repeating: 0x78, count: size)))
            #expect(try await streams.nextCloseCode() == .abnormal)
            #expect(server.statistics.timedOut == 1)
            #expect(server.statistics.queuedBytes == 0)
        }
    }

    @Test("are ended whole when the server stops, those that begin only then included")
    func graceful() async throws {
        let streams = Streams()
        let waiting = Box<Responder?>(nil)
        let handler = Answering { request, responder in
            if request.path == "/slow" { return waiting.change { $0 = responder } }
            streams.handle(request, responder)
        }
        let server = try HTTPServer(.testing(), handler: handler)
        let running = Task { try await server.run() }
        let client = try RawClient(server.boundAddresses.first)
        try await client.openStream()
        let late = try RawClient(server.boundAddresses.first)
        try late.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        try await eventually { waiting.change { $0 != nil } }
        let stream = try await streams.opened(1)[0]
        stream.send(StreamChunk("last words"))
        server.loop.post { running.cancel() }
        #expect(try await client.chunkText() == "last words")
        #expect(try await client.chunk() == [])
        #expect(try await client.untilClosed() == [])
        #expect(try await streams.nextCloseCode() == .goingAway)
        waiting.change { $0.take() }?.stream(to: streams)
        #expect(try await late.response(toHead: true)?.status == 200)
        #expect(try await late.chunk() == [])
        #expect(try await streams.nextCloseCode() == .goingAway)
        // Else the server would wait a while for them to hang up.
        client.endSending()
        late.endSending()
        try await running.value
        #expect(server.statistics.connections == 0)
    }

    @Test("are not shed for others when the house is full")
    func fullHouse() async throws {
        let streams = Streams()
        let configuration = ServerConfiguration.testing {
            $0.maxConnections = 2
            $0.reservedConnections = 0
        }
        try await withServer(configuration, handler: streams) { server in
            let first = try RawClient(server.boundAddresses.first)
            try await first.openStream()
            let second = try RawClient(server.boundAddresses.first)
            try await second.openStream()
            let third = try RawClient(server.boundAddresses.first)
            #expect(try await third.untilClosed() == [])
            #expect(server.statistics.refused == 1)
            for stream in try await streams.opened(2) { stream.send(StreamChunk("still here")) }
            #expect(try await first.chunkText() == "still here")
            #expect(try await second.chunkText() == "still here")
        }
    }
}
