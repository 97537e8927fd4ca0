import Attendance
import TestSupport
import Testing

@testable import Store

@Suite("Feed rows")
struct FeedTests {
    static func at(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds) }

    @Test("positions are 1, 2, 3, … in the order of the commits, whoever writes and whatever fails")
    func gapFree() async throws {
        let folder = try StoreFolder()
        let told = Collected<FeedRow>()
        let database = try folder.open { for row in $0.feed { told.add(row) } }
        let kept = try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in UInt64(0)..<8 {
                group.addTask {
                    var random = SplitMix64(seed: writer)
                    var kept = 0
                    for _ in 0..<60 {
                        let (count, fails) = (
                            Int.random(in: 0...3, using: &random), Int.random(in: 0..<5, using: &random) == 0
                        )
                        do {
                            try await database.writer.write { transaction, _ throws in
                                for _ in 0..<count {
                                    try transaction.tell(PersonID("p\(writer)"), "x", at: Self.at(1), data: [])
                                }
                                if fails { throw BadWrite() }
                            }
                            kept += count
                        } catch is BadWrite {}
                    }
                    return kept
                }
            }
            return try await group.reduce(0, +)
        }
        let rows = try await database.readers.read { try $0.feed(after: 0, limit: 10_000) }
        #expect(rows.count == kept)
        #expect(rows.map(\.position) == (0..<kept).map { Position($0 + 1) })
        #expect(told.all == rows, "what is told after the commits is what was committed, in the same order")

        let next = try await database.writer.write { transaction, _ throws in
            try transaction.tell("ana", "next", at: Self.at(2), data: [])
            return transaction.lastPosition
        }
        #expect(next == Position(kept + 1))
    }

    @Test("a person reads their own rows in a range, oldest first, a page at a time")
    func ranges() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        try await database.writer.write { transaction, _ throws in
            for number in 0..<20 {
                try transaction.tell(number % 2 == 0 ? "ana" : "ben", "\(number)", at: Self.at(1), data: [7])
            }
        }
        try await database.readers.read { snapshot throws in
            #expect(try snapshot.feed(of: "ana", after: 3, through: 9, limit: 10).map(\.position) == [5, 7, 9])
            #expect(try snapshot.feed(of: "ana", after: 3, through: 9, limit: 2).map(\.position) == [5, 7])
            #expect(try snapshot.feed(of: "ben", after: 20, through: 99, limit: 2) == [])
            #expect(try snapshot.feed(after: 18, limit: 10).map(\.person) == ["ana", "ben"])
            #expect(try snapshot.lastTold("ana") == Self.at(1))
            #expect(try snapshot.lastTold("eve") == nil)
        }
    }

    @Test("forgetting takes the oldest, some at a time, and says how far; no position is ever used again")
    func forgetting() async throws {
        let folder = try StoreFolder()
        try await Self.forgetAllButTheNewest(folder)
        // A new process finds only the newest row, and goes on after it.
        let database = try folder.open()
        let position = try await database.writer.write { transaction, _ throws in
            try transaction.tell("ana", "after", at: Self.at(50), data: [])
            return transaction.lastPosition
        }
        #expect(position == 11)
    }

    private static func forgetAllButTheNewest(_ folder: StoreFolder) async throws {
        let database = try folder.open()
        try await database.writer.write { transaction, _ throws in
            for second in Int64(1)...10 { try transaction.tell("ana", "x", at: at(second), data: []) }
        }
        let forget = { @Sendable (before: Timestamp, limit: Int) in
            try await database.writer.write { transaction, _ throws in
                try transaction.forgetFeed(before: before, limit: limit)
            }
        }
        #expect(try await forget(at(1), 100) == 0)
        #expect(try await database.readers.read { try $0.feedForgottenThrough() } == 0)
        #expect(try await forget(at(5), 100) == 4)
        #expect(try await forget(at(100), 3) == 3)
        #expect(try await forget(at(100), 100) == 2, "the newest stays")
        try await database.readers.read { snapshot throws in
            #expect(try snapshot.feedForgottenThrough() == 9)
            #expect(try snapshot.feed(after: 0, limit: 100).map(\.position) == [10])
            #expect(try snapshot.lastFeedPosition() == 10)
        }
        #expect(try await forget(at(100), 100) == 0)
    }
}
