import Attendance
import Crypto
import Foundation
import JSON
import Server
import ServiceSupport
import Testing

@testable import attendance_bridge

@Suite("Audit log, as operators and administrators read it")
struct AuditLogTests {
    @Test("who looks at a card, and the first use of a token, are in the log before the answer comes")
    func views() async throws {
        let bridge = try await Self.bridge()
        let card = try #require(try DatabaseFile(bridge.database).column("SELECT number FROM card").first)
        let headers = [("authorization", "Bearer \(try BridgeProcess.token(for: "rep0"))")]
        let shown = try bridge.connect().send("GET", "/cards/\(card)", headers: headers)
        #expect(shown.status == 200)
        let after = ["signed-in rep0 rep0", "card-viewed rep0 \(card)"]
        #expect(try Self.entries(bridge).suffix(2) == after[...])
        // Nothing is shown to whoever has it already, and what is not there is not looked at.
        let tag = try #require(shown["etag"])
        let same = try bridge.connect().send("GET", "/cards/\(card)", headers: headers + [("if-none-match", tag)])
        #expect(same.status == 304)
        #expect(try bridge.connect().send("GET", "/cards/CC-1", headers: headers).status == 404)
        #expect(try Self.entries(bridge).suffix(2) == after[...])
        // Participants and their own card, over the feed's door and the API's.
        #expect(try bridge.get("/cards/\(card)", as: "p0m0").status == 200)
        let loop = EventLoop()
        let feed = try await bridge.feed(of: "rep1", on: loop)
        #expect(try Self.entries(bridge).suffix(2) == ["signed-in p0m0 p0m0", "signed-in rep1 rep1"])
        feed.close()
    }

