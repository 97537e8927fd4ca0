import Glibc
import Synchronization
import Testing

@testable import Crypto

@Suite("Hashing passwords on threads of their own")
struct PasswordHasherTests {
    private let hasher = PasswordHasher(parameters: PasswordHashTests.cheap)

    @Test("what was hashed is verified, and nothing else is")
    func verifies() async throws {
        let (right, wrong) = (try password("four plain words here"), try password("four plain words there"))
        let hash = try await hasher.hash(right, askedFrom: "a")
        #expect(hash.parameters == PasswordHashTests.cheap)
        #expect(try await hasher.verify(right, against: hash, askedFrom: "a"))
        #expect(try await !hasher.verify(wrong, against: hash, askedFrom: "a"))
        #expect(try await !hasher.verify(right, against: nil, askedFrom: "a"))
    }

    @Test("where there is no account it takes as long as where there is one")
    func sameWork() async throws {
        let hasher = PasswordHasher()
        let password = try password("four plain words here")
        let hash = try await hasher.hash(password, askedFrom: "a")
        var (with, without) = (Duration.seconds(3600), Duration.seconds(3600))
        // In turns: whatever else the machine does meets both.
        for _ in 0..<8 {
            let start = ContinuousClock.now
            _ = try await hasher.verify(password, against: hash, askedFrom: "a")
            let between = ContinuousClock.now
            _ = try await hasher.verify(password, against: nil, askedFrom: "a")
            (with, without) = (min(with, between - start), min(without, ContinuousClock.now - between))
        }
        #expect(without > with / 2)
        #expect(with > without / 2)
    }

    @Test("so many at a time, so many waiting, and whoever comes then is turned away", arguments: [1, 3])
    func bounded(_ threads: Int) async throws {
        let hasher = PasswordHasher(parameters: PasswordHashTests.cheap, threads: threads, maxWaiting: 2)
        let gate = Gate()
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<threads {
                group.addTask {
                    try await hasher.perform(askedFrom: "a") {
                        gate.enter()
                        return number
                    }
                }
            }
            await gate.wait(entered: threads)
            for number in 0..<2 {
                group.addTask { try await hasher.perform(askedFrom: "\(number)") { number + 100 } }
                while hasher.waiting < number + 1 { await Task.yield() }
            }
            await #expect(throws: PasswordHasherError.busy) { try await hasher.perform(askedFrom: "a") { 0 } }
            let password = try password("four plain words here")
            await #expect(throws: PasswordHasherError.busy) { _ = try await hasher.hash(password, askedFrom: "a") }
            await #expect(throws: PasswordHasherError.busy) {
                try await hasher.verify(password, against: nil, askedFrom: "a")
            }
            gate.open()
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(done == Set(0..<threads).union([100, 101]))
        #expect(hasher.waiting == 0)
        #expect(try await hasher.perform(askedFrom: "a") { 7 } == 7, "there is room again")
    }

    @Test("whoever asks from one place has that one's places alone: others wait for their turn as ever")
    func fair() async throws {
        let hasher = PasswordHasher(parameters: PasswordHashTests.cheap, maxWaiting: 6, maxWaitingEach: 2)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await hasher.perform(askedFrom: "flood") { gate.enter() } }
            await gate.wait(entered: 1)
            for (number, place) in ["flood", "flood", "home", "court", "home"].enumerated() {
                group.addTask { try await hasher.perform(askedFrom: place) {} }
                while hasher.waiting < number + 1 { await Task.yield() }
                if number > 0 {
                    await #expect(throws: PasswordHasherError.busy) { try await hasher.perform(askedFrom: "flood") {} }
                }
            }
            await #expect(throws: PasswordHasherError.busy) { try await hasher.perform(askedFrom: "home") {} }
            gate.open()
            try await group.waitForAll()
        }
        try await hasher.perform(askedFrom: "flood") {}
    }

    @Test("their turn comes in the order of asking")
    func inOrder() async throws {
        let gate = Gate()
        let order = Numbers()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [hasher] in try await hasher.perform(askedFrom: "a") { gate.enter() } }
            await gate.wait(entered: 1)
            for number in 0..<20 {
                group.addTask { [hasher] in
                    try await hasher.perform(askedFrom: "\(number)") { order.append(number) }
                }
                while hasher.waiting < number + 1 { await Task.yield() }
            }
            gate.open()
            try await group.waitForAll()
        }
        #expect(order.all == Array(0..<20))
    }

    @Test("who does not wait any longer gives the place to others, and the work is not done")
    func cancelled() async throws {
        let hasher = PasswordHasher(parameters: PasswordHashTests.cheap, maxWaiting: 1)
        let gate = Gate()
        let worked = Numbers()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await hasher.perform(askedFrom: "a") { gate.enter() } }
            await gate.wait(entered: 1)
            let impatient = Task { try await hasher.perform(askedFrom: "a") { worked.append(1) } }
            while hasher.waiting < 1 { await Task.yield() }
            impatient.cancel()
            await #expect(throws: PasswordHasherError.cancelled) { try await impatient.value }
            #expect(hasher.waiting == 0)
            let early = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await hasher.perform(askedFrom: "a") { worked.append(1) }
            }
            await #expect(throws: PasswordHasherError.cancelled) { try await early.value }
            gate.open()
            try await group.waitForAll()
        }
        #expect(worked.all.isEmpty)
    }

    private func password(_ text: String) throws -> Password { try #require(Password(entered: text)) }
}

private final class Numbers: Sendable {
    private let numbers = Mutex<[Int]>([])
    var all: [Int] { numbers.withLock { $0 } }
    func append(_ number: Int) { numbers.withLock { $0.append(number) } }
}

/// Holds threads until it is opened.
private final class Gate: Sendable {
    private let state = Mutex((entered: 0, isOpen: false))

    func enter() {
        state.withLock { $0.entered += 1 }
        while !state.withLock({ $0.isOpen }) { sched_yield() }
    }

    func open() { state.withLock { $0.isOpen = true } }

    func wait(entered count: Int) async {
        while state.withLock({ $0.entered }) < count { await Task.yield() }
    }
}
