import Glibc
import Server
import Synchronization

/// WebSockets of the feed that are lost all at once and come back all at once, each from where it was.
final class ReturningClients: Sendable {
    private struct State {
        /// Of each client, the last message it had.
        var last: [Int64]
        /// Told `connected` since it came last.
        var isConnected: [Bool]
        /// Told what it was waiting for since it came last.
        var isLive: [Bool]
        var connected = 0
        var live = 0
        var closed = 0
        /// What clients hear from before they were lost counts for nothing.
        var visit = 0
    }

    private let tokens: [String]
    private let port: UInt16
    private let loop = EventLoop()
    private let state: Mutex<State>
    private let clients = Mutex<[WebSocketClient]>([])

    init(_ tokens: [String], port: UInt16) {
        self.tokens = tokens
        self.port = port
        let none = [Bool](repeating: false, count: tokens.count)
        state = Mutex(State(last: none.map { _ in 0 }, isConnected: none, isLive: none))
    }

    /// Those that were told `connected`, and those that were told of the meeting, since they came last.
    var progress: (connected: Int, live: Int, closed: Int) {
        state.withLock { ($0.connected, $0.live, $0.closed) }
    }

    /// No more than so many are on their way at the same time.
    func come(together: Int) throws {
        let visit = beginVisit()
        for number in tokens.indices {
            connect(number, on: visit)
            while number - progress.connected > together {
                guard progress.closed == 0 else { throw BenchError("the feed closed connections while they came") }
                usleep(200)
            }
        }
    }

    /// All at once, on the thread of their loop: the caller goes on meanwhile.
    func comeAtOnce() {
        let visit = beginVisit()
        loop.post { for number in self.tokens.indices { self.connect(number, on: visit) } }
    }

    private func beginVisit() -> Int {
        state.withLock { state in
            state.visit += 1
            (state.connected, state.live, state.closed) = (0, 0, 0)
            for index in state.last.indices { (state.isConnected[index], state.isLive[index]) = (false, false) }
            return state.visit
        }
    }

    private func connect(_ number: Int, on visit: Int) {
        let since = state.withLock { $0.last[number] }
        let client = WebSocketClient(
            Endpoint(host: "127.0.0.1", port: port), target: "/ws?token=\(tokens[number])&since=\(since)", on: loop
        ) { [weak self] event in self?.received(event, by: number, on: visit) }
        clients.withLock { $0.append(client) }
    }

    /// All of them are gone without a word.
    func vanish() { clients.withLock { $0 = [] } }

    private func received(_ event: WebSocketClient.Event, by number: Int, on visit: Int) {
        state.withLock { state in
            guard visit == state.visit else { return }
            switch event {
            case .text(let text):
                if let id = Self.id(in: text) { state.last[number] = id }
                if text.hasPrefix(#"{"event":"connected""#), !state.isConnected[number] {
                    state.isConnected[number] = true
                    state.connected += 1
                }
                if text.hasPrefix(#"{"event":"meeting-started""#), !state.isLive[number] {
                    state.isLive[number] = true
                    state.live += 1
                }
            case .closed: state.closed += 1
            case .opened, .binary: break
            }
        }
    }

    /// What stands last in a message under this name.
    private static func id(in text: String) -> Int64? {
        let bytes = Array(text.utf8.suffix(64))
        let name = Array(#""id":"#.utf8)
        guard let start = bytes.indices.last(where: { bytes[$0...].starts(with: name) }) else { return nil }
        return Int64(
            String(decoding: bytes[(start + name.count)...].prefix { $0 >= 48 && $0 <= 57 }, as: UTF8.self))
    }
}
