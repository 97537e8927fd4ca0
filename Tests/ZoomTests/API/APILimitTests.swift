import Attendance
import HTTPClient
import TestSupport
import Testing

@testable import Zoom

@Suite("API limits and faults", .timeLimit(.minutes(1)))
struct APILimitTests {
    static let number = MeetingNumber("84712639219")
    static let fine = LocalServer.Reply.text(#"{"meetings":[]}"#)

    @Test("too many requests a second: waits as long as Zoom says, then asks again")
    func perSecond() async throws {
        let zoom = try FakeZoom { _, number in
            number < 3
                ? .text(
                    #"{"code":429,"message":"You have reached the maximum per-second rate limit for this API."}"#,
                    status: 429, headers: [("X-RateLimit-Type", "QPS"), ("Retry-After", "7")]) : Self.fine
        }
        _ = try await zoom.api().instances(of: Self.number)
        #expect(zoom.pauses == [7, 7])
    }

    @Test("where Zoom does not say how long, each pause is twice the last, and the fifth refusal is final")
    func backoff() async throws {
        let zoom = try FakeZoom { _, _ in .text("", status: 429) }
        let error = await ZoomAPIError.thrown { _ = try await zoom.api().instances(of: Self.number) }
        #expect(error == .tooManyRequests)
        #expect(zoom.pauses == [1, 2, 4, 8])
    }

    @Test(
        "a day's limit is not waited for: the error says when it ends",
        arguments: [
            (
                [("X-RateLimit-Type", "Daily-limit"), ("Retry-After", "2026-11-22T00:00:00Z")], "",
                "2026-11-22T00:00:00Z"
            ),
            (
                [("X-RateLimit-Type", "Daily-limit"), ("Retry-After", "Sun, 22 Nov 2026 00:00:00 GMT")], "",
                "2026-11-22T00:00:00Z"
            ),
            ([("X-RateLimit-Type", "Daily-limit")], "", "2026-11-22T00:00:00Z"),
            ([("Retry-After", "3600")], "", "2026-11-21T11:00:00Z"),
            (
                [], #"{"code":429,"message":"You have exceeded the daily rate limit (100) of requests."}"#,
                "2026-11-22T00:00:00Z"
            ),
        ])
    func daily(headers: [(String, String)], body: String, reset: String) async throws {
        let zoom = try FakeZoom { _, _ in .text(body, status: 429, headers: headers) }
        let error = await ZoomAPIError.thrown { _ = try await zoom.api().instances(of: Self.number) }
        #expect(error == Timestamp(rfc3339: reset).map { .dailyLimit(until: $0) })
        #expect(zoom.pauses.isEmpty)
        #expect(zoom.targets.count == 1)
    }

    @Test("a fault of Zoom's is outwaited; one that stays is said so")
    func unavailable() async throws {
        let passing = try FakeZoom { _, number in number < 3 ? .text("<html>", status: 503) : Self.fine }
        _ = try await passing.api().instances(of: Self.number)
        #expect(passing.pauses == [1, 2])
        let lasting = try FakeZoom { _, _ in .text("<html>", status: 502, headers: [("Retry-After", "3")]) }
        let error = await ZoomAPIError.thrown { _ = try await lasting.api().instances(of: Self.number) }
        #expect(error == .unavailable(status: 502))
        #expect(lasting.pauses == [3, 3, 4, 8])
    }

    @Test("no answer is tried again where that may help")
    func unreachable() async throws {
        let zoom = try FakeZoom { _, _ in Self.fine }
        for isWorthRetrying in [true, false] {
            let before = zoom.pauses.count
            let api = try zoom.api { _ in throw APITransportFailure("nobody", isWorthRetrying: isWorthRetrying) }
            let error = await ZoomAPIError.thrown { _ = try await api.instances(of: Self.number) }
            #expect(error == .unreachable("nobody"))
            #expect(zoom.pauses.count - before == (isWorthRetrying ? 4 : 0))
        }
    }

    @Test("a cancelled task ends as cancelled, whatever its request came to", arguments: [true, false])
    func cancelled(isWorthRetrying: Bool) async throws {
        let zoom = try FakeZoom { _, _ in Self.fine }
        let api = try zoom.api { _ in
            withUnsafeCurrentTask { $0?.cancel() }
            throw APITransportFailure("it was cancelled", isWorthRetrying: isWorthRetrying)
        }
        let task = Task { try await api.instances(of: Self.number) }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(zoom.pauses.isEmpty)
    }

    @Test("an answer that is no JSON object is said so", arguments: ["<html>", "", "[]", "null", "{"])
    func unreadable(body: String) async throws {
        let zoom = try FakeZoom { _, _ in .text(body) }
        let error = await ZoomAPIError.thrown { _ = try await zoom.api().instances(of: Self.number) }
        #expect(error == .unreadable("it is not a JSON object"))
    }

    @Test("when a server wants to be asked again, in all the forms it may say so")
    func retryAfter() {
        let now = Timestamp(seconds: 1_000_000)
        func delay(_ text: String) -> Int64? {
            RetryAfter(APIAnswer(status: 429, headers: ["retry-after": text]), now: now).map {
                $0.delay.milliseconds / 1000
            }
        }
        #expect(delay("0") == 0)
        #expect(delay("12") == 12)
        #expect(delay("1970-01-12T13:46:41Z") == 1)
        #expect(delay("Mon, 12 Jan 1970 13:47:40 GMT") == 60)
        #expect(delay("1970-01-01T00:00:00Z") == 0)
        for text in ["", "soon", "-1", "99999999999", "Mon, 12 Jam 1970 13:47:40 GMT"] {
            #expect(delay(text) == nil, "\(text)")
        }
    }
}
