import Attendance
import Store
import Synchronization
import TestSupport
import Testing

@testable import Bridge

@Suite("Mail that waits", .timeLimit(.minutes(1)))
struct MailQueueTests {
    @Test("what is queued is sent once, as it was said, and is sealed until then and gone afterwards")
    func sent() async throws {
        let (bridge, server) = (try BridgeUnderTest(), FakeMailServer())
        try await bridge.importRoster()
        try await bridge.queue(.example())
        await bridge.service.database.writer.checkpoint()
        #expect(try bridge.found(["secret subject", "secret text", "maria@secret.example"]) == [])
        #expect(try await bridge.service.sendDueMail(with: server.transport) == 0)
        let mail = try #require(server.taken.first)
        #expect(mail.address == "maria@secret.example")
        #expect(mail.subject == "Secret subject" && mail.text == "Secret text\n")
        #expect(mail.writtenAt == bridge.clock.now)

        bridge.clock.move(by: .hours(100))
        #expect(try await bridge.service.sendDueMail(with: server.transport) == 0)
        #expect(server.offered.count == 1)
        let stored = try #require(try await bridge.mail().first)
        #expect(stored.sentAt != nil && stored.sealed == nil && stored.key == nil)
        #expect(bridge.service.counters.mailSent.value == 1)
    }

