import Foundation
import JSON
import ServiceSupport
import Synchronization
import TestSupport

/// Somebody else's system on this machine, that is sent what happens.
final class Subscriber: Sendable {
    /// How the next requests are answered, and what was taken.
    private struct State {
        var status = 200
        /// So many requests more are answered; the rest wait for ever.
        var answers = Int.max
    }

    private let state: Box
    private let server: LocalServer

    private final class Box: Sendable {
        let mutex = Mutex(State())
    }

    init() throws {
        let state = Box()
        self.state = state
        server = try LocalServer { _ in
            state.mutex.withLock { state in
                guard state.answers > 0 else { return .silence }
                state.answers -= 1
                return .text("", status: state.status)
            }
        }
    }

    var url: String { server.url + "/hooks?key=hunter2" }
    var requests: [LocalServer.Request] { server.requests }

    func answer(_ status: Int) { state.mutex.withLock { $0.status = status } }

    /// - Parameter count: after which nothing is answered any more; nil: everything is.
    func stop(after count: Int?) { state.mutex.withLock { $0.answers = count ?? .max } }

    /// The events in the order they came.
    var events: [JSON] { requests.compactMap { try? JSON.parse($0.body) } }
    var positions: [Int64] { events.compactMap(\.position) }
}

extension JSON {
    /// The place in the feed of an event's message.
    var position: Int64? { self["id"]?.string?.split(separator: "-").last.flatMap { Int64($0) } }
}

extension BridgeProcess.Setup {
    /// Subscribers on this machine are allowed.
    static var withSubscribersHere: Self {
        var setup = Self()
        setup.environment["BRIDGE_OUTBOUND_ALLOW_PRIVATE_ADDRESSES"] = "true"
        return setup
    }
}

extension BridgeProcess {
    /// Any request with a body of JSON.
    func ask(
        _ method: String, _ target: String, _ body: JSON? = nil, as person: String? = "admin",
        headers: [(String, String)] = []
    ) throws -> HTTPAnswer {
        var headers = headers
        if let person { headers.append(("authorization", "Bearer \(try Self.token(for: person))")) }
        if body != nil { headers.append(("content-type", "application/json")) }
        do {
            return try connect().send(method, target, headers: headers, body: body.map { Array($0.pretty().utf8) })
        } catch { throw BridgeTrouble("\(method) \(target): \(error)") }
    }

    /// What participants were told of themselves, as the database has it.
    func factsInFeed() throws -> [Int64] {
        try DatabaseFile(database).column(
            """
            SELECT position FROM feed WHERE instr(data, CAST('"participant":"' || person || '"' AS BLOB)) > 0
            ORDER BY position
            """
        ).compactMap { Int64($0) }
    }
}
