import Glibc
import Server
import Synchronization

/// Many WebSockets to the feed on one loop, each of one person, that note when an event comes.
///
/// `@unchecked Sendable` is not needed: what the loop's thread and the main thread share stands behind a mutex.
final class FeedClients: Sendable {
    private struct State {
        var connected = 0
        var closed = 0
        var messages = 0
        /// By connection: when the delivery was sent that the next event answers; 0 for none.
        var waitingSince: [UInt64] = []
        var latencies: [UInt32] = []
    }

    private let state = Mutex(State())
    private let loop = EventLoop()
    private let clients = Mutex<[WebSocketClient]>([])

    var connected: Int { state.withLock { $0.connected } }
    var closed: Int { state.withLock { $0.closed } }
    var messages: Int { state.withLock { $0.messages } }
    var unanswered: Int { state.withLock { $0.waitingSince.count { $0 != 0 } } }

    /// Microseconds from sending a delivery to having its event.
    var latencies: [UInt32] { state.withLock { $0.latencies } }

    /// Opens a connection for each token, some at a time, and waits until all are told `connected`.
    func open(_ tokens: [String], port: UInt16) throws {
        state.withLock { $0.waitingSince = [UInt64](repeating: 0, count: tokens.count) }
        let endpoint = Endpoint(host: "127.0.0.1", port: port)
        var opened = 0
        for (number, token) in tokens.enumerated() {
            let client = WebSocketClient(endpoint, target: "/ws?token=\(token)", on: loop) { [weak self] event in
                self?.received(event, by: number)
            }
            clients.withLock { $0.append(client) }
            opened += 1
            while opened - connected - closed > 64 { usleep(200) }
        }
        let began = monotonicNanoseconds()
        while connected < tokens.count {
            guard closed == 0 else { throw BenchError("the feed closed \(closed) connections while they were opened") }
            guard monotonicNanoseconds() - began < 30_000_000_000 else {
                throw BenchError("only \(connected) of \(tokens.count) connections were told “connected”")
            }
            usleep(1000)
        }
    }

    /// The next event of this connection answers a delivery sent now.
    func expect(_ number: Int) {
        state.withLock { $0.waitingSince[number] = monotonicNanoseconds() }
    }

    func isWaiting(_ number: Int) -> Bool { state.withLock { $0.waitingSince[number] != 0 } }

    func close() {
        for client in clients.withLock({ $0 }) { client.close() }
        clients.withLock { $0 = [] }
    }

    private func received(_ event: WebSocketClient.Event, by number: Int) {
        let now = monotonicNanoseconds()
        switch event {
        case .text(let text):
            // What is told first of a join or leave; the recomputed attendance may follow it.
            let isConnected = text.contains(#""event":"connected""#)
            let isNews =
                text.contains(#""event":"participant-joined""#) || text.contains(#""event":"participant-left""#)
            state.withLock { state in
                if isConnected { state.connected += 1 }
                state.messages += 1
                guard isNews, state.waitingSince[number] != 0 else { return }
                state.latencies.append(UInt32(clamping: (now - state.waitingSince[number]) / 1000))
                state.waitingSince[number] = 0
            }
        case .closed: state.withLock { $0.closed += 1 }
        case .opened, .binary: break
        }
    }
}
