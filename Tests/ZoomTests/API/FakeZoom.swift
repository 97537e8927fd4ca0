import Attendance
import HTTPClient
import Synchronization
import TestSupport
import Testing

@testable import Zoom

/// Zoom's API on this machine, in the published shapes; what goes wrong is up to the test.
final class FakeZoom: Sendable {
    private struct State {
        var issued = 0
        var isTokenGood = false
        /// 2026-11-21T10:00:00Z
        var now = Timestamp(seconds: 1_795_255_200)
        var pauses: [Span] = []
    }

    static let secret = "sEcReT0123456789sEcReT0123456789"
    private let state: Shared
    let server: LocalServer

    /// - Parameter answer: to requests with a good token; the number counts them from 1.
    init(
        expiresIn: Int = 3600, _ answer: @escaping @Sendable (LocalServer.Request, Int) -> LocalServer.Reply
    ) throws {
        let shared = Shared()
        state = shared
        server = try LocalServer { request in
            if request.path == "/oauth/token" { return shared.token(request, expiresIn: expiresIn) }
            return shared.isGood(request.headers["authorization"])
                ? answer(request, shared.count())
                : .text(#"{"code":124,"message":"Invalid access token."}"#, status: 401)
        }
    }

    private final class Shared: Sendable {
        let state = Mutex(State())
        private let answered = Atomic<Int>(0)

        func count() -> Int { answered.add(1, ordering: .relaxed).newValue }

        func isGood(_ authorization: String?) -> Bool {
            state.withLock { $0.isTokenGood && authorization == "Bearer token-\($0.issued)" }
        }

        func token(_ request: LocalServer.Request, expiresIn: Int) -> LocalServer.Reply {
            let isRight =
                request.method == "POST"
                && request.headers["authorization"] == "Basic " + base64(Array("client:\(FakeZoom.secret)".utf8))
                && request.headers["content-type"] == "application/x-www-form-urlencoded"
                && String(decoding: request.body, as: UTF8.self)
                    == "grant_type=account_credentials&account_id=a%2Fccount"
            guard isRight else {
                return .text(#"{"reason":"Invalid client_id or client_secret","error":"invalid_client"}"#, status: 400)
            }
            let number = state.withLock { state in
                state.issued += 1
                state.isTokenGood = true
                return state.issued
            }
            return .text(
                #"{"access_token":"token-\#(number)","token_type":"bearer","expires_in":\#(expiresIn),"scope":"x"}"#)
        }
    }

    func api(secret: String = FakeZoom.secret) throws -> ZoomAPI {
        let client = try WebClient()
        return try api(secret: secret) { request in
            let answer = try await client.send(
                WebRequest(method: request.method, url: request.url, headers: request.headers, body: request.body))
            return APIAnswer(status: answer.status, headers: answer.headers, body: answer.body)
        }
    }

    func api(secret: String = FakeZoom.secret, transport: @escaping ZoomAPI.Transport) throws -> ZoomAPI {
        let credentials = try #require(ZoomCredentials(account: "a/ccount", clientID: "client", clientSecret: secret))
        let base = try #require(ZoomAPIBase(apiURL: server.url + "/v2/", tokenURL: server.url + "/oauth/token"))
        let shared = state
        return ZoomAPI(
            credentials, base: base, transport: transport,
            pause: { length in
                try Task.checkCancellation()
                shared.state.withLock { state in
                    state.pauses.append(length)
                    state.now = state.now + length
                }
            }, now: { shared.state.withLock { $0.now } })
    }

    var now: Timestamp { state.state.withLock { $0.now } }
    /// What the client waited, in seconds.
    var pauses: [Int64] { state.state.withLock { $0.pauses.map { $0.milliseconds / 1000 } } }
    var tokensIssued: Int { state.state.withLock { $0.issued } }
    /// What was asked for, tokens aside, as it went over the wire.
    var targets: [String] { server.requests.map(\.target).filter { $0 != "/oauth/token" } }

    func advance(_ length: Span) { state.state.withLock { $0.now = $0.now + length } }
    func revokeToken() { state.state.withLock { $0.isTokenGood = false } }
}

extension ZoomAPIError {
    /// What a call throws; nil where it throws nothing, or something else.
    static func thrown(by call: () async throws -> Void) async -> ZoomAPIError? {
        do {
            try await call()
            return nil
        } catch { return error as? ZoomAPIError }
    }
}
