import Attendance
import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Every route, asked by everybody")
struct RightsMatrixTests {
    @Test("each route answers each asker as it is documented to; absent and forbidden are told in the same bytes")
    func matrix() async throws {
        let scene = try await RightsScene()
        let bridge = scene.bridge
        let absent = try bridge.get("/api/participants/nobody/progress", as: "admin")
        #expect(absent.status == 404)
        for row in scene.rows {
            // Those who may come last: what they do may take from the others what they ask for.
            for asker in Asker.allCases.filter({ !row.allowed.contains($0) }) + row.allowed {
                // The matrix is no guesser: each row and asker comes from elsewhere.
                let elsewhere = ("x-forwarded-for", "10.\(row.route.count).\(row.target.count).\(asker.rawValue.count)")
                var headers = try asker.headers() + row.headers + [elsewhere]
                if row.body != nil { headers.append(("content-type", "application/json")) }
                let answer = try bridge.connect().send(
                    row.isEndless ? "HEAD" : row.method, row.target, headers: headers,
                    body: row.body.map { Array($0.pretty().utf8) })
                let name: Comment = "\(asker): \(row.route) answered \(answer.status) \(answer.text.prefix(200))"
                if row.allowed.contains(asker) {
                    #expect(row.statuses.contains(answer.status), name)
                    // What others may use too tells them nothing of who is not theirs.
                    if asker == .otherRep || asker == .otherParticipant {
                        #expect(!answer.text.contains("p0m0") && !answer.text.contains("Person 0 of 0"), name)
                    }
                } else if asker.isStranger {
                    #expect(answer.status == 401, name)
                } else {
                    #expect(answer.status == 404, name)
                    if !row.isEndless { #expect(answer.body == absent.body, name) }
                    #expect(answer.headerNames == absent.headerNames, name)
                }
            }
        }
    }

    @Test("the matrix and the API's own description name the same routes")
    func complete() async throws {
        let scene = try await RightsScene()
        let paths = try #require(try scene.bridge.get("/openapi.json").json["paths"]?.object)
        let described = paths.flatMap { path, item in
            (item.object ?? [:]).keys.filter { ["get", "put", "post", "delete", "patch"].contains($0) }.map {
                "\($0.uppercased()) \(path)"
            }
        }
        let walked = scene.rows.map(\.route)
        #expect(Set(walked).count == walked.count)
        #expect(Set(described) == Set(walked), "\(Set(described).symmetricDifference(walked).sorted())")
    }

    @Test("a token without the scope of a route is refused alike, whatever it asks for")
    func scopes() async throws {
        let bridge = try await BridgeProcess.started()
        func token(_ scopes: String) async throws -> String {
            let made = try await bridge.command([
                "user", "token", "admin", "--name", scopes, "--scopes", scopes, "--json",
            ])
            return try #require(try JSON.parse(Array(made.output.utf8))["token"]?.string, "\(made.errors)")
        }
        func status(_ method: String, _ target: String, _ token: String) throws -> Int {
            try bridge.connect().send(
                method, target, headers: [("authorization", "Bearer \(token)")], body: method == "GET" ? nil : []
            ).status
        }
        let rows: [(method: String, target: String, scope: String)] = [
            ("GET", "/api/participants/p0m0/progress", "read"), ("GET", "/api/audit-log", "read"),
            ("POST", "/api/excuses", "decide"), ("POST", "/api/disputes/1/answer", "decide"),
            ("POST", "/api/users", "administer"), ("POST", "/api/participants/p0m0/erasure", "administer"),
            ("GET", "/api/feed", "feed"), ("POST", "/api/feed/tickets", "feed"), ("GET", "/ws", "feed"),
        ]
        for scope in ["read", "decide", "administer", "feed"] {
            let token = try await token(scope)
            for row in rows {
                let got = try status(row.method, row.target, token)
                if row.scope == scope {
                    #expect(got != 403 && got != 401, "\(scope): \(row.method) \(row.target) answered \(got)")
                } else {
                    #expect(got == 403, "\(scope): \(row.method) \(row.target) answered \(got)")
                }
            }
        }
    }
}

extension HTTPAnswer {
    /// Without what differs from answer to answer.
    fileprivate var headerNames: [String] { headers.map(\.name).sorted() }
}
