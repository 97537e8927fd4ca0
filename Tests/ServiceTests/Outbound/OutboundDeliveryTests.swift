import Foundation
import JSON
import ServiceSupport
import TestSupport
import Testing

@Suite("Outbound events, from outside", .timeLimit(.minutes(3)))
struct OutboundDeliveryTests {
    private func subscribe(_ bridge: BridgeProcess, _ url: String, _ more: [String: JSON] = [:]) throws -> JSON {
        let draft: [String: JSON] = ["name": "Case management", "url": .string(url)]
        let answer = try bridge.ask("POST", "/api/subscriptions", .object(draft.merging(more) { $1 }))
        guard answer.status == 201 else { throw BridgeTrouble(answer.text) }
        return try answer.json
    }

    @Test("a meeting is told to a subscriber, and another program finds every signature right")
    func signed() async throws {
        let bridge = try await BridgeProcess.started(.withSubscribersHere)
        let subscriber = try Subscriber()
        let made = try subscribe(bridge, subscriber.url)
        for body in TestOccurrence(of: 0, "signed==").story(participants: 2) { _ = try bridge.deliver(body) }
        try await eventually("a card comes") {
            subscriber.events.count { $0["type"] == "org.attendance-bridge.court-card-updated.v1" } == 2
        }
        #expect(subscriber.positions == (try bridge.factsInFeed()))
        let request = try #require(subscriber.requests.last)
        #expect(request.method == "POST" && request.target == "/hooks?key=hunter2")
        #expect(request.headers["content-type"] == "application/cloudevents+json")
        #expect(request.headers["user-agent"]?.hasPrefix("attendance-bridge/") == true)
        #expect(request.headers["traceparent"]?.wholeMatch(of: /00-[0-9a-f]{32}-[0-9a-f]{16}-01/) != nil)
        #expect(request.headers["expect"] == nil && request.headers["authorization"] == nil)

        let lines = try await verify(subscriber.requests, made, in: bridge.folder)
        #expect(lines == Array(repeating: "v1 v1a", count: subscriber.requests.count))
        #expect(try bridge.get("/metrics").text.contains(#"bridge_outbound_attempts_total{outcome="failed"} 0"#))
    }

