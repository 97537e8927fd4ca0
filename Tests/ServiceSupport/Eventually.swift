/// Asks again and again until there is an answer: for what happens in another process, where nothing can be awaited.
public func eventually<Answer>(
    _ what: String, within limit: Duration = .seconds(20), isolation: isolated (any Actor)? = #isolation,
    _ answer: () async throws -> Answer?
) async throws -> Answer {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if let answer = try await answer() { return answer }
        try await Task.sleep(for: .milliseconds(3))
    }
    throw NeverHappened(what: what, limit: limit)
}

/// The same for something that becomes true.
public func eventually(
    _ what: String, within limit: Duration = .seconds(20), isolation: isolated (any Actor)? = #isolation,
    isTrue: () async throws -> Bool
) async throws {
    let _: Bool = try await eventually(what, within: limit) { try await isTrue() ? true : nil }
}

public struct NeverHappened: Error, CustomStringConvertible {
    public let what: String
    public let limit: Duration
    public var description: String { "it never happened within \(limit) that \(what)" }
}
