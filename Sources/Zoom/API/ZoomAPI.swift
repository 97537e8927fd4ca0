public import Attendance
internal import JSON

/// Reads what Zoom itself recorded, as a server-to-server OAuth app of the account.
///
/// Waits and asks again where that helps: a token that expired, too many requests a second, a fault of Zoom's, a page
/// token that expired. Everything else is thrown as a `ZoomAPIError`; cancelling the task, as a `CancellationError`.
public actor ZoomAPI {
    /// Throws `APITransportFailure` where no answer comes. Must not follow redirects, for the request carries a token.
    public typealias Transport = @Sendable (APIRequest) async throws -> APIAnswer
    public typealias Pause = @Sendable (Span) async throws -> Void

    private let credentials: ZoomCredentials
    private let base: ZoomAPIBase
    private let transport: Transport
    private let pause: Pause
    private let now: @Sendable () -> Timestamp
    private var token: AccessToken?
    private var renewal: Task<AccessToken, any Error>?

    /// How often one request is sent at most, and how often a list is begun again.
    private let (maxAttempts, maxBeginnings) = (5, 3)
    /// A list of more pages than this never ends.
    private let maxPages = 500

    public init(
        _ credentials: ZoomCredentials, base: ZoomAPIBase = .zoom, transport: @escaping Transport,
        pause: @escaping Pause, now: @escaping @Sendable () -> Timestamp
    ) {
        self.credentials = credentials
        self.base = base
        self.transport = transport
        self.pause = pause
        self.now = now
    }

    /// All rows of a list, page after page. Begins again when a page's token expired on the way.
    /// - Returns: nil where Zoom says null instead of a list.
    func list(_ name: String, at path: String, _ query: [(String, String)]) async throws -> ZoomList? {
        for _ in 0..<maxBeginnings {
            if let list = try await wholeList(name, at: path, query) { return list.rows == nil ? nil : list }
        }
        throw ZoomAPIError.unreadable("its list cannot be read to the end, because its page tokens expire on the way")
    }

    /// Nil where a page token expired.
    private func wholeList(_ name: String, at path: String, _ query: [(String, String)]) async throws -> ZoomList? {
        var list = ZoomList()
        var pageToken: String?
        for _ in 0..<maxPages {
            let pageQuery = query + [("page_size", "300")] + (pageToken.map { [("next_page_token", $0)] } ?? [])
            let page: JSONView
            do {
                page = try await get(path, pageQuery, hasPageToken: pageToken != nil)
            } catch PageTokenExpired.expired {
                return nil
            }
            try list.add(page, name)
            let next = page["next_page_token"]?.string ?? ""
            if next.isEmpty { return list }
            guard next != pageToken else { throw ZoomAPIError.unreadable("a page names itself as the next one") }
            pageToken = next
        }
        throw ZoomAPIError.unreadable("its list does not end after \(maxPages) pages")
    }

    func get(_ path: String, _ query: [(String, String)] = [], hasPageToken: Bool = false) async throws -> JSONView {
        let url = base.api + path + queryString(query)
        var isTokenFresh = false
        while true {
            let token = try await validToken()
            let request = APIRequest(
                method: "GET", url: url,
                headers: [("authorization", "Bearer \(token.value)"), ("accept", "application/json")], body: [])
            switch try await exchange(request, hasPageToken: hasPageToken) {
            case .document(let document): return document
            case .refused(.token(let words)):
                // Another task may have renewed it meanwhile.
                if self.token == token { self.token = nil }
                if isTokenFresh { throw ZoomAPIError.notAccepted(words) }
                isTokenFresh = true
            case .refused(.pageToken): throw PageTokenExpired.expired
            case .refused(.final(let error)), .refused(.later(_, let error)): throw error
            }
        }
    }

    private enum Outcome {
        case document(JSONView)
        case refused(Refusal)
    }

    private enum PageTokenExpired: Error { case expired }

    /// One request and its answer, sent again where waiting helps.
    private func exchange(_ request: APIRequest, hasPageToken: Bool = false) async throws -> Outcome {
        var attempt = 1
        while true {
            let delay: Span?
            let failure: ZoomAPIError
            do {
                let answer = try await transport(request)
                let document = try? JSONView.parseTolerantly(answer.body)
                let secrets =
                    [credentials.clientSecret]
                    + request.headers.filter { $0.name == "authorization" }
                    .flatMap { $0.value.split(separator: " ").map(String.init) }.dropFirst()
                switch Refusal(
                    answer, document: document, hasPageToken: hasPageToken, hiding: secrets, now: now())
                {
                case nil:
                    guard let document, document.kind == .object else {
                        throw ZoomAPIError.unreadable("it is not a JSON object")
                    }
                    return .document(document)
                case .later(let after, let error): (delay, failure) = (after, error)
                case let refusal?: return .refused(refusal)
                }
            } catch let error as APITransportFailure {
                try Task.checkCancellation()
                (delay, failure) = (nil, .unreachable(error.description))
                guard error.isWorthRetrying else { throw failure }
            }
            guard attempt < maxAttempts else { throw failure }
            try await pause(max(delay ?? .zero, .seconds(1 << Int64(attempt - 1))))
            attempt += 1
        }
    }

    /// The token in hand, or a new one shortly before that one expires.
    private func validToken() async throws -> AccessToken {
        if let token, token.isGood(at: now()) { return token }
        if let renewal { return try await renewal.value }
        // Outlives a caller that is cancelled: others wait for the same token, and Zoom may count each one it hands out.
        let task = Task { try await renewToken() }
        renewal = task
        defer { renewal = nil }
        let renewed = try await task.value
        token = renewed
        return renewed
    }

    private func renewToken() async throws -> AccessToken {
        let form = "grant_type=account_credentials&account_id=\(percentEncoded(credentials.account))"
        let request = APIRequest(
            method: "POST", url: base.token,
            headers: [
                ("authorization", credentials.basicAuthorization), ("accept", "application/json"),
                ("content-type", "application/x-www-form-urlencoded"),
            ], body: Array(form.utf8))
        switch try await exchange(request) {
        case .document(let document):
            guard let token = AccessToken(document, now: now()) else {
                throw ZoomAPIError.unreadable("there is no token in it")
            }
            return token
        case .refused(.token(let words)), .refused(.final(.notPermitted(let words))),
            .refused(.final(.refused(_, _, let words))):
            throw ZoomAPIError.notAccepted(words)
        case .refused(.final(let error)), .refused(.later(_, let error)): throw error
        case .refused(.pageToken): throw ZoomAPIError.unreadable("it speaks of a page")
        }
    }

    private func queryString(_ query: [(String, String)]) -> String {
        let pairs = query.map { "\($0.0)=\(percentEncoded($0.1))" }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }

    var moment: Timestamp { now() }
}
