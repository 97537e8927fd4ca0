import Attendance
import Foundation
import HTTPClient
import JSON
import Synchronization
import TestSupport
import Zoom

/// A Zoom account on this machine that speaks the published shapes: what it recorded is up to the test.
final class FakeAccount: Sendable {
    struct Held: Sendable {
        var uuid: String
        var start: Timestamp
        /// Nil as long as it goes on.
        var end: Timestamp?
        /// Nil where Zoom has not made its report yet.
        var rows: [JSON]?
    }

    struct State: Sendable {
        /// By meeting number.
        var meetings: [String: [Held]] = [:]
        /// Bodies of deliveries that failed.
        var log: [[UInt8]] = []
        /// Answered to everything but tokens.
        var refusal: (status: Int, body: String)?
        var asked: [String] = []
    }

    let state: Shared
    private let server: LocalServer
    private let client: WebClient

    final class Shared: Sendable {
        let mutex = Mutex(State())
    }

    init() throws {
        let shared = Shared()
        state = shared
        client = try WebClient()
        server = try LocalServer { request in
            if request.path == "/oauth/token" { return .text(#"{"access_token":"token","expires_in":3600}"#) }
            guard request.headers["authorization"] == "Bearer token" else {
                return .text(#"{"code":124,"message":"Invalid access token."}"#, status: 401)
            }
            return shared.mutex.withLock { state in
                state.asked.append(request.path)
                if let (status, body) = state.refusal { return .text(body, status: status) }
                return state.answer(request)
            }
        }
    }

    func update(_ change: (inout State) -> Void) { state.mutex.withLock { change(&$0) } }
    var asked: [String] { state.mutex.withLock { $0.asked } }

    func api(now: @escaping @Sendable () -> Timestamp) throws -> ZoomAPI {
        guard let credentials = ZoomCredentials(account: "a", clientID: "c", clientSecret: "s"),
            let base = ZoomAPIBase(apiURL: server.url + "/v2", tokenURL: server.url + "/oauth/token")
        else { throw WrongSettings() }
        let client = client
        return ZoomAPI(
            credentials, base: base,
            transport: { request in
                let answer = try await client.send(
                    WebRequest(method: request.method, url: request.url, headers: request.headers, body: request.body))
                return APIAnswer(status: answer.status, headers: answer.headers, body: answer.body)
            }, pause: { _ in }, now: now)
    }

    struct WrongSettings: Error {}

    /// A row of a participant report.
    static func row(_ email: String, _ join: Timestamp, _ leave: Timestamp, connection: String = "1") -> JSON {
        [
            "user_id": .string(email + connection), "participant_uuid": .string(email + connection),
            "name": .string(email), "user_email": .string(email), "join_time": .string(join.rfc3339),
            "leave_time": .string(leave.rfc3339), "status": "in_meeting",
            "duration": .integer((leave - join).milliseconds / 1000),
        ]
    }

    static func waitingRow(_ email: String, _ join: Timestamp, _ leave: Timestamp) -> JSON {
        guard case .object(var row) = row(email, join, leave, connection: "waiting") else { return .null }
        row["status"] = "in_waiting_room"
        return .object(row)
    }
}

extension FakeAccount.State {
    fileprivate func answer(_ request: LocalServer.Request) -> LocalServer.Reply {
        let parts = request.path.split(separator: "/").map(String.init)
        switch (parts.dropFirst().first, parts.last) {
        case ("past_meetings", "instances"):
            guard let held = meetings[parts[2]] else { return Self.unknown }
            let list = held.map { JSON.object(["uuid": .string($0.uuid), "start_time": .string($0.start.rfc3339)]) }
            return Self.reply(["meetings": .array(list)])
        case ("report", "participants"):
            guard let (_, held) = find(parts[3]) else { return Self.unknown }
            return Self.reply(["participants": held.rows.map { .array($0) } ?? .null, "next_page_token": ""])
        case ("past_meetings", let uuid?):
            guard let (number, held) = find(uuid) else { return Self.unknown }
            var object: [String: JSON] = [
                "uuid": .string(held.uuid), "id": .string(number), "start_time": .string(held.start.rfc3339),
            ]
            if let end = held.end { object["end_time"] = .string(end.rfc3339) }
            return Self.reply(.object(object))
        case ("marketplace", "webhook_logs"):
            let rows = log.map { body in
                JSON.object([
                    "event": "x", "request_body": .string(String(decoding: body, as: UTF8.self)),
                    "date_time": "2026-09-15T23:30:00Z",
                ])
            }
            return Self.reply(["webhook_logs": .array(rows), "next_page_token": ""])
        default: return Self.unknown
        }
    }

    private func find(_ encoded: String) -> (number: String, held: FakeAccount.Held)? {
        let once = encoded.removingPercentEncoding ?? encoded
        for (number, list) in meetings {
            for held in list {
                // Zoom wants these, and only these, encoded twice.
                let isTwice = held.uuid.hasPrefix("/") || held.uuid.contains("//")
                if held.uuid == (isTwice ? once.removingPercentEncoding : once) { return (number, held) }
            }
        }
        return nil
    }

    private static let unknown = LocalServer.Reply.text(
        #"{"code":3001,"message":"Meeting does not exist."}"#, status: 404)

    private static func reply(_ json: JSON) -> LocalServer.Reply { .text(json.pretty()) }
}
