import Bridge

enum Serve {
    /// Serves until the process is told to stop.
    @MainActor
    static func run(_ configuration: Configuration) throws {
        let logger = Logger(level: configuration.log.level, format: configuration.log.format)
        for warning in configuration.warnings { logger.warning("configuration", ["advice": .text(warning)]) }
        do {
            try waitForWork({ try await serve(configuration, logger) }, onStop: { logger.info("stopping") })
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    private static func serve(_ configuration: Configuration, _ logger: Logger) async throws {
        let bridge = try await RunningBridge.open(configuration, logger: logger)
        do {
            try await bridge.service.noteSettings(configuration.settingsInForce(bridge.service.settings.policies))
        } catch {
            // What cannot be written to is still served from; the next start compares again.
            logger.error("settings-not-noted", ["why": .text("\(error)")])
        }
        logger.info("started", ["address": .text("\(bridge.address)"), "version": .text(bridgeVersion)])
        for (policy, participants) in try await bridge.service.missingPolicies().sorted(by: { $0.key < $1.key }) {
            logger.warning(
                "policy-missing",
                [
                    "policy": .text(policy), "participants": .count(participants),
                    "advice": .text(
                        "The default holds for them: put it back into the policy file, or change the roster."),
                ])
        }
        try await bridge.run()
        logger.info("stopped")
    }
}