    /// For each request the schemes under which another program finds it signed by what the subscriber was told.
    private func verify(
        _ requests: [LocalServer.Request], _ made: JSON, in folder: TestFolder
    ) async throws -> [String] {
        let list: [JSON] = requests.map { request in
            [
                "headers": .object(request.headers.mapValues { .string($0) }),
                "body": .string(String(decoding: request.body, as: UTF8.self)),
            ]
        }
        let told: JSON = [
            "secret": made["secret"] ?? nil, "key": made["publicKeys"]?[0]?["key"] ?? nil, "requests": .array(list),
        ]
        let result = try await runCommand(
            ["/usr/bin/python3", "-c", Self.verifier, try folder.write(told.pretty(), to: "requests.json")], in: folder)
        #expect(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }

    private static let verifier = """
        import base64, hashlib, hmac, json, sys, time
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        told = json.load(open(sys.argv[1]))
        secret = base64.b64decode(told["secret"].removeprefix("whsec_"), validate=True)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(told["key"].removeprefix("whpk_"), validate=True))
        for request in told["requests"]:
            head = request["headers"]
            assert abs(time.time() - int(head["webhook-timestamp"])) < 300
            signed = (head["webhook-id"] + "." + head["webhook-timestamp"] + "." + request["body"]).encode()
            good = []
            for word in head["webhook-signature"].split(" "):
                scheme, signature = word.split(",")
                signature = base64.b64decode(signature, validate=True)
                if scheme == "v1":
                    assert hmac.compare_digest(signature, hmac.digest(secret, signed, hashlib.sha256))
                else:
                    key.verify(signature, signed)
                good.append(scheme)
            print(" ".join(good))
        """

    @Test("an address of this machine is refused when it is connected to, whatever names it, and no proxy is asked")
    func privateAddresses() async throws {
        let proxy = try LocalServer { _ in .text("") }
        let subscriber = try LocalServer { _ in .text("") }
        var setup = BridgeProcess.Setup()
        for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"] { setup.environment[name] = proxy.url }
        let bridge = try await BridgeProcess.started(setup)
        let ids = try ["localhost", "127.0.0.1", "127.1", "2130706433", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"].map {
            try subscribe(bridge, "https://\($0):\(subscriber.port)/")["id"]?.string ?? ""
        }
        for body in TestOccurrence(of: 0, "private==").story(participants: 1) { _ = try bridge.deliver(body) }
        for id in ids {
            let attempt = try await eventually("it is tried") {
                try bridge.ask("GET", "/api/subscriptions/\(id)/attempts").json["attempts"]?.array?.last
            }
            #expect(attempt["failure"] == "that host has no public address", "\(id)")
            #expect(attempt["status"]?.isNull == true)
        }
        #expect(subscriber.requests.isEmpty && proxy.requests.isEmpty)
    }

    @Test("over TLS only whoever has a certificate to trust is sent anything", arguments: [true, false])
    func tls(isTrusted: Bool) async throws {
        let folder = try TestFolder()
        let made = try await runCommand(
            [
                "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                folder.file("key.pem"), "-out", folder.file("certificate.pem"),
            ], in: folder)
        #expect(made.status == 0, "\(made.errors)")
        let output = try folder.newFile("heard.txt")
        let server = try ChildProcess(
            ["/usr/bin/python3", "-u", "-c", Self.server, folder.file("certificate.pem"), folder.file("key.pem")],
            environment: [:], output: output, errors: output)
        defer { server.signal(SIGKILL) }
        func heard() throws -> [String] {
            try String(contentsOfFile: folder.file("heard.txt"), encoding: .utf8).split(separator: "\n").map(
                String.init)
        }
        let port = try await eventually("it listens") { try heard().first }
        var setup = BridgeProcess.Setup.withSubscribersHere
        if isTrusted { setup.environment["BRIDGE_OUTBOUND_AUTHORITIES"] = folder.file("certificate.pem") }
        let bridge = try await BridgeProcess.started(setup)
        let id = try subscribe(bridge, "https://localhost:\(port)/")["id"]?.string ?? ""
        for body in TestOccurrence(of: 0, "tls==").story(participants: 1) { _ = try bridge.deliver(body) }
        let attempt = try await eventually("it is tried") {
            try bridge.ask("GET", "/api/subscriptions/\(id)/attempts").json["attempts"]?.array?.last
        }
        if isTrusted {
            #expect(attempt["status"] == 200)
            try await eventually("it is heard") { try heard().contains { $0.contains("specversion") } }
        } else {
            #expect(attempt["failure"]?.string?.hasPrefix("its certificate is not trusted") == true)
            #expect(try !heard().contains { $0.contains("specversion") })
        }
    }

    private static let server = """
        import http.server, ssl, sys
        class Subscriber(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                print(self.rfile.read(int(self.headers["content-length"])).decode())
                self.send_response(200)
                self.end_headers()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Subscriber)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_port)
        server.serve_forever()
        """

    @Test("a command subscribes, shows and sends again, with a running bridge and without one")
    func commands() async throws {
        let bridge = try await BridgeProcess.started(.withSubscribersHere)
        let subscriber = try Subscriber()
        let added = try await bridge.command(["subscription", "add", subscriber.url, "--name", "Cards", "--json"])
        #expect(added.status == 0, "\(added.errors)")
        let made = try JSON.parse(Array(added.output.utf8))
        let id = try #require(made["id"]?.string)
        #expect(made["secret"]?.string?.hasPrefix("whsec_") == true)
        for body in TestOccurrence(of: 0, "command==").story(participants: 1) { _ = try bridge.deliver(body) }
        let facts = try bridge.factsInFeed()
        try await eventually("all of it came") { subscriber.positions == facts }
        let shown = try await bridge.command(["subscription", "show", id])
        #expect(shown.output.contains("court-card-updated") && shown.output.contains("whpk_"), "\(shown.errors)")
        let again = try await bridge.command(["subscription", "redeliver", id, "--from", "\(facts[0])"])
        #expect(again.status == 0, "\(again.errors)")
        try await eventually("all of it came again") { subscriber.positions == facts + facts }

        #expect(try await bridge.command(["subscription", "disable", id]).output == "\(id) is disabled.\n")
        try await bridge.stop()
        let listed = try await bridge.command(["subscription", "list"])
        #expect(listed.output.contains(id) && listed.output.contains("disabled"), "\(listed.errors)")
        let rotated = try await bridge.command(["subscription", "rotate", id])
        #expect(rotated.output.contains("Shared secret, shown this once: whsec_"))
        #expect(try await bridge.command(["subscription", "enable", id]).output == "\(id) is active.\n")
        #expect(try await bridge.command(["subscription", "remove", id]).status == 0)
        let absent = try await bridge.command(["subscription", "show", id])
        #expect(absent.status == 1 && absent.errors.contains("there is no subscription \(id)"))
        let wrong = try await bridge.command(["subscription", "add", "gopher://x/", "--name", "x"])
        #expect(wrong.status == 1 && wrong.errors.contains("https://"))
        #expect(try await bridge.command(["subscription", "list"]).output.hasPrefix("Nobody is sent anything."))
    }
}
