import Glibc
import Synchronization

enum Serve {
    /// Serves until the process is told to stop. Blocks the main thread, which waits for signals.
    @MainActor
    static func run(_ configuration: Configuration) throws {
        let signals = StopSignals()
        let logger = Logger(level: configuration.log.level, format: configuration.log.format)
        for warning in configuration.warnings { logger.warning("configuration", ["advice": .text(warning)]) }
        let failure = Once<any Error>()
        // The whole service; the main thread outlives it below.
        let work = Task.detached {
            do {
                let bridge = try await RunningBridge.open(configuration, logger: logger)
                logger.info("started", ["address": .text("\(bridge.address)"), "version": .text(bridgeVersion)])
                try await bridge.run()
                logger.info("stopped")
            } catch {
                failure.value = error
            }
            StopSignals.finish()
        }
        if signals.wait() == .told {
            logger.info("stopping")
            work.cancel()
            // Told again: the operator does not want to wait.
            if signals.wait() == .told { _exit(1) }
        }
        if let error = failure.value, !(error is CancellationError) { throw CommandFailure("\(error)") }
    }
}