    @Test("administrators read it in pages; for everybody else there is nothing there")
    func route() async throws {
        let bridge = try await Self.bridge()
        let page = try bridge.get("/api/audit-log?limit=2", as: "admin")
        #expect(page.status == 200)
        #expect(page["cache-control"] == "no-store")
        #expect(try page.json["entries"]?.array?.compactMap { $0["id"]?.integer } == [1, 2])
        #expect(try page.json["last"]?.integer == 2)
        let next = try bridge.get("/api/audit-log?after=2&limit=1", as: "admin").json
        #expect(next["entries"]?[0]?["previous"] == (try page.json["entries"]?[1]?["hash"]))
        #expect(try bridge.get("/api/audit-log?after=99999", as: "admin").json["last"]?.isNull == true)
        for wrong in ["after=-1", "after=x", "limit=0", "limit=1001"] {
            #expect(try bridge.get("/api/audit-log?\(wrong)", as: "admin").status == 400, "\(wrong)")
        }
        for person in ["rep0", "p0m0"] { #expect(try bridge.get("/api/audit-log", as: person).status == 404) }
        #expect(try bridge.get("/api/audit-log").status == 401)
    }

    @Test("a token is in the log before it is printed, with the bridge and without it, by the name its use has")
    func tokens() async throws {
        let bridge = try await BridgeProcess()
        let first = try await bridge.command(["token", "--for", "rep0"])
        #expect(first.status == 0, "\(first.errors)")
        try await bridge.start()
        let second = try await bridge.command(["token", "--for", "p0m0", "--hours", "1", "--json"])
        #expect(second.status == 0, "\(second.errors)")
        let token = first.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let answer = try bridge.connect().send(
            "GET", "/api/alerts", headers: [("authorization", "Bearer \(token)")])
        #expect(answer.status == 404)
        let rows = try DatabaseFile(bridge.database).rows(
            """
            SELECT action, actor, subject, json_extract(detail, '$.token'), json_extract(detail, '$.role') FROM audit_log
              WHERE action IN ('token-issued', 'signed-in') ORDER BY id
            """)
        let name = String(SHA256.hash(Array(token.utf8)).hex.prefix(16))
        #expect(rows[0] == ["token-issued", "operator", "rep0", name, "court-rep"])
        #expect(rows[1].prefix(3) == ["token-issued", "operator", "p0m0"])
        #expect(rows[2] == ["signed-in", "rep0", "rep0", name, ""])
    }

    @Test("a change of settings is in the log by name from the next start on, and no value anywhere")
    func settings() async throws {
        let folder = try TestFolder()
        func run(_ more: [String: String]) async throws -> BridgeProcess {
            var setup = BridgeProcess.Setup(environment: ["BRIDGE_LISTEN": "127.0.0.1:0"])
            setup.environment.merge(more) { $1 }
            let bridge = try await BridgeProcess.started(setup, folder: folder)
            try await bridge.stop()
            return bridge
        }
        let secret = "another-secret-that-nobody-may-see"
        _ = try await run([:])
        _ = try await run([:])
        let bridge = try await run(["BRIDGE_POLL_SECONDS": "7", "BRIDGE_JWT_SECRET": secret])
        let rows = try DatabaseFile(bridge.database).column(
            "SELECT detail FROM audit_log WHERE action = 'configuration-changed' ORDER BY id")
        #expect(rows.count == 2)
        #expect(try JSON.parse(Array(rows[0].utf8))["first"]?.bool == true)
        #expect(rows[1] == #"{"names":["jwt.secret","pollSeconds"]}"#)
        let kept = try DatabaseFile(bridge.database).rows("SELECT name, hash FROM setting_seen").joined()
        #expect(!kept.contains { $0.contains(secret) || $0.contains(BridgeProcess.zoomSecret) })
    }

    @Test("the newest are listed for people, or as lines for programs")
    func listing() async throws {
        let bridge = try await Self.bridge()
        let table = try await bridge.command(["audit-log", "--limit", "3"])
        #expect(table.status == 0, "\(table.errors)")
        let lines = table.output.split(separator: "\n")
        #expect(lines.count == 4 && lines[0].hasPrefix("ENTRY"))
        #expect(lines[3].contains("card-issued") && lines[3].contains("verdict "), "\(lines)")
        let json = try await bridge.command(["audit-log", "--json"])
        let entries = try json.output.split(separator: "\n").map { try JSON.parse(Array($0.utf8)) }
        #expect(entries.compactMap { $0["id"]?.integer } == (1...Int64(entries.count)).map(\.self))
        for wrong in [
            ["--follow", "--verify"], ["--verify", "--export", "x"], ["--verify", "--limit", "3"], ["--against", "x"],
        ] {
            #expect(try await bridge.command(["audit-log"] + wrong).status == 64, "\(wrong)")
        }
        let nowhere = try await runCommand(
            [BridgeProcess.executable, "audit-log"], environment: ["BRIDGE_DATABASE": "/nowhere/bridge.db"],
            in: bridge.folder)
        #expect(nowhere.status == 1 && nowhere.errors.contains("there is no database"))
    }

    @Test("an export is a file of its own, holds what is hashed, and later tells of a log that was cut off or changed")
    func export() async throws {
        let bridge = try await Self.bridge()
        let file = bridge.folder.file("log.jsonl")
        let exported = try await bridge.command(["audit-log", "--export", file])
        #expect(exported.status == 0, "\(exported.errors)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(try await bridge.command(["audit-log", "--export", "-"]).output == text)
        var previous = String(repeating: "0", count: 64)
        for line in text.split(separator: "\n") {
            var members = try #require(try JSON.parse(Array(line.utf8)).object)
            #expect(try JSON.object(members).canonical() == Array(line.utf8))
            let hash = members.removeValue(forKey: "hash")?.string
            #expect(members["previous"]?.string == previous)
            previous = SHA256.hash(try JSON.object(members).canonical()).hex
            #expect(hash == previous)
        }
        let again = try await bridge.command(["audit-log", "--export", file])
        #expect(again.status == 1 && again.errors.contains("is there already"))

        let good = try await bridge.command(["audit-log", "--verify", "--against", file])
        #expect(good.status == 0 && good.output.contains(previous), "\(good.errors)")
        let count = text.split(separator: "\n").count
        try await bridge.stop()
        try DatabaseFile(bridge.database, isWritable: true).run(
            "DROP TRIGGER audit_log_is_never_removed; DELETE FROM audit_log WHERE id = \(count)")
        #expect(try await bridge.command(["audit-log", "--verify"]).status == 0)
        let cut = try await bridge.command(["audit-log", "--verify", "--against", file])
        #expect(cut.status == 1 && cut.errors.contains("ends before entry \(count)"), "\(cut.errors)")
    }

    @Test("a verification names the first entry at fault and exits 1, and so does an audit")
    func verify() async throws {
        let bridge = try await Self.bridge()
        let good = try await bridge.command(["audit-log", "--verify", "--json"])
        #expect(good.status == 0)
        #expect(try JSON.parse(Array(good.output.utf8))["fault"]?.isNull == true)
        try await bridge.stop()
        try DatabaseFile(bridge.database, isWritable: true).run(
            "DROP TRIGGER audit_log_is_never_edited; UPDATE audit_log SET actor = 'nobody' WHERE id = 2")
        let bad = try await bridge.command(["audit-log", "--verify"])
        #expect(bad.status == 1)
        #expect(bad.output == "The first entry is as it was written; what follows it is not.\n")
        #expect(bad.errors.contains("entry 2 was changed"), "\(bad.errors)")
        let audit = try await bridge.command(["audit"])
        #expect(audit.status == 1 && audit.output.contains("audit_log (entry 2)"), "\(audit.output)")
    }

    @Test(
        "what is followed comes as it is written, until the bridge stops; without a bridge there is nothing to follow")
    func follow() async throws {
        let bridge = try await Self.bridge()
        let name = "follow.out"
        let (output, errors) = (try bridge.folder.newFile(name), try bridge.folder.newFile("follow.err"))
        let follower = try ChildProcess(
            [BridgeProcess.executable, "audit-log", "--follow", "--limit", "1", "--json"],
            environment: ["BRIDGE_DATABASE": bridge.database], output: output, errors: errors)
        func lines() throws -> [JSON] {
            try String(contentsOfFile: bridge.folder.file(name), encoding: .utf8).split(separator: "\n")
                .compactMap { try? JSON.parse(Array($0.utf8)) }
        }
        _ = try bridge.get("/api/alerts", as: "rep1")
        try await eventually("the entry is followed") {
            try lines().contains { $0["action"]?.string == "signed-in" && $0["subject"]?.string == "rep1" }
        }
        _ = try await bridge.command(["token", "--for", "rep1"])
        try await eventually("the next is followed") { try lines().last?["action"]?.string == "token-issued" }
        let numbers = try lines().compactMap { $0["id"]?.integer }
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }, "\(numbers)")
        // Whoever waits for news does not keep the bridge from stopping.
        let start = ContinuousClock.now
        try await bridge.stop()
        #expect(ContinuousClock.now - start < .seconds(8))
        #expect(await follower.ended() == 1)
        let alone = try await bridge.command(["audit-log", "--follow"])
        #expect(alone.status == 1 && alone.output.isEmpty && alone.errors.contains("no bridge runs"), "\(alone.errors)")
    }

    /// A bridge that issued one card.
    static func bridge() async throws -> BridgeProcess {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "log==").story(participants: 1) {
            #expect(try bridge.deliver(body).status == 200)
        }
        try await eventually("the card is issued") {
            try DatabaseFile(bridge.database).column("SELECT count(*) FROM card") == ["1"]
        }
        return bridge
    }

    /// Action, actor and subject of each entry.
    private static func entries(_ bridge: BridgeProcess) throws -> [String] {
        try DatabaseFile(bridge.database).column(
            "SELECT action || ' ' || actor || ' ' || subject FROM audit_log ORDER BY id")
    }
}
