import Glibc
import Server
import Testing

@Suite("Limits", .blocking)
struct LimitTests {
    @Test(
        "of time end a request that dawdles, with 408, however many octets trickle in",
        arguments: ["GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"])
    func slowRequest(_ start: String) async throws {
        let configuration = ServerConfiguration.testing {
            $0.headerTimeout = .milliseconds(200)
            $0.bodyTimeout = .milliseconds(200)
        }
        try await withEcho(configuration) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(start)
            let answer = try #require(await client.response())
            #expect(answer.status == 408)
            #expect(try await client.untilClosed() == [])
            #expect(server.statistics.timedOut == 1)
        }
    }

    @Test("of time close a connection that says nothing, before its first request and after")
    func idle() async throws {
        let configuration = ServerConfiguration.testing {
            $0.headerTimeout = .milliseconds(200)
            $0.keepAliveTimeout = .milliseconds(200)
        }
        try await withEcho(configuration) { server in
            let silent = try RawClient(server.boundAddresses.first)
            #expect(try await silent.untilClosed() == [])
            let polite = try RawClient(server.boundAddresses.first)
            try polite.send(RequestTests.get)
            #expect(try await polite.response()?.status == 200)
            #expect(try await polite.untilClosed() == [])
        }
    }

    @Test("of time do not end a request that its handler takes long over")
    func slowHandler() async throws {
        let waiting = Box<Responder?>(nil)
        let handler = Answering { request, responder in
            if request.path == "/slow" { return waiting.change { $0 = responder } }
            responder.respond(.text("quick"))
        }
        let configuration = ServerConfiguration.testing {
            $0.headerTimeout = .milliseconds(100)
            $0.keepAliveTimeout = .milliseconds(100)
        }
        try await withServer(configuration, handler: handler) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            // Three others come, idle and go meanwhile.
            for _ in 0..<3 {
                let other = try RawClient(server.boundAddresses.first)
                try other.send(RequestTests.get)
                _ = try await other.untilClosed()
            }
            waiting.change { $0.take() }?.respond(.text("slow"))
            #expect(try await client.response()?.text == "slow")
        }
    }

    @Test("of time end a connection that does not read its answer")
    func unread() async throws {
        let body = SharedBytes([UInt8](repeating: 0x61, count: 32 << 20))
        let handler = Answering { _, responder in responder.respond(Response(body: .shared(body))) }
        let configuration = ServerConfiguration.testing { $0.writeTimeout = .milliseconds(200) }
        try await withServer(configuration, handler: handler) { server in
            let client = try RawClient(server.boundAddresses.first, receiveBuffer: 4096)
            try client.send(RequestTests.get)
            try await eventually { server.statistics.timedOut == 1 && server.statistics.connections == 0 }
            #expect(server.statistics.queuedBytes == 0)
        }
    }

    @Test("of time let go of a client that was refused and does not hang up")
    func lingering() async throws {
        try await withEcho { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send("nonsense\r\n\r\n")
            #expect(try await client.response()?.status == 400)
            try await eventually { server.statistics.connections == 0 }
            #expect(try await client.untilClosed() == [])
        }
    }

    @Test("of connections: the one that has been idle longest makes room")
    func shedding() async throws {
        let configuration = ServerConfiguration.testing {
            $0.maxConnections = 3
            $0.reservedConnections = 0
        }
        try await withEcho(configuration) { server in
            var clients: [RawClient] = []
            for _ in 0..<5 {
                let client = try RawClient(server.boundAddresses.first)
                try client.send(RequestTests.get)
                #expect(try await client.response()?.status == 200)
                clients.append(client)
            }
            #expect(try await clients[0].untilClosed() == [])
            #expect(try await clients[1].untilClosed() == [])
            #expect(server.statistics.connections == 3)
            #expect(server.statistics.shed == 2)
        }
    }

    @Test("of connections keep the last ones for the priority path, whoever crowds the house")
    func priority() async throws {
        var configuration = ServerConfiguration.testing {
            $0.maxConnections = 6
            $0.reservedConnections = 3
            $0.stopTimeout = .milliseconds(200)
        }
        configuration.priorityPath = "/hook"
        let waiting = Box<[Responder]>([])
        let handler = Answering { request, responder in
            if request.path == "/hook" { return responder.respond(.text("hook")) }
            waiting.change { $0.append(responder) }
        }
        try await withServer(configuration, handler: handler) { server in
            // Requests that never end, until others are turned away.
            var clients: [RawClient] = []
            var refused = 0
            for _ in 0..<8 {
                let client = try RawClient(server.boundAddresses.first)
                try client.send(RawClient.handshake())
                clients.append(client)
                let asked = clients.count
                try await eventually { waiting.change { $0.count } + server.statistics.refused == asked }
                refused = server.statistics.refused
            }
            #expect(refused >= 5)
            let turnedAway = try await clients.last?.response()
            #expect(turnedAway?.status == 503)
            let zoom = try RawClient(server.boundAddresses.first)
            try zoom.send("POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
            #expect(try await zoom.response()?.text == "hook")
        }
    }

    @Test("of connections: silent ones do not keep others out")
    func silentCrowd() async throws {
        let configuration = ServerConfiguration.testing {
            $0.maxConnections = 4
            $0.reservedConnections = 0
        }
        try await withEcho(configuration) { server in
            let silent = try (0..<4).map { _ in try RawClient(server.boundAddresses.first) }
            try await eventually { server.statistics.connections == 4 }
            let client = try RawClient(server.boundAddresses.first)
            try client.send(RequestTests.get)
            #expect(try await client.response()?.status == 200)
            #expect(try await silent[0].untilClosed() == [])
        }
    }
}

/// Looks again and again, on a thread of its own, until something is so; fails when it never is.
func eventually(_ condition: @escaping @Sendable () -> Bool) async throws {
    let isSo = try await onThread {
        for _ in 0..<(RawClient.patience * 200) {
            if condition() { return true }
            usleep(5000)
        }
        return false
    }
    try #require(isSo)
}
