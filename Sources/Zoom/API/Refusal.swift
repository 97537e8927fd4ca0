internal import Attendance
internal import JSON

/// What an answer of Zoom's means that is not the one asked for.
enum Refusal: Hashable {
    /// The token is not, or no longer, good.
    case token(words: String)
    /// The token of a page has expired or is of another list.
    case pageToken
    case final(ZoomAPIError)
    /// Later, if the server says when.
    case later(after: Span?, ZoomAPIError)

    /// - Parameter hasPageToken: whether the request asked for a page other than the first.
    /// - Parameter secrets: what must not be repeated, should Zoom's words hold it.
    /// - Returns: nil for a success.
    init?(
        _ answer: APIAnswer, document: JSONView?, hasPageToken: Bool = false, hiding secrets: [String] = [],
        now: Timestamp
    ) {
        let code = document?["code"]?.whole
        let words = Self.words(document, hiding: secrets)
        let lower = words.lowercased()
        let lacksScope = lower.contains("scope") || code == 4711
        switch answer.status {
        case 200..<300:
            // A plan that does not include a report is told so with status 200 and a code.
            guard let code, code != 0, document?["message"]?.string != nil else { return nil }
            self = .final(.notPermitted(words))
        case 429: self = Self.rateLimit(answer, lower, now: now)
        case 500...:
            self = .later(after: RetryAfter(answer, now: now)?.delay, .unavailable(status: answer.status))
        case _ where hasPageToken && (lower.contains("page token") || lower.contains("page_token")):
            self = .pageToken
        case _ where lacksScope: self = .final(.notPermitted(words))
        // 201, 200: no permission, or not with this plan.
        case 400...403 where code == 200 || code == 201: self = .final(.notPermitted(words))
        case 401,
            _ where code == 124:
            self = .token(words: words)
        case 403: self = .final(.notPermitted(words))
        // "Meeting ID is invalid or not end.": the report is made after the end.
        case _ where code == 3001 && (lower.contains("not end") || lower.contains("not been ended")):
            self = .final(.notReady)
        // 12702: a year ago or longer.
        case 404,
            _ where code == 3001 || code == 12702:
            self = .final(.notFound(words))
        default: self = .final(.refused(status: answer.status, code: code, words: words))
        }
    }

    private static func rateLimit(_ answer: APIAnswer, _ words: String, now: Timestamp) -> Refusal {
        let retry = RetryAfter(answer, now: now)
        let type = answer.headers["x-ratelimit-type"]?.lowercased() ?? ""
        let isDaily = type.contains("daily") || type.isEmpty && words.contains("daily")
        // Nobody waits an hour inside a request.
        if let retry, retry.delay > .minutes(5) { return .final(.dailyLimit(until: retry.moment)) }
        if isDaily { return .final(.dailyLimit(until: retry?.moment ?? nextMidnight(after: now))) }
        return .later(after: retry?.delay, .tooManyRequests)
    }

    /// Zoom's days end at midnight UTC.
    private static func nextMidnight(after now: Timestamp) -> Timestamp {
        let day: Int64 = 86_400_000
        return Timestamp(milliseconds: (now.milliseconds / day + 1) * day)
    }

    /// Zoom's own words, on one line and not longer than a person reads.
    private static func words(_ document: JSONView?, hiding secrets: [String]) -> String {
        let said = ["message", "reason", "errorMessage", "error_description", "error"].lazy
            .compactMap { document?[$0]?.string }.first { !$0.isEmpty }
        guard var said else { return "no reason was given" }
        for secret in secrets where !secret.isEmpty { said = said.replacing(secret, with: "(secret)") }
        let oneLine = String(
            said.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
        return oneLine.count > 300 ? oneLine.prefix(300) + "…" : oneLine
    }
}
