import Foundation
import Synchronization

@testable import Store

/// A folder for one test's database, removed with the last reference to it.
final class StoreFolder: Sendable {
    let path: String
    var database: String { path + "/bridge.db" }

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// - Parameter committed: told of each commit before anybody is answered.
    func open(
        committed: @escaping @Sendable (Writer<Remembered>.Commit) -> Void = { _ in }
    ) throws -> Database<Remembered> {
        try Database(
            path: database, memory: { Remembered() },
            committed: { commit in
                committed(commit)
                commit.answer()
            })
    }

    /// 0 where there is no such file.
    func size(of suffix: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: database + suffix)
        return (attributes?[.size] as? Int) ?? 0
    }
}

/// What the tests' writes remember; each making of it is counted.
final class Remembered {
    static let made = Atomic<Int>(0)
    let number = Remembered.made.wrappingAdd(1, ordering: .relaxed).newValue
    var words: [String] = []
}

/// Collects what several threads report.
final class Collected<Element: Sendable>: Sendable {
    private let mutex = Mutex<[Element]>([])
    var all: [Element] { mutex.withLock { $0 } }
    func add(_ element: Element) { mutex.withLock { $0.append(element) } }
}

/// Holds the writer's thread inside a write until it is opened, so that others queue behind it.
final class Gate: Sendable {
    private let opened = DispatchSemaphore(value: 0)

    /// Queues a write that waits; returns once the writer's thread stands inside it.
    /// - Parameter failure: how that write ends.
    init(holding writer: Writer<Remembered>, failure: StoreError? = nil) async {
        await withCheckedContinuation { entered in
            let wait: Writer<Remembered>.Write = { [opened] _, _ in
                entered.resume()
                opened.wait()
                if let failure { throw failure }
            }
            writer.submit(wait, answer: { _ in })
        }
    }

    func open() { opened.signal() }
}

/// What a write throws when the test wants it to fail.
struct BadWrite: Error, Equatable {}
