enum Serve {
    /// Serves until the process is told to stop.
    @MainActor
    static func run(_ configuration: Configuration) throws {
        let logger = Logger(level: configuration.log.level, format: configuration.log.format)
        for warning in configuration.warnings { logger.warning("configuration", ["advice": .text(warning)]) }
        do {
            try waitForWork(onStop: { logger.info("stopping") }) {
                let bridge = try await RunningBridge.open(configuration, logger: logger)
                logger.info("started", ["address": .text("\(bridge.address)"), "version": .text(bridgeVersion)])
                try await bridge.run()
                logger.info("stopped")
            }
        } catch {
            throw CommandFailure("\(error)")
        }
    }
}
