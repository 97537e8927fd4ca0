internal import JSON
internal import Synchronization

/// Commands to Chromium and what comes back (the DevTools protocol): an answer to each, and events of every page.
final class DevToolsConnection: Sendable {
    /// What a page does, by the name of the event.
    typealias Listener = @Sendable (_ event: String, _ details: JSON) -> Void

    private struct State {
        var last = 0
        var waiting: [Int: CheckedContinuation<JSON, any Error>] = [:]
        var listeners: [String: Listener] = [:]
        var isOver = false
    }

    private let process: ChromiumProcess
    private let state: Shared

    /// Apart from the connection, so that the thread that reads does not keep the browser running.
    private final class Shared: Sendable {
        let state = Mutex(State())

        func receive(_ text: [UInt8]?) {
            guard let text else { return end() }
            guard let message = try? JSONView.parseTolerantly(text).value else { return }
            if let id = message["id"]?.integer {
                let waiting = state.withLock { $0.waiting.removeValue(forKey: Int(id)) }
                if let error = message["error"] {
                    let reason = error["data"]?.string.map { " (\($0))" } ?? ""
                    waiting?.resume(throwing: BrowserTrouble((error["message"]?.string ?? "refused") + reason))
                } else {
                    waiting?.resume(returning: message["result"] ?? [:])
                }
            } else if let session = message["sessionId"]?.string, let event = message["method"]?.string {
                state.withLock { $0.listeners[session] }?(event, message["params"] ?? [:])
            }
        }

        private func end() {
            let waiting = state.withLock { state in
                state.isOver = true
                defer { state.waiting = [:] }
                return state.waiting
            }
            for (_, answer) in waiting { answer.resume(throwing: BrowserTrouble("Chromium ended")) }
        }
    }

    init(program: String) throws {
        let state = Shared()
        self.state = state
        process = try ChromiumProcess(program: program) { state.receive($0) }
    }

    func kill() { process.kill() }

    /// - Parameter session: of a page; nil: the browser itself.
    /// - Throws: `BrowserTrouble` with Chromium's own words, `CancellationError`.
    func send(_ command: String, _ details: JSON = [:], to session: String? = nil) async throws -> JSON {
        let id = state.state.withLock { state in
            state.last += 1
            return state.last
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.state.withLock { state in
                    if !state.isOver { state.waiting[id] = continuation }
                    return state.isOver
                }
                if isOver { return continuation.resume(throwing: BrowserTrouble("Chromium ended")) }
                if Task.isCancelled { return give(up: id, CancellationError()) }
                do { try post(command, details, to: session, id: id) } catch { give(up: id, error) }
            }
        } onCancel: {
            give(up: id, CancellationError())
        }
    }

    /// Asks without waiting for what comes of it.
    func post(_ command: String, _ details: JSON = [:], to session: String? = nil) {
        let id = state.state.withLock { state in
            state.last += 1
            return state.last
        }
        try? post(command, details, to: session, id: id)
    }

    /// Hears the events of a page, on the thread that reads; nil: no longer.
    func listen(to session: String, _ listener: Listener?) {
        state.state.withLock { $0.listeners[session] = listener }
    }

    private func give(up id: Int, _ error: any Error) {
        state.state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(throwing: error)
    }

    private func post(_ command: String, _ details: JSON, to session: String?, id: Int) throws {
        var writer = JSONWriter()
        writer.object {
            $0.member("id", id)
            $0.member("method", command)
            $0.member("params", details)
            if let session { $0.member("sessionId", session) }
        }
        try process.write(writer.bytes)
    }
}
