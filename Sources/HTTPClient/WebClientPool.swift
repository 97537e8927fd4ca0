internal import Synchronization

/// Some clients that work at the same time, each with a thread of its own: a server that is slow to answer keeps none of
/// the others waiting.
///
/// They are made when they are first needed, and kept with their connections.
public final class WebClientPool: Sendable {
    private struct State {
        /// The one that was used last stands last.
        var idle: [(client: WebClient, host: Substring)] = []
        var made = 0
    }

    private let settings: WebClientSettings
    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: how many requests may be under way; one more is refused as `busy`.
    public init(_ settings: WebClientSettings = WebClientSettings(), limit: Int) {
        self.settings = settings
        self.limit = limit
    }

    public func send(_ request: WebRequest) async throws(WebFailure) -> WebAnswer {
        let host = Self.host(of: request.url)
        let client = try takeClient(for: host)
        defer { state.withLock { $0.idle.append((client, host)) } }
        return try await client.send(request)
    }

    /// Rather one that has spoken with the host before, for it may have a connection to it.
    private func takeClient(for host: Substring) throws(WebFailure) -> WebClient {
        let idle: WebClient? = state.withLock { state in
            if let index = state.idle.lastIndex(where: { $0.host == host }) {
                return state.idle.remove(at: index).client
            }
            if state.made < limit { return nil }
            return state.idle.isEmpty ? nil : state.idle.removeFirst().client
        }
        if let idle { return idle }
        let isAllowed = state.withLock { state in
            guard state.made < limit else { return false }
            state.made += 1
            return true
        }
        guard isAllowed else { throw WebFailure(kind: .busy, description: "\(limit) requests are under way already") }
        do { return try WebClient(settings, maxWaiting: 1) } catch {
            state.withLock { $0.made -= 1 }
            throw error
        }
    }

    /// Scheme, host and port: what a connection hangs on.
    private static func host(of url: String) -> Substring {
        var slashes = 0
        return url.prefix { character in
            if character == "/" { slashes += 1 }
            return slashes < 3
        }
    }
}
