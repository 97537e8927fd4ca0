import Attendance
import Crypto
import Foundation
import JSON
import Store
import Synchronization
import TestSupport
import Testing

@testable import Bridge

@Suite("Outbound events", .timeLimit(.minutes(2)))
struct OutboundTests {
    let subscribers = FakeSubscribers()
    static let url = BridgeUnderTest.url

    private func bridge() async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest { $0.cards.address = "https://cards.example.gov" }
        try await bridge.importRoster()
        return bridge
    }

    private func taken(_ count: Int, at url: String = Self.url) async throws -> [FakeSubscribers.Heard] {
        try await until { subscribers.taken(at: url).count >= count }
        return subscribers.taken(at: url)
    }

    @Test("an evening is told fact by fact, in the order of the feed, each once, and signed")
    func evening() async throws {
        let bridge = try await bridge()
        let new = try await bridge.subscribe()
        let secret = try #require(new.json["secret"]?.string)
        let key = try #require(new.subscription.publicKeys.first?.key)
        try await bridge.post(all: try Scenario.named("demo").bodies)
        bridge.clock.move(by: .hours(3))
        try await bridge.service.catchUp()
        // What each participant was told of themself, whoever else was told it.
        let expected = try await bridge.read { snapshot in
            try snapshot.feed(after: 0, limit: 10_000).filter(\.isOfItsPerson)
        }
        #expect(Set(expected.map(\.event)).isSuperset(of: ["participant-joined", "court-card-updated"]))

        let heard = try await bridge.sending(to: subscribers) { try await taken(expected.count) }
        #expect(heard.map(\.position) == expected.map(\.position))
        #expect(heard.map(\.type) == expected.map(\.event))
        #expect(heard.map { $0.event["subject"]?.string } == expected.map(\.person.rawValue))
        #expect(try heard.map { $0.event["data"] } == expected.map { try JSON.parse($0.data) })
        #expect(heard.allSatisfy { $0.event["source"] == "https://cards.example.gov" })
        for one in heard {
            #expect(one.header("content-type") == "application/cloudevents+json")
            #expect(one.header("webhook-id") == one.event["id"]?.string)
            try expectSigned(one, by: [secret, key], at: bridge.clock.now)
        }
        #expect(bridge.service.counters.outboundDelivered.value == expected.count)
    }

    private func expectSigned(_ heard: FakeSubscribers.Heard, by secrets: [String], at now: Timestamp) throws {
        let message = try #require(
            WebhookMessage(
                id: heard.header("webhook-id") ?? "", timestamp: Int64(heard.header("webhook-timestamp") ?? "") ?? 0,
                body: heard.request.body))
        let signatures = try #require(heard.header("webhook-signature"))
        for secret in secrets {
            let verifier = try #require(WebhookVerifier(secret))
            #expect(verifier.isValid(message, signatures: signatures, now: now.milliseconds / 1000))
        }
    }

    @Test("a subscription begins with what happens after it, and goes on by itself")
    func fromNowOn() async throws {
        let bridge = try await bridge()
        try await bridge.tell([People.ana])
        try await bridge.subscribe()
        try await bridge.sending(to: subscribers) {
            try await bridge.tell([People.ben])
            #expect(try await taken(1).map { $0.event["subject"]?.string } == ["P-1002"])
            try await bridge.tell([People.carmen])
            #expect(try await taken(2).count == 2)
        }
        #expect(subscribers.heard.count == 2)
    }

    @Test("one court representative's participants, some events: nobody else and nothing else, but erasures always")
    func filters() async throws {
        let bridge = try await bridge()
        try await bridge.subscribe(courtRep: People.maria.id, events: ["court-card-updated"])
        try await bridge.tell([People.ana, People.carmen], event: "court-card-updated")
        try await bridge.tell([People.ana, People.carmen], event: "participant-joined")
        try await bridge.tell([People.carmen, People.ben], event: "erased")
        try await bridge.tell([People.ana], event: "court-card-updated")
        try await bridge.sending(to: subscribers) { _ = try await taken(3) }
        #expect(subscribers.heard.map(\.type) == ["court-card-updated", "erased", "court-card-updated"])
        #expect(subscribers.heard.map { $0.event["subject"]?.string } == ["P-1001", "P-1002", "P-1001"])
    }

    @Test("what failed is tried again when it is due and not before, under the same id, and what comes after it waits")
    func retries() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        subscribers.answer(500)
        try await bridge.tell([People.ana, People.ben])
        try await bridge.sending(to: subscribers) {
            try await until { try await bridge.service.subscription(id).failures == 1 }
            #expect(try await bridge.service.subscription(id).state == .retrying)
            bridge.pass(.seconds(4))
            try await bridge.tell([People.carmen])
            subscribers.behave { _ in throw OutboundFailure("nothing answers there") }
            bridge.pass(.seconds(2))
            try await until { try await bridge.service.subscription(id).failures == 2 }
            #expect(subscribers.heard.count == 2)
            subscribers.answer(204)
            bridge.pass(.seconds(40))
            _ = try await taken(3)
        }
        let heard = subscribers.heard
        #expect(heard.map { $0.event["subject"]?.string } == ["P-1001", "P-1001", "P-1001", "P-1002", "P-1003"])
        #expect(Set(heard.prefix(3).map { $0.header("webhook-id") }).count == 1)
        #expect(Set(heard.prefix(3).map { $0.header("webhook-timestamp") }).count == 3, "each attempt has its own time")
        #expect(Set(heard.prefix(3).map { $0.request.body }).count == 1)
        let page = try await bridge.service.attempts(of: id).json
        let attempts = try #require(page["attempts"]?.array)
        #expect(attempts.map { $0["status"]?.integer } == [204, 204, 204, nil, 500])
        #expect(attempts[3]["failure"] == "nothing answers there")
        #expect(try await bridge.service.subscription(id).state == .active)
    }

    @Test("who asks to be left alone for a while is left alone")
    func retryAfter() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        subscribers.answer(429, retryAfter: "600")
        try await bridge.tell([People.ana])
        try await bridge.sending(to: subscribers) {
            try await until { try await bridge.service.subscription(id).failures == 1 }
        }
        #expect(try await bridge.service.subscription(id).nextAttemptAt == bridge.clock.now + .seconds(600))
    }

    @Test("after a day of failures it is disabled, administrators are alerted once, and enabling goes on without a gap")
    func givenUp() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        subscribers.answer(500)
        try await bridge.tell([People.ana, People.ben])
        try await bridge.sending(to: subscribers) {
            for failures in 1...11 {
                try await until { try await bridge.service.subscription(id).failures == failures }
                bridge.pass(.hours(9))
            }
            #expect(try await bridge.service.subscription(id).state == .disabled)
            try await bridge.tell([People.carmen])
            let alerts = try await bridge.service.alerts(isOpen: true).alerts
            #expect(alerts.map(\.kind) == ["subscription-disabled"] && alerts.map(\.subject) == [id.rawValue])
            let detail = try #require(alerts.first?.detail)
            #expect(detail.contains("500") && detail.contains("subscriber.example.org") && !detail.contains("hunter2"))
            let told = try await bridge.read { snapshot in
                try snapshot.feed(of: People.sam.id, after: 0, through: .max, limit: 99).map(\.event)
            }
            #expect(told == ["alert"])
            // The watch over Zoom's deliveries has no opinion about it.
            try await bridge.service.watch()
            #expect(try await bridge.service.alerts(isOpen: true).alerts.map(\.kind).contains("subscription-disabled"))
            #expect(subscribers.heard.count == 11)

            subscribers.answer(200)
            #expect(try await bridge.service.enable(subscription: id, by: .operatorOfMachine).state == .active)
            _ = try await taken(3)
        }
        #expect(subscribers.taken(at: Self.url).map { $0.event["subject"]?.string } == ["P-1001", "P-1002", "P-1003"])
        let open = try await bridge.service.alerts(isOpen: true).alerts.map(\.kind)
        #expect(!open.contains("subscription-disabled"))
    }

    @Test("who answers 410 is sent nothing more")
    func gone() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        subscribers.answer(410)
        try await bridge.tell([People.ana, People.ben])
        try await bridge.sending(to: subscribers) {
            try await until { try await bridge.service.subscription(id).state == .disabled }
            bridge.pass(.hours(24))
        }
        #expect(subscribers.heard.count == 1)
        let found = try await bridge.service.subscription(id)
        #expect(found.disabledBecause?.contains("410") == true && found.nextAttemptAt == nil)
    }

    @Test("a subscriber that never answers keeps no other waiting")
    func slowOne() async throws {
        let bridge = try await bridge()
        let never = "https://never.example.org/"
        for _ in 0..<12 { try await bridge.subscribe(url: never) }
        try await bridge.subscribe()
        subscribers.behave { request in
            if request.url == never { try await Task.sleep(for: .seconds(3600)) }
            return OutboundAnswer(status: 200)
        }
        try await bridge.sending(to: subscribers) {
            try await bridge.tell(Array(repeating: People.ana, count: 5))
            #expect(try await taken(5).count == 5)
        }
        #expect(subscribers.taken(at: never).isEmpty)
    }

    @Test("a fault on our side is not held against the subscriber")
    func ours() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        let tries = Mutex(0)
        subscribers.behave { _ in
            if tries.withLock({
                $0 += 1
                return $0
            }) == 1 {
                throw OutboundFailure("too many", isOurs: true)
            }
            return OutboundAnswer(status: 200)
        }
        try await bridge.tell([People.ana])
        try await bridge.sending(to: subscribers) {
            try await until { tries.withLock { $0 } == 1 }
            bridge.pass(.seconds(1))
            _ = try await taken(1)
        }
        #expect(try await bridge.service.attempts(of: id).json["attempts"]?.array?.count == 1)
    }

    @Test("while it is disabled by hand nothing is sent, and everything afterwards")
    func byHand() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        _ = try await bridge.service.disable(subscription: id, by: .operatorOfMachine)
        try await bridge.sending(to: subscribers) {
            try await bridge.tell([People.ana])
            _ = try await bridge.service.enable(subscription: id, by: .operatorOfMachine)
            _ = try await taken(1)
        }
        #expect(subscribers.heard.count == 1)
    }

    @Test("what is asked for again is sent again from there on, under the same ids")
    func redelivery() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        let people = [People.ana, People.ben, People.carmen]
        try await bridge.tell(people)
        try await bridge.sending(to: subscribers) {
            let first = try await taken(3)
            _ = try await bridge.service.redeliver(to: id, from: first[1].position ?? 0, by: .operatorOfMachine)
            let all = try await taken(5)
            #expect(all.suffix(2).map { $0.header("webhook-id") } == first.suffix(2).map { $0.header("webhook-id") })
            let head = try await bridge.position()
            for position in [0, -1, head + 2, .max, .min] {
                await #expect(throws: SubscriptionError.self) {
                    try await bridge.service.redeliver(to: id, from: position, by: .operatorOfMachine)
                }
            }
        }
    }

    @Test("what somebody changes during an attempt holds from the next one on, and its failure no longer counts")
    func changedMeanwhile() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        let other = "https://other.example.org/"
        subscribers.behave { [service = bridge.service] request in
            guard request.url == Self.url else { return OutboundAnswer(status: 200) }
            let draft = SubscriptionDraft(name: "Case management", url: other)
            _ = try await service.change(subscription: id, to: draft, by: .operatorOfMachine)
            return OutboundAnswer(status: 500)
        }
        try await bridge.tell([People.ana, People.ben])
        try await bridge.sending(to: subscribers) { _ = try await taken(2, at: other) }
        #expect(subscribers.heard.map { $0.event["subject"]?.string } == ["P-1001", "P-1001", "P-1002"])
        #expect(try await bridge.service.subscription(id).failures == 0)
    }

    @Test("what is asked for again during an attempt comes again, and what is removed during one is gone")
    func askedAgainMeanwhile() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        try await bridge.tell([People.ana, People.ben, People.carmen])
        let first = try await bridge.position() - 2
        let isAsked = Mutex(false)
        subscribers.behave { [service = bridge.service] request in
            let subject = try JSON.parse(request.body)["subject"]
            let wasAsked = isAsked.withLock { wasAsked in
                defer { wasAsked = wasAsked || subject == "P-1002" }
                return wasAsked
            }
            if subject == "P-1002", !wasAsked {
                _ = try await service.redeliver(to: id, from: first, by: .operatorOfMachine)
            }
            if subject == "P-1003" { try await service.unsubscribe(id, by: .operatorOfMachine) }
            return OutboundAnswer(status: 200)
        }
        try await bridge.sending(to: subscribers) {
            _ = try await taken(5)
            try await bridge.tell([People.dmitri])
            for _ in 0..<50 { await Task.yield() }
        }
        #expect(
            subscribers.heard.map { $0.event["subject"]?.string } == ["P-1001", "P-1002", "P-1001", "P-1002", "P-1003"])
        #expect(try await bridge.service.subscriptions().isEmpty)
    }

    @Test("a message that a subscriber cannot take can be left out")
    func leftOut() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        subscribers.behave { request in
            let event = try JSON.parse(request.body)
            return OutboundAnswer(status: event["subject"] == "P-1001" ? 500 : 200)
        }
        try await bridge.tell([People.ana, People.ben])
        try await bridge.sending(to: subscribers) {
            try await until { try await bridge.service.subscription(id).failures == 1 }
            _ = try await bridge.service.redeliver(
                to: id, from: try await bridge.position(), by: .operatorOfMachine)
            #expect(try await taken(1).map { $0.event["subject"]?.string } == ["P-1002"])
        }
    }

    @Test("who missed what is no longer kept is told so once, and then what came after it")
    func resync() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe().subscription.id
        let before = try await bridge.service.subscription(id).position
        try await bridge.tell([People.ana, People.ben, People.carmen])
        bridge.clock.move(by: .hours(24 * 40))
        try await bridge.tell([People.dmitri])
        _ = try await bridge.service.applyRetention()
        try await bridge.sending(to: subscribers) { _ = try await taken(2) }
        let heard = subscribers.heard
        #expect(heard.map(\.type) == ["resync", "attendance-updated"])
        #expect(heard[0].event["data"] == ["since": .integer(before)])
        #expect(heard[1].event["subject"] == "P-1004")
    }

    @Test("what was not for a subscriber is not taken for missed when it is forgotten")
    func nothingMissed() async throws {
        let bridge = try await bridge()
        let id = try await bridge.subscribe(events: ["court-card-updated"]).subscription.id
        let start = try await bridge.service.subscription(id).position
        try await bridge.sending(to: subscribers) {
            try await bridge.tell(Array(repeating: People.ana, count: 600))
            bridge.pass(.hours(2))
            try await until { try await bridge.service.subscription(id).position == start + 600 }
        }
        bridge.clock.move(by: .hours(24 * 40))
        try await bridge.tell([People.ana], event: "court-card-updated")
        _ = try await bridge.service.applyRetention()
        try await bridge.sending(to: subscribers) { _ = try await taken(1) }
        #expect(subscribers.heard.map(\.type) == ["court-card-updated"])
    }

    @Test("of somebody who was erased nothing is sent any more, but that they were")
    func erased() async throws {
        let bridge = try await bridge()
        try await bridge.subscribe()
        try await bridge.tell([People.ana, People.ben, People.ana, People.ana])
        _ = try await bridge.service.erase(People.ana, because: "Order of the court.", by: People.sam)
        try await bridge.sending(to: subscribers) { _ = try await taken(2) }
        #expect(subscribers.heard.map(\.type) == ["attendance-updated", "erased"])
        #expect(subscribers.heard.map { $0.event["data"] } == [["participant": "P-1002"], ["participant": "P-1001"]])
    }

    @Test("secrets and addresses are in no file, and the log of who did what names the host alone")
    func sealed() async throws {
        let bridge = try await bridge()
        let new = try await bridge.subscribe()
        let secret = try #require(new.json["secret"]?.string)
        var dumped = "\(new) \(String(reflecting: new))"
        dump(new.secret, to: &dumped)
        #expect(!dumped.contains(secret.dropFirst("whsec_".count)))
        let draft = SubscriptionDraft(name: "Case management", url: Self.url)
        let changed = try await bridge.service.change(
            subscription: new.subscription.id, to: draft, rotatingSecrets: true, by: .operatorOfMachine)
        let second = try #require(changed.json["secret"]?.string)
        #expect(second != secret)
        let entries = try await bridge.service.auditLog(after: 0, limit: 99).entries
        let mine = entries.filter { $0["action"] == "subscription-changed" }
        #expect(mine.map { $0["detail"]?["what"] } == ["added", "secrets-rotated"])
        await bridge.service.database.writer.checkpoint()
        var bytes = mine.map { $0.pretty() }.joined()
        for suffix in ["", "-wal"] {
            let path = bridge.folder.appending(path: "bridge.db\(suffix)").path
            bytes += String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        }
        for told in ["hunter2", secret, second] {
            #expect(!bytes.contains(told.dropFirst(told.hasPrefix("wh") ? 6 : 0)))
        }
        #expect(bytes.contains("subscriber.example.org"))
    }

    @Test("with a change meanwhile, or for nothing there is, nothing is changed")
    func refused() async throws {
        let bridge = try await bridge()
        let found = try await bridge.subscribe().subscription
        var draft = SubscriptionDraft(name: "Other", url: Self.url)
        _ = try await bridge.service.change(
            subscription: found.id, to: draft, seen: found.generation, by: .operatorOfMachine)
        await #expect(throws: SubscriptionError.changedMeanwhile) {
            try await bridge.service.change(
                subscription: found.id, to: draft, seen: found.generation, by: .operatorOfMachine)
        }
        await #expect(throws: SubscriptionError.notFound) {
            try await bridge.service.unsubscribe(SubscriptionID("sub-0"), by: .operatorOfMachine)
        }
        draft.events = ["meeting-started"]
        await #expect(throws: SubscriptionError.self) {
            try await bridge.service.subscribe(draft, signedWith: .both, by: .operatorOfMachine)
        }
        draft.events = []
        draft.courtRep = People.ana
        await #expect(throws: SubscriptionError.self) {
            try await bridge.service.subscribe(draft, signedWith: .both, by: .operatorOfMachine)
        }
        #expect(try await bridge.service.subscriptions().map(\.name) == ["Other"])
        try await bridge.service.unsubscribe(found.id, by: .operatorOfMachine)
        #expect(try await bridge.service.subscriptions().isEmpty)
    }
}
