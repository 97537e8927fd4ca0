import Attendance
import JSON
import Server
import ServiceSupport
import TestSupport
import Testing

@testable import attendance_bridge

@Suite("Reconciling with Zoom's own record", .serialized)
struct ReconcileTests {
    static let person = TestRoster.participant(0, of: 0)
    let occurrence = TestOccurrence(of: 0, "uuid==")

    /// It was told of a person's join and not of their leave.
    private func bridge(_ environment: [String: String] = [:]) async throws -> BridgeProcess {
        let bridge = try await BridgeProcess.started(
            .init(environment: environment.merging(["BRIDGE_SETTLE_SECONDS": "0"]) { given, _ in given }))
        for body in [occurrence.started(), occurrence.joined(0), occurrence.ended()] {
            #expect(try bridge.deliver(body).status == 200)
        }
        try await eventually("the occurrence is complete") { try cards(bridge) == 1 }
        return bridge
    }

    private func cards(_ bridge: BridgeProcess) throws -> Int {
        try DatabaseFile(bridge.database).rows("SELECT 1 FROM card").count
    }

    private func proven(_ bridge: BridgeProcess) throws -> [String] {
        try DatabaseFile(bridge.database).rows("SELECT proven_ms / 60000 FROM attendance").map { "\($0)" }
    }

    private func wall(_ minute: Int64) -> String {
        let moment = (occurrence.start + .minutes(minute)).rfc3339
        return String(moment.prefix(19)).replacing("T", with: " ")
    }

    private func report(in folder: TestFolder) throws -> String {
        try folder.write(
            """
            Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,
            \(TestRoster.number(0)),Group,\(wall(0)),\(wall(50)),host@example.com,50,1,

            Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room
            Person 0,\(TestRoster.email(0, of: 0)),\(wall(-2)),\(wall(1)),3,Yes,Yes
            Person 0,\(TestRoster.email(0, of: 0)),\(wall(1)),\(wall(41)),40,Yes,No
            """, to: "report.csv")
    }

    @Test("a report is compared through the running bridge, then taken over, and a second time changes nothing")
    func reportFile() async throws {
        let bridge = try await bridge()
        let path = try report(in: bridge.folder)
        let words = ["reconcile", "--report", path, "--zone", "UTC"]
        let preview = try await bridge.command(words)
        #expect(preview.status == 0, "\(preview.errors)")
        #expect(preview.output.contains("1 row of the waiting room left out."))
        #expect(preview.output.contains("3 rows compared, 3 new."))
        #expect(preview.output.contains("add --apply"))
        #expect(try cards(bridge) == 1)
        let applied = try await bridge.command(words + ["--apply", "--json"])
        #expect(applied.status == 0, "\(applied.errors)")
        let document = try JSON.parse(Array(applied.output.utf8))
        let found = try #require(document["occurrences"]?[0])
        #expect(found["occurrence"] == "uuid==")
        #expect(found["isApplied"] == true)
        #expect(found["people"]?[0]?["participant"] == .string(Self.person))
        #expect(try cards(bridge) == 2)
        let again = try await bridge.command(words + ["--apply"])
        #expect(again.output.contains("none new"))
        #expect(again.output.contains("Nobody's attendance changes."))
        #expect(try cards(bridge) == 2)
    }

