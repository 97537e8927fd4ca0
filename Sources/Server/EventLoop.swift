internal import CBeast

/// One thread that waits for sockets and runs whatever is posted to it, in order.
///
/// It is a serial executor: an actor that names it as its `unownedExecutor` lives on this thread, and may be entered
/// with `assumeIsolated` in any callback the server makes.
///
/// `@unchecked Sendable`: the handle never changes, and the engine takes posts from any thread.
public final class EventLoop: SerialExecutor, @unchecked Sendable {
    let handle: OpaquePointer

    public init() {
        guard let handle = cb_loop_create() else { fatalError("The system gave no thread for the event loop.") }
        self.handle = handle
    }

    deinit {
        cb_loop_release(handle)
    }

    /// Whether the caller runs on the loop's thread.
    public var isCurrent: Bool { cb_loop_is_current(handle) }

    /// Runs `body` on the loop, never within this call.
    ///
    /// A writer thread that has many things to say says them in one body: each wakes the loop only once.
    public func post(_ body: @escaping @Sendable () -> Void) {
        cb_loop_post(handle, runPosted, Unmanaged.passRetained(Posted(body)).toOpaque(), nil)
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        // An UnownedJob is one pointer; the loop stays alive until its last job has run.
        let job = unsafeBitCast(UnownedJob(job), to: UnsafeMutableRawPointer.self)
        cb_loop_post(handle, runJob, job, Unmanaged.passRetained(self).toOpaque())
    }

    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    public func checkIsolated() {
        precondition(isCurrent, "This must run on its event loop.")
    }

    public func isIsolatingCurrentContext() -> Bool? {
        isCurrent
    }
}

private final class Posted: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

private func runPosted(_ first: UnsafeMutableRawPointer?, _ second: UnsafeMutableRawPointer?) {
    guard let first else { return }
    Unmanaged<Posted>.fromOpaque(first).takeRetainedValue().body()
}

private func runJob(_ first: UnsafeMutableRawPointer?, _ second: UnsafeMutableRawPointer?) {
    guard let first, let second else { return }
    let loop = Unmanaged<EventLoop>.fromOpaque(second).takeRetainedValue()
    unsafeBitCast(first, to: UnownedJob.self).runSynchronously(on: loop.asUnownedSerialExecutor())
}
