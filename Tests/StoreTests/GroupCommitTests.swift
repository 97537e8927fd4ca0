import Attendance
import Foundation
import Testing

@testable import Store

@Suite("Group commit")
struct GroupCommitTests {
    @Test("what queues while the writer is busy shares one commit, and everybody is answered after it")
    func fewCommits() async throws {
        let folder = try StoreFolder()
        let (commits, order) = (Collected<Int>(), Collected<String>())
        let database = try folder.open { commit in
            commits.add(commit.writes)
            order.add("commit of \(commit.writes)")
        }
        let gate = await Gate(holding: database.writer)
        async let all: Void = withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    try await database.writer.write { transaction, _ throws in
                        try transaction.tell("ana", "\(number)", at: Timestamp(milliseconds: 1), data: [])
                    }
                    order.add("answer")
                }
            }
            try await group.waitForAll()
        }
        while database.writer.waiting < 300 { await Task.yield() }
        gate.open()
        try await all
        #expect(commits.all == [1, 300])
        #expect(order.all.prefix(2) == ["commit of 1", "commit of 300"])
        #expect(try await database.readers.read { try $0.lastFeedPosition() } == 300)
    }

    @Test("a group has a bound, and what is beyond it comes in the next")
    func bound() async throws {
        let folder = try StoreFolder()
        let commits = Collected<Int>()
        let database = try folder.open { commits.add($0.writes) }
        let gate = await Gate(holding: database.writer)
        for _ in 0..<1100 { database.writer.submit({ _, _ in }, answer: { _ in }) }
        gate.open()
        try await database.writer.write { _, _ in }
        #expect(commits.all.prefix(3) == [1, 512, 512])
    }

    @Test("a bad write is refused alone; what shared its commit is kept, and no position is lost")
    func badWrite() async throws {
        let folder = try StoreFolder()
        let (feed, answers) = (Collected<[FeedRow]>(), Collected<String>())
        let database = try folder.open { feed.add($0.feed) }
        let gate = await Gate(holding: database.writer)
        for number in 0..<9 {
            database.writer.submit { transaction, memory in
                memory.words.append("\(number)")
                try transaction.tell("ana", "\(number)", at: Timestamp(milliseconds: 1), data: [])
                if number == 3 { throw BadWrite() }
                if number == 6 {
                    try transaction.connection.run(
                        "INSERT INTO participant(person, case_number, court_rep, time_zone, join_code) VALUES ('a', 'b', 'c', 'd', 'e')"
                    )
                }
            } answer: { outcome in
                switch outcome {
                case .success: answers.add("\(number) kept")
                case .failure(is BadWrite): answers.add("\(number) bad")
                case .failure(StoreError.constraint): answers.add("\(number) constraint")
                case .failure(let error): answers.add("\(number) \(error)")
                }
            }
        }
        gate.open()
        let words = try await database.writer.write { _, memory in memory.words }
        #expect(
            answers.all == [
                "0 kept", "1 kept", "2 kept", "3 bad", "4 kept", "5 kept", "6 constraint", "7 kept", "8 kept",
            ])
        let rows = try await database.readers.read { try $0.feed(after: 0, limit: 100) }
        #expect(rows.map(\.event) == ["0", "1", "2", "4", "5", "7", "8"])
        #expect(rows.map(\.position) == Array(1...7))
        #expect(feed.all.flatMap { $0 } == rows)
        #expect(words == ["7", "8"], "what was remembered before the last failure is forgotten")
        #expect(database.writer.fault == nil, "a bad write is no fault of the disk")
    }

    @Test("after a failed write memory is made anew, before the next write looks at it")
    func memory() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let before = try await database.writer.write { _, memory in
            memory.words = ["kept"]
            return memory.number
        }
        #expect(try await database.writer.write { _, memory in memory.words } == ["kept"])
        await #expect(throws: BadWrite.self) {
            try await database.writer.write { _, memory in
                memory.words.append("never committed")
                throw BadWrite()
            }
        }
        let after = try await database.writer.write { _, memory in (memory.number, memory.words) }
        #expect(after.0 != before)
        #expect(after.1 == [])
    }

    @Test("another program's lock is waited for, then refused as a fault; reads go on, and it passes by itself")
    func locked() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let other = try Connection(path: folder.database, mode: .readWrite)
        try other.script("BEGIN EXCLUSIVE; UPDATE housekeeping SET probes = 7")
        await #expect(throws: StoreError.locked) { try await database.writer.write { _, _ in } }
        #expect(database.writer.fault == .locked)
        #expect(try await database.readers.read { try $0.lastFeedPosition() } == 0)
        await database.writer.probe()
        #expect(database.writer.fault == .locked)
        try other.script("ROLLBACK")
        await database.writer.probe()
        #expect(database.writer.fault == nil)
    }

    @Test("a bad write in the first group after a fault spoils nobody either")
    func badWriteAfterFault() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let gate = await Gate(holding: database.writer, failure: .full)
        async let good: Void = database.writer.write { transaction, _ throws in
            try transaction.tell("ana", "good", at: Timestamp(milliseconds: 1), data: [])
        }
        let bad = Task { try await database.writer.write { _, _ in throw BadWrite() } }
        while database.writer.waiting < 2 { await Task.yield() }
        gate.open()
        try await good
        await #expect(throws: BadWrite.self) { try await bad.value }
        #expect(database.writer.fault == nil)
    }

    @Test("what waits has a bound, and beyond it the answer is at once that too much waits")
    func overload() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let gate = await Gate(holding: database.writer)
        let refused = Collected<StoreError?>()
        for _ in 0...20_000 {
            database.writer.submit(
                { _, _ in },
                answer: { outcome in
                    if case .failure(let error) = outcome { refused.add(error as? StoreError) }
                })
        }
        #expect(refused.all == [.overloaded])
        gate.open()
        while database.writer.waiting > 0 { await Task.yield() }
        try await database.writer.write { _, _ in }
    }

    @Test("closing commits what waits and refuses what comes later")
    func closing() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let gate = await Gate(holding: database.writer)
        async let last: Void = database.writer.write { transaction, _ throws in
            try transaction.tell("ana", "last", at: Timestamp(milliseconds: 1), data: [])
        }
        while database.writer.waiting < 1 { await Task.yield() }
        gate.open()
        await database.writer.close()
        try await last
        await #expect(throws: StoreError.closed) { try await database.writer.write { _, _ in } }
        #expect(try Snapshot(connection: try openForReading(folder.database)).lastFeedPosition() == 1)
    }
}
