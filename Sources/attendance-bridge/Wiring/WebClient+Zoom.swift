import HTTPClient
import Zoom

extension WebClient {
    /// Carries what Zoom's API is asked, and its answers.
    nonisolated var zoomTransport: ZoomAPI.Transport {
        { request in
            do throws(WebFailure) {
                let answer = try await self.send(
                    WebRequest(
                        method: request.method, url: request.url, headers: request.headers, body: request.body,
                        timeoutMilliseconds: 30_000))
                return APIAnswer(status: answer.status, headers: answer.headers, body: answer.body)
            } catch {
                if error.kind == .cancelled { throw CancellationError() }
                throw APITransportFailure(error.description, isWorthRetrying: error.isWorthRetrying)
            }
        }
    }
}
