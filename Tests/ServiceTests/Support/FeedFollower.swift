import Foundation
import JSON
import Server
import ServiceSupport
import Synchronization

/// A client of the feed that keeps what it is told over all of its connections, and resumes where it was.
final class FeedFollower: Sendable {
    struct Message: Sendable {
        var id: Int64
        var event: String
        var data: JSON
    }

    let person: String
    private let loop: EventLoop
    private let state = Mutex(State())

    private struct State {
        var client: WebSocketClient?
        var isOpen = false
        var messages: [Message] = []
        /// Whole, with those that are in no row.
        var everything: [JSON] = []
        /// To what was asked over the connection.
        var answers: [JSON] = []
        /// What no client of ours should ever see.
        var complaints: [String] = []
        var lastID: Int64 = 0
    }

    init(_ person: String, on loop: EventLoop) {
        self.person = person
        self.loop = loop
    }

    /// Everything told but `connected`, in the order it came.
    var messages: [Message] { state.withLock { $0.messages } }
    var complaints: [String] { state.withLock { $0.complaints } }
    /// Everything told, whole, in the order it came.
    var everything: [JSON] { state.withLock { $0.everything } }
    var answers: [JSON] { state.withLock { $0.answers } }
    var events: [String] { state.withLock { $0.messages.map(\.event) } }
    var isOpen: Bool { state.withLock { $0.isOpen } }

    /// Connects, and asks for everything after the last message received; for everything the first time.
    /// - Parameter given: after another one.
    func connect(to bridge: BridgeProcess, since given: Int64? = nil) async throws {
        try await eventually("\(person)'s broken connection is noticed") { !isOpen }
        let since = state.withLock { state in
            state.isOpen = true
            return given ?? state.lastID
        }
        let target = "/ws?token=\(try BridgeProcess.token(for: person))&since=\(since)"
        let client = WebSocketClient(try bridge.endpoint, target: target, on: loop) { [weak self] event in
            self?.receive(event)
        }
        state.withLock { $0.client = client }
    }

    /// - Returns: what is answered to it; the first answer that comes, whatever its request.
    func ask(_ text: String) async throws -> JSON {
        let before = state.withLock { state in
            state.client?.send(text)
            return state.answers.count
        }
        try await eventually("\(person) is answered \(text)") { answers.count > before }
        return answers[before]
    }

    func close() { state.withLock { $0.client }?.close() }

    private func receive(_ event: WebSocketClient.Event) {
        switch event {
        case .opened: break
        case .closed: state.withLock { $0.isOpen = false }
        case .binary: state.withLock { $0.complaints.append("a binary message") }
        case .text(let text):
            guard let json = try? JSON.parse(Array(text.utf8)) else {
                return state.withLock { $0.complaints.append("not JSON: \(text)") }
            }
            if json["request"] != nil { return state.withLock { $0.answers.append(json) } }
            guard
                let id = json["id"]?.string.flatMap({ Int64($0) })
                    ?? json["id"]?.integer, let event = json["event"]?.string, let data = json["data"]
            else { return state.withLock { $0.complaints.append("not a message: \(text)") } }
            state.withLock { state in
                state.everything.append(json)
                switch event {
                case "connected": break
                case "resync": state.complaints.append("told to reload after \(state.lastID)")
                default:
                    state.messages.append(Message(id: id, event: event, data: data))
                    state.lastID = id
                }
            }
        }
    }
}
