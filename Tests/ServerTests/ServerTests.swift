import Foundation
import Server
import Testing

@Suite("The server", .blocking)
struct ServerTests {
    @Test("stops by finishing what is in flight, closing WebSockets with 1001, and letting the idle go")
    func graceful() async throws {
        let conversations = Conversations()
        let waiting = Box<Responder?>(nil)
        let handler = Answering { request, responder in
            if request.isUpgrade { return responder.upgrade(to: conversations) }
            if request.path == "/slow" { return waiting.change { $0 = responder } }
            responder.respond(.text("quick"))
        }
        let server = try HTTPServer(.testing(), handler: handler)
        let running = Task { try await server.run() }
        let idle = try RawClient(server.boundAddresses.first)
        try idle.send(RequestTests.get)
        #expect(try await idle.response()?.status == 200)
        let socket = try RawClient(server.boundAddresses.first)
        try await socket.openWebSocket()
        let slow = try RawClient(server.boundAddresses.first)
        try slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        try await eventually { waiting.change { $0 != nil } && conversations.open.count == 1 }

        running.cancel()
        #expect(try await idle.untilClosed() == [])
        #expect(try await socket.frame()?.closeCode == 1001)
        try socket.send(Frame.close(1001).masked)
        #expect(try await socket.untilClosed() == [])
        #expect(throws: (any Error).self) { try RawClient(server.boundAddresses.first) }
        waiting.change { $0.take() }?.respond(.text("done"))
        let answer = try #require(await slow.response())
        #expect(answer.text == "done")
        #expect(answer["Connection"] == "close")
        try await running.value
        #expect(server.statistics.connections == 0)
    }

    @Test("stops within its time though a handler never answers and a client never says goodbye")
    func stopTimeout() async throws {
        let conversations = Conversations()
        let waiting = Box<Responder?>(nil)
        let handler = Answering { request, responder in
            if request.isUpgrade { return responder.upgrade(to: conversations) }
            waiting.change { $0 = responder }
        }
        let configuration = ServerConfiguration.testing { $0.stopTimeout = .milliseconds(300) }
        let server = try HTTPServer(configuration, handler: handler)
        let running = Task { try await server.run() }
        let socket = try RawClient(server.boundAddresses.first)
        try await socket.openWebSocket()
        let stuck = try RawClient(server.boundAddresses.first)
        try stuck.send(RequestTests.get)
        try await eventually { waiting.change { $0 != nil } }
        let start = ContinuousClock.now
        running.cancel()
        try await running.value
        #expect(start.duration(to: .now) < .seconds(3))
        #expect(try await conversations.nextCloseCode() == .goingAway)
        waiting.change { $0.take() }?.respond(.text("too late"))
    }

    @Test("says clearly why it cannot start")
    func errors() async throws {
        let handler = Answering { _, _ in }
        @Sendable func start(_ address: ListenAddress, tls: TLSFiles? = nil) -> ServerError? {
            do throws(ServerError) {
                _ = try HTTPServer(ServerConfiguration(listeners: [address], tls: tls), handler: handler)
                return nil
            } catch {
                return error
            }
        }
        let server = try HTTPServer(.testing(), handler: handler)
        let taken = try #require(server.boundAddresses.first)
        guard case .addressInUse(let text) = start(taken) else { return #expect(Bool(false), "in use") }
        #expect(text.contains("\(taken)"))
        guard case .badAddress = start(.tcp(host: "203.0.113.7", port: 0)) else {
            return #expect(Bool(false), "not ours")
        }
        // Asking for a name may take its time.
        let unknown = try await onThread { start(.tcp(host: "no-such-host.invalid", port: 0)) }
        guard case .badAddress = unknown else {
            return #expect(Bool(false), "no such host")
        }
        guard case .badAddress = start(.unix(path: "/" + String(repeating: "x", count: 200))) else {
            return #expect(Bool(false), "too long")
        }
        let files = TLSFiles(certificateChain: "/nowhere/cert.pem", privateKey: "/nowhere/key.pem")
        guard case .badCertificate(let file) = start(.tcp(host: "127.0.0.1", port: 0), tls: files) else {
            return #expect(Bool(false), "no certificate")
        }
        #expect(file.contains("/nowhere/cert.pem"))
    }

    @Test("listens on a Unix socket that only its owner may use, and takes over one that was left behind")
    func unixSocket() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("control").path
        let configuration = ServerConfiguration(listeners: [.unix(path: path)])
        for _ in 0..<2 {
            try await withEcho(configuration) { server in
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
                let client = HTTPClient(Endpoint(unixPath: path), on: server.loop)
                #expect(try await client.send(.get, "/here").body == Array("GET /here ".utf8))
                let error = #expect(throws: ServerError.self) {
                    try HTTPServer(configuration, handler: Answering { _, _ in })
                }
                guard case .addressInUse = error else { return #expect(Bool(false)) }
            }
            #expect(!FileManager.default.fileExists(atPath: path))
            // As a process that was killed leaves it.
            _ = try RawListener(path)
            #expect(FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("listens on every address of a name")
    func localhost() async throws {
        try await withEcho(ServerConfiguration(listeners: [.tcp(host: "localhost", port: 0)])) { server in
            let client = try RawClient(server.boundAddresses.first)  // over IPv4
            try client.send(RequestTests.get)
            #expect(try await client.response()?.status == 200)
        }
    }

    @Test("is an executor: actors live on its loop, and callbacks may enter them")
    func executor() async throws {
        let counter = Counter()
        for _ in 0..<100 { await counter.increment() }
        #expect(await counter.value == 100)
        let handler = Answering { _, responder in
            counter.assumeIsolated { $0.value += 1 }
            responder.respond(.text("ok"))
        }
        let server = try HTTPServer(.testing(), loop: counter.loop, handler: handler)
        let running = Task { try await server.run() }
        let client = HTTPClient(try #require(Endpoint(server.boundAddresses.first)), on: EventLoop())
        #expect(try await client.send(.get, "/").status == 200)
        #expect(await counter.value == 101)
        running.cancel()
        try await running.value
    }

    actor Counter {
        let loop = EventLoop()
        var value = 0

        nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

        func increment() {
            loop.preconditionIsolated()
            value += 1
        }
    }

    @Test("counts what it does")
    func statistics() async throws {
        try await withEcho { server in
            let client = HTTPClient(try #require(Endpoint(server.boundAddresses.first)), on: server.loop)
            for _ in 0..<3 { _ = try await client.send(.get, "/") }
            #expect(try await client.send(Method("BREW"), "/").status == 501)
            #expect(server.statistics.accepted == 1)
            #expect(server.statistics.requests == 3)
            #expect(server.statistics.responses[2] == 3)
            #expect(server.statistics.responses[5] == 1)
        }
    }
}
