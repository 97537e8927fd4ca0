import Foundation
import Server
import Testing

@Suite("Clients", .blocking)
struct ClientTests {
    @Test("of WebSockets send, receive and close, many on one loop")
    func sessions() async throws {
        let loop = EventLoop()
        try await withServer(handler: Conversations()) { server in
            let endpoint = try #require(Endpoint(server.boundAddresses.first))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<50 {
                    group.addTask {
                        let session = try await WebSocketSession.connect(
                            to: endpoint, target: "/ws", subprotocols: ["one", "two"], on: loop)
                        #expect(session.subprotocol == "one")
                        for message in 0..<20 { session.send("\(index) \(message)") }
                        var heard: [String] = []
                        for await text in session.messages {
                            heard.append(text)
                            if heard.count == 20 { session.close() }
                        }
                        #expect(heard == (0..<20).map { "\(index) \($0)" })
                        #expect(await session.closeCode == .normal)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("of WebSockets are told why they are not let in")
    func refused() async throws {
        let loop = EventLoop()
        let handler = Answering { _, responder in responder.respond(.text("no", status: 403)) }
        var gone: Endpoint?
        try await withServer(handler: handler) { server in
            let endpoint = try #require(Endpoint(server.boundAddresses.first))
            gone = endpoint
            await #expect(throws: ClientError.refused(status: 403)) {
                try await WebSocketSession.connect(to: endpoint, target: "/ws", on: loop)
            }
        }
        let endpoint = try #require(gone)
        await #expect(throws: ClientError.self) {
            try await WebSocketSession.connect(to: endpoint, target: "/ws", on: loop)
        }
        await #expect(throws: ClientError.self) { try await HTTPClient(endpoint, on: loop).send(.get, "/") }
    }

    @Test("of HTTP use one connection for many requests, and a new one when it was closed")
    func keepAlive() async throws {
        let handler = Answering { request, responder in
            var answer = Response.text(request.path)
            answer.closesConnection = request.path == "/last"
            responder.respond(answer)
        }
        try await withServer(handler: handler) { server in
            let client = HTTPClient(try #require(Endpoint(server.boundAddresses.first)), on: server.loop)
            for path in ["/1", "/2", "/last", "/4"] {
                let answer = try await client.send(.get, path)
                #expect(answer.body == Array(path.utf8))
                #expect(answer["content-TYPE"] == "text/plain; charset=utf-8")
            }
            #expect(server.statistics.accepted == 2)
            let head = try await client.send(.head, "/h")
            #expect(head.body.isEmpty)
            #expect(head["content-length"] == "2")
        }
    }

    @Test("speak TLS 1.2 or later to a server they trust, and to no other")
    func tls() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = TLSFiles(
            certificateChain: folder.appendingPathComponent("cert.pem").path,
            privateKey: folder.appendingPathComponent("key.pem").path)
        #expect(
            try await openssl(
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout", files.privateKey, "-out", files.certificateChain) == 0)
        let conversations = Conversations()
        let big = [UInt8](repeating: 0x61, count: 3_000_000)
        let streams = Streams()
        let handler = Answering { request, responder in
            if request.isUpgrade { return responder.upgrade(to: conversations) }
            if request.path == "/stream" { return responder.stream(to: streams) }
            responder.respond(Response(status: request.isSecure ? 200 : 500, body: .bytes(big)))
        }
        var configuration = ServerConfiguration.testing()
        configuration.tls = files
        try await withServer(configuration, handler: handler) { server in
            guard case .tcp(_, let port) = server.boundAddresses[0] else { return }
            let trusting = Endpoint(
                host: "localhost", port: port, isSecure: true, trustedCertificates: files.certificateChain)
            let client = HTTPClient(trusting, on: server.loop)
            for _ in 0..<2 {
                let answer = try await client.send(.get, "/")
                #expect(answer.status == 200)
                #expect(answer.body == big)
            }
            // Refused before it is read, and told so all the same.
            let tooMuch = try await HTTPClient(trusting, on: server.loop)
                .send(.post, "/", body: [UInt8](repeating: 0x61, count: 1_100_000))
            #expect(tooMuch.status == 413)
            async let whole = client.send(.get, "/stream")
            let stream = try await streams.opened(1)[0]
            let piece = StreamChunk([UInt8](repeating: 0x61, count: 100_000))
            for _ in 0..<5 { stream.send(piece) }
            stream.end()
            #expect(try await whole.body == [UInt8](repeating: 0x61, count: 500_000))
            #expect(try await streams.nextCloseCode() == .normal)
            let words = Pipe()
            let leaving = try run(["s_client", "-quiet", "-connect", "127.0.0.1:\(port)"], input: words)
            try words.fileHandleForWriting.write(contentsOf: Array(RawClient.streamRequest.utf8))
            _ = try await streams.opened(1)
            // What Foundation starts on a thread of ours is deaf to milder signals.
            kill(leaving.processIdentifier, SIGKILL)
            #expect(try await streams.nextCloseCode() == .abnormal)
            let session = try await WebSocketSession.connect(to: trusting, target: "/ws", on: server.loop)
            session.send("secret")
            for await text in session.messages {
                #expect(text == "secret")
                session.close()
            }
            #expect(await session.closeCode == .normal)
            let wary = Endpoint(host: "localhost", port: port, isSecure: true)
            await #expect(throws: ClientError.self) { try await HTTPClient(wary, on: server.loop).send(.get, "/") }
            let old = try await openssl(
                "s_client", "-connect", "127.0.0.1:\(port)", "-tls1_1", "-cipher", "ALL@SECLEVEL=0")
            let new = try await openssl("s_client", "-connect", "127.0.0.1:\(port)", "-tls1_2")
            #expect(old != 0)
            #expect(new == 0)
            // Plain HTTP gets no answer, only the end.
            let plain = try RawClient(server.boundAddresses.first)
            try plain.send(RequestTests.get)
            #expect(!String(decoding: try await plain.untilClosed(), as: UTF8.self).contains("HTTP/1.1"))
        }
    }

    private func openssl(_ arguments: String...) async throws -> Int32 {
        try await onThread {
            let process = try run(arguments, input: FileHandle.nullDevice)
            process.waitUntilExit()
            return process.terminationStatus
        }
    }
}

/// Starts `openssl`.
private func run(_ arguments: [String], input: Any) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
}
