internal import Live
internal import Server

/// One connection of the feed: whose it is, what it wants to hear, and from where it goes on.
final class FeedListener: WebSocketHandler, StreamHandler {
    let desk: FeedDesk
    let principal: Principal
    let request: FeedRequest
    /// How often access had changed when it was looked whether the principal may listen.
    let lookedAt: UInt64

    init(desk: FeedDesk, principal: Principal, request: FeedRequest, lookedAt: UInt64) {
        self.desk = desk
        self.principal = principal
        self.request = request
        self.lookedAt = lookedAt
    }

    func opened(_ socket: WebSocket) { begin(.socket(socket)) }

    func received(_ message: [UInt8], text: Bool, from socket: WebSocket) {
        desk.assumeIsolated { $0.receive(message, isText: text, from: .socket(socket)) }
    }

    func drained(_ socket: WebSocket) { desk.assumeIsolated { $0.resume(.socket(socket)) } }

    func closed(_ socket: WebSocket, code: CloseCode) { desk.assumeIsolated { $0.disconnect(.socket(socket), code) } }

    func opened(_ stream: ResponseStream) { begin(.stream(stream)) }

    func drained(_ stream: ResponseStream) { desk.assumeIsolated { $0.resume(.stream(stream)) } }

    func closed(_ stream: ResponseStream, code: CloseCode) {
        desk.assumeIsolated { $0.disconnect(.stream(stream), code) }
    }

    private func begin(_ outlet: FeedOutlet) {
        desk.assumeIsolated { $0.connect(self, outlet) }
    }
}
