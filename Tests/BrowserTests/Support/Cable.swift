import Foundation
import Glibc
import ServiceSupport
import Synchronization

/// What lies between the browser and the bridge: an address that stays while bridges come and go, and can be cut.
final class Cable: Sendable {
    /// What the cable does with connections.
    enum Condition: Sendable {
        case whole
        /// Everything that is open breaks, and nothing new comes through.
        case cut
        /// What is open stays and falls silent: nobody is told that nothing arrives, as in a tunnel.
        case silent
    }

    private struct State {
        /// Where the bridge listens; nil: nowhere.
        var end: UInt16?
        var condition = Condition.whole
        /// Requests whose path begins so are refused.
        var refused: [String] = []
        var sockets: Set<Int32> = []
        var isOver = false
    }

    private let state = Mutex(State())
    private let listener: Int32
    let port: UInt16
    var address: String { "http://127.0.0.1:\(port)" }

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = listener
        let isListening = withUnsafeMutablePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && listen(socket, 64) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        guard isListening else { throw BridgeTrouble("no address for a cable") }
        port = UInt16(bigEndian: name.sin_port)
        Thread.detachNewThread { [weak self, listener] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else { break }
                Thread.detachNewThread { self.carry(connection) }
            }
            close(listener)
        }
    }

    deinit {
        cutAll()
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Leads to a bridge.
    func lead(to port: UInt16) { state.withLock { $0.end = port } }

    func become(_ condition: Condition) {
        state.withLock { $0.condition = condition }
        if condition == .cut { cutAll() }
    }

    /// Refuses requests by the beginning of their path, and breaks what is open, so that all come anew.
    func refuse(_ paths: [String]) {
        state.withLock { $0.refused = paths }
        cutAll()
    }

    private func cutAll() {
        let open = state.withLock { $0.sockets }
        for socket in open { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    private func carry(_ browser: Int32) {
        let end = state.withLock { state -> UInt16? in
            guard state.condition != .cut else { return nil }
            return state.end
        }
        guard let end, let bridge = connected(to: end) else {
            close(browser)
            return
        }
        state.withLock { $0.sockets.formUnion([browser, bridge]) }
        let back = Thread { [self] in
            pump(from: bridge, to: browser) { _ in true }
            shutdown(browser, Int32(SHUT_RDWR))
        }
        back.start()
        pump(from: browser, to: bridge) { [self] bytes in
            let refused = state.withLock { $0.refused }
            // Browsers put each request's head in a write of its own.
            return !refused.contains { path in
                ["GET", "POST"].contains { bytes.starts(with: Array("\($0) \(path)".utf8)) }
            }
        }
        shutdown(bridge, Int32(SHUT_RDWR))
        shutdown(browser, Int32(SHUT_RDWR))
        while !back.isFinished { usleep(2000) }
        state.withLock { $0.sockets.subtract([browser, bridge]) }
        close(browser)
        close(bridge)
    }

    private func pump(from: Int32, to: Int32, isWanted: ([UInt8]) -> Bool) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(from, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            if state.withLock({ $0.condition }) == .silent { continue }
            let bytes = Array(buffer[..<count])
            guard isWanted(bytes) else { return }
            var rest = bytes[...]
            while !rest.isEmpty {
                let sent = rest.withUnsafeBytes { send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard sent > 0 else { return }
                rest = rest.dropFirst(sent)
            }
        }
    }

    private func connected(to port: UInt16) -> Int32? {
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(made, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if code == 0 { return made }
        close(made)
        return nil
    }
}
