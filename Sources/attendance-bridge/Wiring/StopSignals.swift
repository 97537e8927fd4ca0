import Glibc

/// SIGTERM and SIGINT as something to wait for, on the main thread.
///
/// Made before any other thread, so that all of them inherit the mask and no signal ends the process behind our back.
struct StopSignals {
    private var set = sigset_t()

    init() {
        sigemptyset(&set)
        for signal in [SIGTERM, SIGINT, Self.finished] { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Sent by ourselves when the work has ended.
    private static let finished = SIGUSR1

    /// Tells the waiting thread that the work has ended. From any thread.
    static func finish() { kill(getpid(), finished) }

    enum Cause: Equatable {
        case told
        case finished
    }

    /// Blocks until the process is told to stop, or the work has ended.
    func wait() -> Cause {
        var set = set
        var signal: Int32 = 0
        while sigwait(&set, &signal) != 0 {}
        return signal == Self.finished ? .finished : .told
    }
}