    @Test("without a running bridge the command does it itself; what cannot be done is said in words")
    func withoutBridge() async throws {
        let bridge = try await bridge()
        let path = try report(in: bridge.folder)
        await bridge.kill()
        let unknown = try await bridge.command(["reconcile", "--report", path])
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("add --zone"))
        let applied = try await bridge.command(["reconcile", "--report", path, "--zone", "UTC", "--apply"])
        #expect(applied.status == 0, "\(applied.errors)")
        #expect(applied.output.contains("3 new; now in the journal."))
        #expect(try cards(bridge) == 2)
        let broken = try await bridge.command(
            ["reconcile", "--report", try bridge.folder.write("a,b\n1,2\n", to: "x.csv"), "--zone", "UTC"])
        #expect(broken.status == 1)
        #expect(broken.errors.contains("the report cannot be used. line 1, column 1"))
        let api = try await bridge.command(["reconcile", "--api"])
        #expect(api.status == 1)
        #expect(api.errors.contains("zoomAPI.accountID"))
    }

    @Test("Zoom's API and its log of failed deliveries tell what was lost")
    func zoom() async throws {
        let start = occurrence.start
        let held = (
            uuid: occurrence.id.rawValue, start: start.rfc3339, end: (start + .minutes(50)).rfc3339,
            join: (start + .minutes(1)).rfc3339, leave: (start + .minutes(31)).rfc3339
        )
        let number = TestRoster.number(0)
        let late = String(decoding: occurrence.left(0, minute: 45), as: UTF8.self)
        let server = try LocalServer { request in
            func answer(_ json: JSON) -> LocalServer.Reply { .text(json.pretty()) }
            guard request.path != "/oauth/token" else {
                return answer(["access_token": "token", "token_type": "bearer", "expires_in": 3600])
            }
            guard request.headers["authorization"] == "Bearer token" else { return .text("{}", status: 401) }
            switch request.path {
            case "/v2/past_meetings/\(number)/instances":
                return answer(["meetings": [["uuid": .string(held.uuid), "start_time": .string(held.start)]]])
            case "/v2/past_meetings/uuid%3D%3D":
                return answer([
                    "uuid": .string(held.uuid), "id": .string(number), "start_time": .string(held.start),
                    "end_time": .string(held.end),
                ])
            case "/v2/report/meetings/uuid%3D%3D/participants":
                return answer([
                    "participants": [
                        [
                            "user_id": "16778240", "name": "Person 0",
                            "user_email": .string(TestRoster.email(0, of: 0)),
                            "join_time": .string(held.join), "leave_time": .string(held.leave), "status": "in_meeting",
                        ]
                    ], "next_page_token": "",
                ])
            case "/v2/marketplace/apps/app/webhook_logs":
                return answer(["webhook_logs": [["event": "x", "request_body": .string(late)]], "next_page_token": ""])
            default: return .text(#"{"code":3001,"message":"Meeting does not exist."}"#, status: 404)
            }
        }
        let bridge = try await bridge([
            "BRIDGE_ZOOM_API_ACCOUNT_ID": "account", "BRIDGE_ZOOM_API_CLIENT_ID": "client",
            "BRIDGE_ZOOM_API_CLIENT_SECRET": "hush-hush", "BRIDGE_ZOOM_API_APP_ID": "app",
            "BRIDGE_ZOOM_API_URL": server.url + "/v2", "BRIDGE_ZOOM_API_TOKEN_URL": server.url + "/oauth/token",
        ])
        let preview = try await bridge.command(["reconcile", "--api", "--meeting", number])
        #expect(preview.status == 0, "\(preview.errors)")
        #expect(preview.output.contains(Self.person))
        #expect(try proven(bridge).count == 1)
        #expect(try cards(bridge) == 1)
        let applied = try await bridge.command(["reconcile", "--api", "--apply", "--json"])
        #expect(applied.status == 0, "\(applied.errors)")
        #expect(try cards(bridge) == 2)
        let document = try JSON.parse(Array(applied.output.utf8))
        #expect(document["occurrences"]?[0]?["people"]?[0]?["after"]?["provenMs"] == 1_800_000)
        #expect(document["failures"] == [])
        let logs = try await bridge.command(["reconcile", "--webhook-logs", "--apply"])
        #expect(logs.status == 0, "\(logs.errors)")
        #expect(logs.output.hasPrefix("Failed deliveries in Zoom's log: 1.\n"))
        #expect(try cards(bridge) == 3, "44 minutes, for the leave came at 45")
        let sources = try DatabaseFile(bridge.database).rows("SELECT DISTINCT source FROM delivery ORDER BY 1")
        #expect(sources.count == 3)
        #expect(!bridge.logText.contains("hush-hush"))
        // The running bridge asks by itself some minutes after the end; that this one is planned is seen in the database.
        #expect(try DatabaseFile(bridge.database).rows("SELECT 1 FROM reconciliation WHERE occurrence > 0").count == 1)
    }

    @Test(
        "what does not go together is a mistake of use",
        arguments: [
            ("", "Say one of"), ("--api --webhook-logs", "Say one of"),
            ("--report x --since 2026-01-01", "“--since” does not go with “--report”"),
            ("--api --zone UTC", "“--zone” does not go with “--api”"),
            ("--webhook-logs --meeting 84712639219", "“--meeting” does not go with “--webhook-logs”"),
            ("--api --since yesterday", "“--since” must be a date"), ("--api --meeting 12", "“--meeting” must be"),
        ])
    func usage(line: String, message: String) throws {
        let words = ["reconcile"] + line.split(separator: " ").map(String.init)
        guard case .run(_, let invocation) = try ParsedCommandLine(words, root: .attendanceBridge) else {
            Issue.record("\(line) is no run")
            return
        }
        let error = #expect(throws: UsageError.self) { try askedReconciliation(invocation) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }
}
