import Attendance
import Foundation
import JSON
import ServiceSupport
import TestSupport
import Testing

@testable import attendance_bridge

@Suite("Daily digests and mail, of a running bridge", .timeLimit(.minutes(3)))
struct DigestTests {
    /// Yesterday in UTC.
    private static let yesterday = String(
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000) - 86_400_000).rfc3339.prefix(10))

    /// A bridge that was told of a meeting of yesterday and has not made its digest yet.
    private func told(_ address: String = "rep0@example.org") async throws -> TestFolder {
        let bridge = try await BridgeProcess.started(
            .init(
                environment: ["BRIDGE_DIGESTS_AT": "", "BRIDGE_SETTLE_SECONDS": "0"],
                roster: TestRoster(repAddress: address)))
        var evening = TestOccurrence(of: 0, "yesterday==")
        evening.start = try #require(Timestamp(rfc3339: Self.yesterday + "T12:00:00Z"))
        for delivery in evening.story(participants: 2) { #expect(try bridge.deliver(delivery).status == 200) }
        try await bridge.stop()
        return bridge.folder
    }

    private func mailing(_ server: MailServer, _ more: [String: String] = [:]) -> BridgeProcess.Setup {
        let mail = [
            "BRIDGE_DIGESTS_AT": "00:00", "BRIDGE_MAIL_URL": "smtp://127.0.0.1:\(server.port)",
            "BRIDGE_MAIL_SECURITY": "none", "BRIDGE_MAIL_FROM": "Court records <court@example.org>",
            "BRIDGE_CARDS_ADDRESS": "https://court.example",
        ]
        return .init(environment: mail.merging(more) { $1 }, roster: nil)
    }

    @Test(
        "a representative is told by mail, over TLS and signed in, that a record is ready, and reads it as data or a page"
    )
    func mailed() async throws {
        let identity = try await TestCertificate()
        let server = try await MailServer.start(
            security: "starttls", identity: identity.files, user: "bridge", password: "planted-mail-password")
        let folder = try await told()
        let password = try folder.write("planted-mail-password\n", to: "password")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
        let bridge = try await BridgeProcess.started(
            mailing(
                server,
                [
                    "BRIDGE_MAIL_URL": "smtp://localhost:\(server.port)", "BRIDGE_MAIL_SECURITY": "starttls",
                    "BRIDGE_MAIL_USER": "bridge", "BRIDGE_MAIL_PASSWORD_FILE": password,
                    "BRIDGE_MAIL_CERTIFICATE_AUTHORITY": identity.files.certificate, "BRIDGE_LOG_LEVEL": "debug",
                ]), folder: folder)
        let mail = try #require(await server.mails(1).first)
        #expect(mail.to == ["rep0@example.org"] && mail.isEncrypted && mail.user == "bridge")
        #expect(mail.header("Subject") == "A record is ready")
        #expect(mail.header("From") == "Court records <court@example.org>")
        #expect(mail.body.contains("https://court.example/api/court-reps/rep0/digests/\(Self.yesterday)"))
        for secret in ["Group", "Person", "p0m0", "p1m0", "Rep 0"] {
            #expect(!mail.content.contains(secret), "\(secret)")
        }
        #expect(!bridge.logText.contains("planted-mail-password") && !bridge.logText.contains("rep0@example.org"))
        try await eventually("the mail is written down") {
            try DatabaseFile(bridge.database).rows("SELECT id FROM mail WHERE sent_ms IS NOT NULL AND sealed IS NULL")
                .count == 1
        }

        let report = try bridge.get("/api/court-reps/rep0/digests/\(Self.yesterday)", as: "rep0")
        #expect(report.status == 200 && report["cache-control"] == "no-store")
        let json = try report.json
        #expect(json["attendances"]?.array?.compactMap { $0["participant"]?.string } == ["p0m0", "p1m0"])
        #expect(json["attendances"]?[0]?["name"]?.string == "Person 0 of 0")
        #expect(try bridge.get("/api/court-reps/rep0/digests/latest", as: "rep0").json == json)
        let page = try bridge.connect().send(
            "GET", "/api/court-reps/rep0/digests/latest",
            headers: [
                ("authorization", "Bearer \(try BridgeProcess.token(for: "rep0"))"), ("accept", "text/html,*/*;q=0.1"),
            ])
        #expect(page["content-type"] == "text/html; charset=utf-8")
        #expect(page["content-security-policy"]?.contains("unsafe") == false)
        #expect(page.text.contains("Person 1 of 0") && page.text.contains("Group 0"))
        #expect(!page.text.contains("<script"))

        try await bridge.stop()
        let again = try await BridgeProcess.started(mailing(server), folder: folder)
        #expect(try again.get("/api/court-reps/rep0/digests", as: "rep0").json["digests"]?.array?.count == 1)
        #expect(server.mails.count == 1)
    }

    @Test(
        "killed between a server's taking a mail and its saying so, the bridge sends it once more with the same Message-ID"
    )
    func killed() async throws {
        let server = try await MailServer.start()
        let folder = try await told("hold@example.org")
        let bridge = try await BridgeProcess.started(mailing(server), folder: folder)
        _ = await server.mails(1)
        await bridge.kill()
        let again = try await BridgeProcess.started(mailing(server), folder: folder)
        let mails = await server.mails(2)
        #expect(Set(mails.map { $0.header("Message-ID") }).count == 1)
        #expect(try DatabaseFile(again.database).rows("SELECT id FROM mail").count == 1)
        #expect(try DatabaseFile(again.database).rows("SELECT id FROM digest WHERE court_rep = 'rep0'").count == 1)
    }

    @Test("a mail that is refused is given up, and administrators are told why without an address")
    func refused() async throws {
        let server = try await MailServer.start()
        let folder = try await told("rcpt550@example.org")
        let bridge = try await BridgeProcess.started(mailing(server), folder: folder)
        let alert = try await eventually("administrators are alerted") {
            try bridge.get("/api/alerts?open=true", as: "admin").json["alerts"]?.array?.first {
                $0["kind"]?.string == "mail-failed"
            }
        }
        #expect(alert["subject"]?.string == "rep0")
        #expect(alert["detail"]?.string?.contains("550 5.1.1") == true)
        #expect(try bridge.get("/metrics").text.contains(#"bridge_mails_total{outcome="failed"} 1"#))
        #expect(!bridge.logText.contains("rcpt550") && bridge.logText.contains("mail-not-sent"))
    }

    @Test("digests are there for their representative and administrators; for everybody else there is nothing there")
    func rights() async throws {
        let server = try await MailServer.start()
        let bridge = try await BridgeProcess.started(mailing(server), folder: try await told())
        let (list, one) = ("/api/court-reps/rep0/digests", "/api/court-reps/rep0/digests/\(Self.yesterday)")
        try await eventually("the digest is made") { try bridge.get(one, as: "admin").status == 200 }
        for target in [list, one] {
            #expect(try bridge.get(target, as: "rep0").status == 200)
            #expect(try bridge.get(target, as: "admin").status == 200)
            let absent = try bridge.get("/api/nothing", as: "rep1")
            for person in ["rep1", "p0m0", "p0m1"] {
                let answer = try bridge.get(target, as: person)
                #expect(answer.status == 404 && answer.body == absent.body, "\(person) \(target)")
            }
            #expect(try bridge.get(target).status == 401)
        }
        for target in [
            "/api/court-reps/rep0/digests/2020-01-01", "/api/court-reps/rep0/digests/x", "/api/court-reps/p0m0/digests",
        ] {
            #expect(try bridge.get(target, as: "admin").status == 404, "\(target)")
        }
        #expect(try bridge.get(list + "?before=x", as: "rep0").status == 400)
        let known = try #require(try bridge.get(one, as: "rep0")["etag"])
        let answer = try bridge.connect().send(
            "GET", one,
            headers: [
                ("authorization", "Bearer \(try BridgeProcess.token(for: "rep0"))"), ("if-none-match", known),
            ])
        #expect(answer.status == 304 && answer.body.isEmpty)
    }

    @Test("a representative, or an administrator for them, says whether mail is wanted; nobody else does")
    func wanted() async throws {
        let server = try await MailServer.start()
        let bridge = try await BridgeProcess.started(mailing(server), folder: try await told())
        let target = "/api/court-reps/rep0/digest-mail"
        func put(_ body: String, as person: String) throws -> HTTPAnswer {
            try bridge.connect().send(
                "PUT", target,
                headers: [
                    ("authorization", "Bearer \(try BridgeProcess.token(for: person))"),
                    ("content-type", "application/json"),
                ], body: Array(body.utf8))
        }
        #expect(try put(#"{"wanted":false}"#, as: "rep0").json == ["wanted": false, "possible": true])
        #expect(try bridge.get("/api/court-reps/rep0/digests", as: "rep0").json["mail"]?["wanted"] == .bool(false))
        #expect(try put(#"{"wanted":true}"#, as: "admin").json == ["wanted": true, "possible": true])
        for person in ["rep1", "p0m0"] { #expect(try put(#"{"wanted":false}"#, as: person).status == 404) }
        for body in ["{}", #"{"wanted":1}"#, #"{"wanted":true,"more":1}"#, "x"] {
            #expect(try put(body, as: "rep0").status == 400, "\(body)")
        }
        #expect(try bridge.get("/api/court-reps/rep0/digests", as: "rep0").json["mail"]?["wanted"] == .bool(true))
    }

    @Test("a command shows a digest, with and without a running bridge")
    func command() async throws {
        let server = try await MailServer.start()
        let bridge = try await BridgeProcess.started(mailing(server), folder: try await told())
        _ = await server.mails(1)
        let shown = try await bridge.command(["digest", "rep0"])
        #expect(shown.status == 0, "\(shown.errors)")
        #expect(shown.output.contains("rep0, \(Self.yesterday) (UTC)") && shown.output.contains("Person 0 of 0"))
        try await bridge.stop()
        let json = try await bridge.command(["digest", "rep0", "--date", Self.yesterday, "--json"])
        #expect(try JSON.parse(Array(json.output.utf8))["counts"]?["attendances"]?.integer == 2, "\(json.errors)")
        let none = try await bridge.command(["digest", "rep0", "--date", "2020-01-01"])
        #expect(none.status == 1 && none.errors.contains("there is no digest of 2020-01-01 for rep0"))
        #expect(try await bridge.command(["digest", "p0m0"]).errors.contains("is a participant"))
        #expect(try await bridge.command(["digest", "rep0", "--date", "yesterday"]).status == 64)
    }

    @Test("the request survives its way over the control socket")
    func control() {
        for request in [
            ControlRequest.digest(of: PersonID("a b&c=d"), nil), .digest(of: PersonID("x"), LocalDate(day: 20_000)),
        ] {
            let (method, target, body) = request.message
            let parts = target.split(separator: "?").map(String.init)
            let query = Dictionary(
                uniqueKeysWithValues: parts[1].split(separator: "&").map { pair in
                    let halves = pair.split(separator: "=").map { String($0).removingPercentEncoding ?? "" }
                    return (halves[0], halves[1])
                })
            #expect(ControlRequest(method: method, path: parts[0], query: { query[$0] }, body: body) == request)
        }
        #expect(
            ControlRequest(method: "GET", path: "/digest", query: { ["of": "x", "date": "y"][$0] }, body: []) == nil)
        #expect(ControlRequest(method: "GET", path: "/digest", query: { _ in nil }, body: []) == nil)
    }
}

/// A certificate for `localhost` and its key, in a folder that goes with it.
private final class TestCertificate: Sendable {
    let files: MailServer.Identity
    private let folder: TestFolder

    init() async throws {
        folder = try TestFolder()
        files = MailServer.Identity(certificate: folder.file("c.pem"), key: folder.file("k.pem"))
        let made = try await runCommand(
            [
                "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", files.key,
                "-out", files.certificate,
            ], in: folder)
        guard made.status == 0 else { throw BridgeTrouble("no certificate was made: \(made.errors)") }
    }
}