    @Test("what is queued in a transaction that fails is never sent")
    func rolledBack() async throws {
        let (bridge, server) = (try BridgeUnderTest(), FakeMailServer())
        await #expect(throws: DecisionError.self) {
            try await bridge.service.database.writer.write { [clock = bridge.clock] transaction, memory in
                try transaction.enqueue(.example(), in: memory.archive, at: clock.now)
                throw DecisionError.notFound("anything")
            }
        }
        _ = try await bridge.service.sendDueMail(with: server.transport)
        #expect(server.offered.isEmpty)
    }

    @Test(
        "what a server defers is tried again later and later, with the same Message-ID, and given up after three days")
    func deferred() async throws {
        let (bridge, server) = (try BridgeUnderTest(), FakeMailServer { _ in throw FakeMailServer.deferral })
        try await bridge.importRoster()
        try await bridge.queue(.example())
        let start = bridge.clock.now
        var waits: [Int64] = []
        while let due = try await bridge.mail().first?.due {
            waits.append((due - bridge.clock.now).wholeMinutes)
            bridge.clock.move(by: due - bridge.clock.now)
            #expect(try await bridge.service.sendDueMail(with: server.transport) == 0)
        }
        #expect(waits.starts(with: [0, 1, 5, 15, 30, 60, 120, 240, 360, 360]))
        #expect((bridge.clock.now - start).wholeMinutes == 3 * 24 * 60 - 1)
        #expect(Set(server.offered.map(\.id)).count == 1 && server.offered.count == waits.count)
        let stored = try #require(try await bridge.mail().first)
        #expect(stored.givenUpAt == bridge.clock.now && stored.sealed == nil)
        #expect(stored.failure == "451 4.3.0")
    }

    @Test(
        "what a server refuses for ever is given up at once, and administrators are told of it once, until mail arrives"
    )
    func refused() async throws {
        let (bridge, server) = (try BridgeUnderTest(), FakeMailServer { _ in throw FakeMailServer.refusal })
        try await bridge.importRoster()
        try await bridge.queue(.example(), .example())
        #expect(try await bridge.service.sendDueMail(with: server.transport) == 0)
        #expect(server.offered.count == 2)
        let alert = try #require(try await bridge.service.alerts(isOpen: true).alerts.first)
        #expect(alert.kind == "mail-failed" && alert.subject == "maria.lopez")
        #expect(alert.detail.contains("550 5.1.1") && !alert.detail.contains("secret.example"))
        #expect(try await bridge.news(to: People.sam.id) == ["alert"])
        #expect(bridge.notables.withLock { $0 }.contains(.mailNotSent(kind: "invite", attempts: 1, "550 5.1.1")))

        // The watch over Zoom's deliveries leaves it alone.
        bridge.clock.move(by: .hours(1))
        try await bridge.service.watch()
        #expect(try await bridge.service.alerts(isOpen: true).alerts.map(\.kind).contains("mail-failed"))
        server.answers { _ in }
        try await bridge.queue(.example(to: People.james.id))
        _ = try await bridge.service.sendDueMail(with: server.transport)
        #expect(try await bridge.service.alerts(isOpen: true).alerts.map(\.kind).contains("mail-failed"))
        try await bridge.queue(.example())
        _ = try await bridge.service.sendDueMail(with: server.transport)
        #expect(try await !bridge.service.alerts(isOpen: true).alerts.map(\.kind).contains("mail-failed"))
    }

    @Test("where it is the server's fault, no other mail is tried for a while, and none is lost")
    func serverTrouble() async throws {
        let (bridge, server) = (try BridgeUnderTest(), FakeMailServer { _ in throw FakeMailServer.silence })
        try await bridge.queue(.example(), .example(to: People.james.id))
        #expect(try await bridge.service.sendDueMail(with: server.transport) == 1)
        #expect(server.offered.count == 1)
        #expect(try await bridge.service.sendDueMail(with: server.transport, after: 1) == 2)
        #expect(server.offered.map(\.id).count == 2, "the other one is tried next")
        server.answers { _ in }
        bridge.clock.move(by: .minutes(2))
        #expect(try await bridge.service.sendDueMail(with: server.transport, after: 2) == 0)
        #expect(server.taken.count == 2)
        #expect(
            (1...6).map { MailPatience.pause(after: $0) } == [
                .seconds(10), .seconds(30), .minutes(1), .minutes(5), .minutes(15), .minutes(15),
            ])
    }

    @Test("what is of no use any more is not sent")
    func tooLate() async throws {
        let (bridge, server) = (try BridgeUnderTest(), FakeMailServer())
        try await bridge.importRoster()
        try await bridge.queue(.example(until: bridge.clock.now + .hours(1)))
        bridge.clock.move(by: .hours(1))
        _ = try await bridge.service.sendDueMail(with: server.transport)
        #expect(server.offered.isEmpty)
        #expect(try await bridge.mail().first?.givenUpAt == bridge.clock.now)
    }

    @Test("a mail that was being sent when the bridge was told to stop is sent after the next start")
    func interrupted() async throws {
        let (bridge, server) = (try BridgeUnderTest(), FakeMailServer { _ in throw CancellationError() })
        try await bridge.queue(.example())
        await #expect(throws: CancellationError.self) {
            _ = try await bridge.service.sendDueMail(with: server.transport)
        }
        #expect(try await bridge.mail().first?.attempts == 0)
        try await bridge.restart()
        server.answers { _ in }
        _ = try await bridge.service.sendDueMail(with: server.transport)
        #expect(server.taken.count == 1)
    }

    @Test("whoever queues mail need not say so: it is sent at once, and when it is due again")
    func wakes() async throws {
        let (bridge, server) = (try BridgeUnderTest(), FakeMailServer())
        let service = bridge.service
        let sending = Task { try await service.sendMail(with: server.transport) }
        var arrivals = server.arrivals.makeAsyncIterator()
        for _ in 0..<3 {
            try await bridge.queue(.example())
            #expect(await arrivals.next() != nil)
        }
        sending.cancel()
        await #expect(throws: CancellationError.self) { try await sending.value }
    }

    @Test("mail to whoever is erased is forgotten, and all mail after a month")
    func forgotten() async throws {
        let (bridge, server) = (try BridgeUnderTest(), FakeMailServer())
        try await bridge.importRoster()
        try await bridge.queue(.example(to: People.ana), .example())
        _ = try await bridge.service.erase(People.ana, because: "Order of the court.", by: People.sam)
        _ = try await bridge.service.sendDueMail(with: server.transport)
        #expect(server.taken.count == 1)
        #expect(try await bridge.mail(for: People.ana).isEmpty)
        bridge.clock.move(by: .hours(24 * 31))
        try await bridge.service.applyRetention()
        #expect(try await bridge.mail().isEmpty)
    }

    @Test("whatever servers say and whenever the bridge stops, each mail is taken at most once and ends once")
    func property() async throws {
        for seed in UInt64(0)..<20 {
            var random = SplitMix64(seed: seed)
            let (bridge, server) = (try BridgeUnderTest(), FakeMailServer())
            try await bridge.importRoster()
            let count = Int.random(in: 1...8, using: &random)
            for _ in 0..<count { try await bridge.queue(.example()) }
            for _ in 0..<60 {
                let outcome = Int.random(in: 0..<6, using: &random)
                server.answers { _ in
                    switch outcome {
                    case 0: throw FakeMailServer.refusal
                    case 1: throw FakeMailServer.deferral
                    case 2, 3: throw FakeMailServer.silence
                    case 4: throw CancellationError()
                    default: break
                    }
                }
                _ = try? await bridge.service.sendDueMail(with: server.transport)
                if Bool.random(using: &random) { bridge.clock.move(by: .minutes(.random(in: 1...300, using: &random))) }
                if Int.random(in: 0..<10, using: &random) == 0 { try await bridge.restart() }
            }
            let mail = try await bridge.mail()
            let taken = server.taken.map(\.id)
            #expect(mail.count == count && Set(taken).count == taken.count, "seed \(seed)")
            #expect(
                mail.allSatisfy { ($0.sentAt != nil) == taken.contains($0.messageID) }, "seed \(seed)")
            #expect(
                mail.allSatisfy { [$0.sentAt, $0.givenUpAt, $0.due].compactMap(\.self).count == 1 }, "seed \(seed)")
        }
    }
}
