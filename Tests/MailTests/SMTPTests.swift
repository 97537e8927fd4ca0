import Foundation
import Mail
import TestSupport
import Testing

@Suite("SMTP", .timeLimit(.minutes(1)))
struct SMTPTests {
    private func send(
        to recipient: String = "rep@example.org", text: String = "It is ready.\n", through server: SMTPServer
    ) async throws {
        try await SMTPClient(server).send(
            try MailMessage(
                id: "4f6b2a90c1d3e5f7", from: try #require(Mailbox("Court <court@example.org>")),
                to: try #require(MailAddress(recipient)), subject: "A record is ready", text: text,
                date: 1_795_281_000))
    }

    private func clear(_ server: MailServer) throws -> SMTPServer {
        try SMTPServer(url: "smtp://127.0.0.1:\(server.port)", security: SMTPServer.Security.none)
    }

    @Test("a mail arrives as it was written, with the dots that begin its lines")
    func arrives() async throws {
        let server = try await MailServer.start()
        let text = ".\n..\n.hidden\nSee «https://court.example/a».\n"
        try await send(text: text, through: try clear(server))
        let mail = try #require(await server.mails(1).first)
        #expect(mail.from == "court@example.org")
        #expect(mail.to == ["rep@example.org"])
        #expect(mail.hello == "example.org")
        #expect(mail.header("Message-ID") == "<4f6b2a90c1d3e5f7@example.org>")
        #expect(mail.header("Auto-Submitted") == "auto-generated")
        let read = try python(
            "import sys,email,email.policy;print(email.message_from_bytes(sys.stdin.buffer.read(),"
                + "policy=email.policy.default).get_content(),end='')", Array(mail.content.utf8))
        #expect(read.replacingOccurrences(of: "\r\n", with: "\n") == text)
    }

    @Test("over TLS, begun or from the first byte, user and password are told, and the server must be the right one")
    func encrypted() async throws {
        let identity = try Certificate()
        for security in [SMTPServer.Security.starttls, .tls] {
            let server = try await MailServer.start(
                security: security.rawValue, identity: identity.files, user: "bridge", password: "geheim zwölf")
            var settings = try SMTPServer(url: "smtp://localhost:\(server.port)", security: security)
            settings.credentials = MailCredentials(user: "bridge", password: "geheim zwölf")
            let stranger = await #expect(throws: MailFailure.self) { try await send(through: settings) }
            #expect(stranger?.kind == .notTrusted)

            settings.certificateAuthority = identity.files.certificate
            try await send(through: settings)
            let mail = try #require(await server.mails(1).first)
            #expect(mail.isEncrypted)
            #expect(mail.user == "bridge")

            settings.credentials = MailCredentials(user: "bridge", password: "wrong-password")
            let refused = await #expect(throws: MailFailure.self) { try await send(through: settings) }
            #expect(refused?.kind == .notLetIn)
            #expect(refused?.isPermanent == false)
            #expect("\(String(describing: refused))".contains("wrong-password") == false)
            #expect(server.mails.count == 1)
        }
    }

    @Test("where a server does not offer to encrypt, nothing of worth is said")
    func stripped() async throws {
        let server = try await MailServer.start(raw: [
            "greeting": ["220 mail.test"], "EHLO": ["250-mail.test", "250-AUTH PLAIN LOGIN", "250 8BITMIME"],
            "AUTH": ["535 no"], "QUIT": ["221 bye"],
        ])
        var settings = try SMTPServer(url: "smtp://127.0.0.1:\(server.port)")
        settings.credentials = MailCredentials(user: "bridge", password: "geheim")
        let failure = await #expect(throws: MailFailure.self) { try await send(through: settings) }
        #expect(failure?.kind == .notEncrypted)
        let said = await server.lines(until: "EHLO")
        #expect(said.allSatisfy { $0.hasPrefix("EHLO") || $0 == "QUIT" }, "\(said)")
        // To this machine alone they are told in clear, where that is what is asked for.
        var unguarded = try clear(server)
        unguarded.credentials = settings.credentials
        await #expect(throws: MailFailure.self) { try await send(through: unguarded) }
        #expect(await server.lines(until: "AUTH").contains { $0.hasPrefix("AUTH PLAIN") })
    }

