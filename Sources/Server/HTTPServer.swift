internal import CBeast
internal import Synchronization

/// An HTTP/1.1 and WebSocket server on one event loop.
public final class HTTPServer: Sendable {
    private let core: ServerCore
    public let loop: EventLoop
    /// Where it listens, in the order of the configuration, with the ports really bound.
    public let boundAddresses: [ListenAddress]

    /// Binds all addresses; connections wait until ``run()``.
    ///
    /// - Parameter loop: several servers may share one.
    public init(
        _ configuration: ServerConfiguration, loop: EventLoop = EventLoop(), handler: any RequestHandler
    ) throws(ServerError) {
        let core = try ServerCore(configuration, loop: loop, handler: handler)
        var bound: [ListenAddress] = []
        for address in configuration.listeners {
            bound.append(try core.listen(on: address))
        }
        self.core = core
        self.loop = loop
        boundAddresses = bound
    }

    /// Serves until the task is cancelled; then stops accepting, finishes what is in flight, closes WebSockets with
    /// 1001, ends streams, and returns within ``Limits/stopTimeout``. Call it once.
    ///
    /// - Parameter beforeStopping: called first, on any thread: what it posts to the loop comes before all of that.
    public func run(beforeStopping: @escaping @Sendable () -> Void = {}) async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { core.start($0) }
        } onCancel: {
            beforeStopping()
            core.stop()
        }
    }

    public var statistics: Statistics { Statistics(cb_server_statistics(core.handle)) }
}
