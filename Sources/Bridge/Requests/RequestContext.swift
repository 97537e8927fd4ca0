internal import Synchronization

/// What the use cases may know of the request they work for.
public final class RequestContext: Sendable {
    /// The request that the present task works for; nil where it works for none.
    @TaskLocal public static var current: RequestContext?

    public let trace: TraceContext
    let key: RequestKey?
    private let progress = Mutex(Progress.untouched)

    private enum Progress {
        case untouched, taken, written
    }

    /// - Parameter key: what makes it one request, however often it is sent.
    public init(trace: TraceContext, key: RequestKey? = nil) {
        self.trace = trace
        self.key = key
    }

    /// Something was done under its key, and stays done.
    public var isWritten: Bool { progress.withLock { $0 == .written } }

    /// For the first that writes something; nil for everybody after it.
    func takeKey() -> RequestKey? {
        progress.withLock { progress in
            guard let key, progress == .untouched else { return nil }
            progress = .taken
            return key
        }
    }

    /// What the key was taken for was done, or it was not and the next may take it.
    func settle(isWritten: Bool) { progress.withLock { $0 = isWritten ? .written : .untouched } }
}