    @Test("what a server refuses for ever and what it refuses for now are told apart, without its words")
    func refusals() async throws {
        let server = try await MailServer.start()
        for (recipient, kind, words) in [
            ("rcpt550@secret.example", MailFailure.Kind.refused, "the mail server refuses the recipient: 550 5.1.1"),
            ("rcpt451@secret.example", .deferred, "the mail server refuses the recipient: 451 4.1.1"),
            ("data554@secret.example", .refused, "the mail server refuses the mail: 554 5.3.0"),
            ("data452@secret.example", .deferred, "the mail server refuses the mail: 452 4.3.0"),
        ] {
            let failure = await #expect(throws: MailFailure.self) {
                try await send(to: recipient, through: try clear(server))
            }
            #expect(failure == MailFailure(kind: kind, description: words))
            #expect(failure?.isPermanent == (kind == .refused))
            #expect(failure?.concernsServer == false)
        }
        #expect(server.mails.isEmpty)
    }

    @Test("what is the same for every mail is no mail's fault", arguments: ["greeting", "EHLO", "MAIL"])
    func serverTrouble(_ verb: String) async throws {
        var answers = ["greeting": ["220 mail.test"], "EHLO": ["250 mail.test"], "QUIT": ["221 bye"]]
        answers[verb] = ["554 5.7.1 nobody <court@example.org>"]
        // Some are greeted once more in the old way.
        answers["HELO"] = answers["EHLO"]
        let server = try await MailServer.start(raw: answers)
        let failure = await #expect(throws: MailFailure.self) { try await send(through: try clear(server)) }
        #expect(failure?.isPermanent == false)
        #expect(failure?.concernsServer == true)
        #expect(failure?.description.contains("example.org") == false)
    }

    @Test("a server's yes to the mail counts, whatever it does then")
    func acceptedIsAccepted() async throws {
        let polite = [
            "greeting": ["220 mail.test"], "EHLO": ["250 mail.test"], "MAIL": ["250 fine"], "RCPT": ["250 fine"],
            "DATA": ["354 go on"], "content": ["250 taken"],
        ]
        // It never answers QUIT, or says something odd.
        for ending in [[String: [String]](), ["QUIT": ["421 4.3.0 going down"]], ["QUIT": ["what?"]]] {
            let server = try await MailServer.start(raw: polite.merging(ending) { $1 })
            var settings = try clear(server)
            settings.timeoutMilliseconds = 1_000
            try await send(through: settings)
            #expect(await server.lines(until: ".").contains("."))
        }
    }

    @Test(
        "a server that falls silent is given up in time, and nothing is held to be sent",
        arguments: ["greeting", "DATA", "content"])
    func silence(_ verb: String) async throws {
        var answers = [
            "greeting": ["220 mail.test"], "EHLO": ["250 mail.test"], "MAIL": ["250 fine"], "RCPT": ["250 fine"],
            "DATA": ["354 go on"], "content": ["250 taken"],
        ]
        answers[verb] = nil
        let server = try await MailServer.start(raw: answers)
        var settings = try clear(server)
        settings.timeoutMilliseconds = 300
        let failure = await #expect(throws: MailFailure.self) { try await send(through: settings) }
        #expect(failure?.kind == .timedOut)
        #expect(failure?.isPermanent == false)
    }

    @Test("cancelling the task ends its mail, and the client goes on with the next")
    func cancelled() async throws {
        let server = try await MailServer.start()
        let client = SMTPClient(try clear(server))
        func message(to recipient: String) throws -> MailMessage {
            try MailMessage(
                id: "4f6b2a90c1d3e5f7", from: try #require(Mailbox("court@example.org")),
                to: try #require(MailAddress(recipient)), subject: "A", text: "B", date: 0)
        }
        let held = try message(to: "hold@example.org")
        let waiting = Task { try await client.send(held) }
        _ = await server.mails(1)
        waiting.cancel()
        let failure = await #expect(throws: MailFailure.self) { try await waiting.value }
        #expect(failure?.kind == .cancelled)
        try await client.send(try message(to: "rep@example.org"))
        #expect(await server.mails(2).count == 2)
    }

    @Test("a server that is not there is told as unreachable")
    func unreachable() async throws {
        // Taken, so that nobody else listens there.
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &name) { name in
            name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        try #require(isBound)
        let port = UInt16(bigEndian: name.sin_port)
        let failure = await #expect(throws: MailFailure.self) {
            try await send(
                through: try SMTPServer(url: "smtp://127.0.0.1:\(port)", security: SMTPServer.Security.none))
        }
        #expect(failure?.kind == .unreachable)
        #expect(failure?.concernsServer == true)
    }
}

@Suite("SMTP server's address")
struct SMTPServerTests {
    @Test("an address says where, and how it is kept from being overheard")
    func addresses() throws {
        let usual = try SMTPServer(url: "smtp://mail.example.org")
        #expect((usual.host, usual.port) == ("mail.example.org", 587))
        #expect(usual.security == .starttls)
        let encrypted = try SMTPServer(url: "smtps://mail.example.org/")
        #expect(encrypted.port == 465)
        #expect(encrypted.security == .tls)
        #expect(try SMTPServer(url: "smtp://[2001:db8::1]:2525").host == "2001:db8::1")
        #expect(try SMTPServer(url: "smtp://mail:2525", security: .tls).port == 2525)
        for url in [
            "", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://:25", "smtp://u:p@mail",
            "smtp://mail:0",
            "smtp://mail:70000", "smtp://mail:x", "smtp://mail/x", "smtp://mail?x", "smtp://[::1", "smtp://a b",
            "SMTP://a",
        ] {
            #expect(throws: SMTPServerMistake.url, "\(url)") { try SMTPServer(url: url) }
        }
        #expect(throws: SMTPServerMistake.contradiction) { try SMTPServer(url: "smtps://mail", security: .starttls) }
    }

    @Test("in clear, mail goes to this machine only")
    func inClear() throws {
        for host in ["localhost", "127.0.0.1", "127.1.2.3", "[::1]"] {
            #expect(try SMTPServer(url: "smtp://\(host)", security: SMTPServer.Security.none).port == 25)
        }
        for host in [
            "mail.example.org", "127.0.0.1.example.org", "10.0.0.1", "[::2]", "localhost.example.org", "127.1",
        ] {
            #expect(throws: SMTPServerMistake.inClear, "\(host)") {
                try SMTPServer(url: "smtp://\(host)", security: SMTPServer.Security.none)
            }
        }
    }
}

/// A certificate for `localhost` and its key, in a folder that goes with it.
final class Certificate: Sendable {
    let files: MailServer.Identity
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        files = MailServer.Identity(
            certificate: folder.appending(path: "c.pem").path, key: folder.appending(path: "k.pem").path)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", files.key, "-out",
            files.certificate,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
