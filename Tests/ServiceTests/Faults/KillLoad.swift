import Foundation
import ServiceSupport
import Synchronization

/// Senders on threads of their own, each with one meeting whose deliveries it sends in their order, as Zoom would: a
/// delivery that is not answered 200 is sent again until it is.
final class KillLoad: Sendable {
    private struct State {
        var port: UInt16?
        var isStopping = false
        var running = 0
        var kept: [[UInt8]] = []
        var told: [TestOccurrence] = []
        var unexpected: [String] = []
    }

    private let state = Mutex(State())
    private let changed = NSCondition()
    private let participants: Int

    /// Starts a sender for every meeting; they wait for `open(port:)`.
    init(_ roster: TestRoster) {
        participants = roster.participantsEach
        state.withLock { $0.running = roster.meetings }
        for meeting in 0..<roster.meetings {
            Thread { [self] in
                tellOccurrences(of: meeting)
                state.withLock { $0.running -= 1 }
            }.start()
        }
    }

    /// How many deliveries were answered 200.
    var keptCount: Int { state.withLock { $0.kept.count } }
    var kept: [[UInt8]] { state.withLock { $0.kept } }
    /// Every occurrence that was begun; all told to their end once the load has stopped.
    var told: [TestOccurrence] { state.withLock { $0.told } }
    /// Answers that a killed bridge does not explain.
    var unexpected: [String] { state.withLock { $0.unexpected } }

    /// Where the bridge listens now; nil: senders whose connection breaks wait.
    func open(port: UInt16?) { change { $0.port = port } }

    /// Lets every sender tell its occurrence to the end, and waits for them.
    func finish() async throws {
        change { $0.isStopping = true }
        try await eventually("the senders finish") { state.withLock { $0.running } == 0 }
    }

    private func change(_ body: (inout State) -> Void) {
        changed.lock()
        state.withLock { body(&$0) }
        changed.broadcast()
        changed.unlock()
    }

    private func waitForPort() -> UInt16 {
        changed.lock()
        defer { changed.unlock() }
        while true {
            if let port = state.withLock({ $0.port }) { return port }
            changed.wait()
        }
    }

    private func tellOccurrences(of meeting: Int) {
        var connection: HTTPConnection?
        var number = 0
        while !state.withLock({ $0.isStopping }) {
            let occurrence = TestOccurrence(of: meeting, "\(meeting).\(number)==")
            number += 1
            state.withLock { $0.told.append(occurrence) }
            for body in occurrence.story(participants: participants) { deliver(body, &connection) }
        }
    }

    private func deliver(_ body: [UInt8], _ connection: inout HTTPConnection?) {
        while true {
            do {
                let open = try connection ?? HTTPConnection(port: waitForPort())
                connection = open
                let answer = try open.deliver(body)
                if answer.status == 200 { return state.withLock { $0.kept.append(body) } }
                state.withLock { $0.unexpected.append("\(answer.status) \(answer.text)") }
            } catch {
                connection = nil
            }
        }
    }
}
