internal import JSON

extension Page {
    /// Takes the network away, as a tunnel does, or gives it back; what is open breaks, and the page is told.
    public func setOffline(_ isOffline: Bool) async throws {
        try await setNetwork(isOffline: isOffline, latency: 0, bytesPerSecond: -1)
    }

    /// - Parameters:
    ///   - latency: in milliseconds, of each request.
    ///   - bytesPerSecond: both ways; -1: as much as there is.
    public func setNetwork(isOffline: Bool = false, latency: Int, bytesPerSecond: Int) async throws {
        try await send(
            "Network.emulateNetworkConditions",
            [
                "offline": .bool(isOffline), "latency": .integer(Int64(latency)),
                "downloadThroughput": .integer(Int64(bytesPerSecond)),
                "uploadThroughput": .integer(Int64(bytesPerSecond)),
            ])
    }

    /// Lets requests to such addresses fail.
    /// - Parameter patterns: with `*` for anything; empty: none.
    public func block(_ patterns: [String]) async throws {
        try await send("Network.setBlockedURLs", ["urls": .array(patterns.map { .string($0) })])
    }
}
