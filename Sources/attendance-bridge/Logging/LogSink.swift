import Glibc
import Synchronization

/// Hands lines to a file descriptor and never waits for whoever reads it.
///
/// A pipe whose reader has stopped would block `write`, and with it the loop that serves everybody. So lines wait here,
/// up to a bound, whenever the descriptor is not ready; beyond the bound they are dropped and counted, and the count is
/// written as soon as lines pass again.
final class LogSink: Sendable {
    static let standardError = LogSink(STDERR_FILENO)

    private let descriptor: Int32
    private let maxWaitingBytes: Int
    private let state = Mutex(State())

    private struct State {
        var waiting: [UInt8] = []
        var dropped = 0
        var droppedInAll = 0
    }

    init(_ descriptor: Int32, maxWaitingBytes: Int = 256 << 10) {
        self.descriptor = descriptor
        self.maxWaitingBytes = maxWaitingBytes
    }

    /// Lines that were lost since the start, for the metrics.
    var droppedLines: Int { state.withLock { $0.droppedInAll } }

    /// - Parameter notice: the line that says how many were dropped before.
    func write(_ line: [UInt8], notice: (_ dropped: Int) -> [UInt8]) {
        state.withLock { state in
            if !state.waiting.isEmpty { drain(&state) }
            guard state.waiting.count + line.count <= maxWaitingBytes else {
                state.dropped += 1
                state.droppedInAll += 1
                return
            }
            if state.dropped > 0 {
                state.waiting += notice(state.dropped)
                state.dropped = 0
            }
            state.waiting += line
            drain(&state)
        }
    }

    /// Writes what waits as far as the descriptor takes it; for the end, and now and then while nothing is logged.
    func flush() { state.withLock { drain(&$0) } }

    /// A pipe that polls as writable takes at least PIPE_BUF (4096) bytes without blocking, so no more go at once.
    private func drain(_ state: inout State) {
        var sent = 0
        while sent < state.waiting.count {
            var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&ready, 1, 0) == 1, ready.revents & Int16(POLLOUT) != 0 else { break }
            let count = state.waiting.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress?.advanced(by: sent), min(4096, bytes.count - sent))
            }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                break
            }
            sent += count
        }
        if sent == state.waiting.count {
            state.waiting.removeAll(keepingCapacity: state.waiting.capacity < 16_384)
        } else {
            state.waiting.removeFirst(sent)
        }
    }
}
