import Foundation
import TestSupport

/// A thousand clients on one thread: it waits for all of their sockets at once, cuts them at random, and lets them come
/// again.
struct FeedCrowd {
    var clients: [CrowdClient]
    let port: UInt16
    private var random: SplitMix64
    private(set) var cuts = 0
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    private var waiting: [pollfd]

    init(_ clients: [CrowdClient], port: UInt16, seed: UInt64) {
        (self.clients, self.port, random) = (clients, port, SplitMix64(seed: seed))
        waiting = clients.map { _ in pollfd(fd: -1, events: Int16(POLLIN), revents: 0) }
    }

    /// Everybody is there within a moment, and not all in the same.
    mutating func gather(at now: UInt64) {
        for index in clients.indices { clients[index].wakesAt = now + milliseconds(in: 1...500) }
    }

    /// Lets pass what passes within some milliseconds.
    ///
    /// - Parameter cutting: how many connections are cut meanwhile.
    mutating func step(cutting: Int) {
        for _ in 0..<cutting {
            let index = Int.random(in: clients.indices, using: &random)
            guard clients[index].isConnected, !clients[index].isDeaf else { continue }
            clients[index].drop(rudely: Bool.random(using: &random))
            cuts += 1
        }
        let now = Self.now
        for index in clients.indices {
            wake(index, now)
            waiting[index].fd = clients[index].isDeaf ? -1 : clients[index].socket
            waiting[index].revents = 0
        }
        guard poll(&waiting, nfds_t(waiting.count), 5) > 0 else { return }
        for index in waiting.indices where waiting[index].revents != 0 {
            let (isAnswered, hasMore) = buffer.withUnsafeMutableBytes { clients[index].read($0) }
            if isAnswered { clients[index].wakesAt = hasMore ? 1 : Self.now + milliseconds(in: 50...400) }
        }
    }

    private mutating func wake(_ index: Int, _ now: UInt64) {
        if !clients[index].isConnected, clients[index].wakesAt == 0 {
            clients[index].wakesAt = now + milliseconds(in: 0...400)
        }
        guard clients[index].wakesAt != 0, clients[index].wakesAt <= now else { return }
        clients[index].wakesAt = 0
        if clients[index].isConnected { clients[index].ask(port) } else { clients[index].connect(to: port) }
    }

    /// Those that never read go, and come again to listen.
    mutating func openEars() {
        for index in clients.indices where clients[index].isDeaf {
            clients[index].drop()
            clients[index].isDeaf = false
        }
    }

    mutating func leave() { for index in clients.indices { clients[index].drop() } }

    private mutating func milliseconds(in range: ClosedRange<UInt64>) -> UInt64 {
        UInt64.random(in: range, using: &random) * 1_000_000
    }

    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }
}
