import Attendance
import Crypto
import JSON
import Store
import Testing

@testable import Bridge

@Suite("What subscribers are sent")
struct OutboundEventTests {
    static func row(_ person: String, _ data: String) -> FeedRow {
        FeedRow(
            position: 42, person: PersonID(person), at: Timestamp(milliseconds: 1_789_513_200_000),
            event: "court-card-updated", data: Array(data.utf8))
    }

    @Test("an event stands in the envelope of CloudEvents, with the data as it is on the feed")
    func envelope() {
        let event = OutboundEvent(
            Self.row("ana", #"{"participant":"ana","n":1.50}"#), database: "0123456789abcdef",
            source: "https://cards.example.gov")
        let expected = #"""
            {"specversion":"1.0","id":"0123456789abcdef-42","source":"https://cards.example.gov",
            "type":"org.attendance-bridge.court-card-updated.v1","subject":"ana","time":"2026-09-15T23:00:00Z",
            "datacontenttype":"application/json","data":{"participant":"ana","n":1.50}}
            """#
        #expect(String(decoding: event.body, as: UTF8.self) == expected.split(separator: "\n").joined())
    }

    @Test("what is no longer kept is told without anybody in it, under the same id each time")
    func resync() throws {
        let event = OutboundEvent(resyncAfter: 7, database: "0123456789abcdef", source: "urn:x")
        let json = try JSON.parse(event.body)
        #expect(
            json == [
                "specversion": "1.0", "id": "0123456789abcdef-7-resync", "source": "urn:x",
                "type": "org.attendance-bridge.resync.v1", "datacontenttype": "application/json",
                "data": ["since": 7],
            ])
        #expect(WebhookMessage(id: event.id, timestamp: 1, body: event.body) != nil, "it can be signed")
    }

    @Test("all attempts are of one trace")
    func trace() {
        let event = OutboundEvent(Self.row("ana", "{}"), database: "a", source: "urn:x")
        let (first, second) = (event.traceparent(span: "00f067aa0ba902b7"), event.traceparent(span: "53995c3f42cd8ad8"))
        #expect(first.wholeMatch(of: /00-[0-9a-f]{32}-00f067aa0ba902b7-01/) != nil)
        #expect(first.prefix(36) == second.prefix(36) && first != second)
    }

    @Test("a fact is told once: by the row that tells a participant of themself")
    func ofItsPerson() {
        #expect(Self.row("ana", #"{"participant":"ana"}"#).isOfItsPerson)
        #expect(!Self.row("rep", #"{"participant":"ana"}"#).isOfItsPerson)
        #expect(!Self.row("ana", #"{"meeting":"m"}"#).isOfItsPerson)
        #expect(!Self.row("ana", "").isOfItsPerson)
    }
}

@Suite("What of a subscription is sealed")
struct SubscriptionContentTests {
    static let now = Timestamp(seconds: 1_000_000)

    static func content(_ signatures: SubscriptionSignatures) throws -> SubscriptionContent {
        SubscriptionContent(url: try OutboundURL("https://example.org/hunter2", OutboundSettings()), signatures)
    }

    static func stored(_ content: [UInt8], _ id: String = "sub-1") -> StoredSubscription {
        StoredSubscription(
            id: SubscriptionID(id), name: "", courtRep: nil, events: [], content: content, madeAt: now, cursor: 0)
    }

    @Test("it opens under the same key and for the same subscription alone", arguments: SubscriptionSignatures.allCases)
    func sealed(_ signatures: SubscriptionSignatures) throws {
        let vault = try #require(Vault(masterKey: [UInt8](repeating: 7, count: 32)))
        var content = try Self.content(signatures)
        content.rotate(at: Self.now)
        let sealed = content.sealed(for: SubscriptionID("sub-1"), by: vault)
        let opened = try SubscriptionContent(of: Self.stored(sealed), from: vault)
        #expect(opened.url == content.url && opened.signatures == signatures)
        #expect(opened.signers.map(\.secret.text) == content.signers.map(\.secret.text))
        #expect(opened.signers.map(\.until) == content.signers.map(\.until))
        #expect(!String(decoding: sealed, as: UTF8.self).contains("hunter2"))
        #expect(throws: SealingError.self) { try SubscriptionContent(of: Self.stored(sealed, "sub-2"), from: vault) }
        let other = try #require(Vault(masterKey: [UInt8](repeating: 8, count: 32)))
        #expect(throws: SealingError.self) { try SubscriptionContent(of: Self.stored(sealed), from: other) }
    }

    @Test("after a rotation the old secret signs for a day, and the new one from now on")
    func rotation() throws {
        var content = try Self.content(.both)
        let old = content.secrets(at: Self.now).map(\.text)
        content.rotate(at: Self.now)
        let both = content.secrets(at: Self.now).map(\.text)
        #expect(both.count == 4 && Set(old).isSubset(of: both))
        let told = try #require(content.sharedSecret?.text)
        #expect(!old.contains(told) && both.contains(told))
        let later = content.secrets(at: Self.now + .hours(24)).map(\.text)
        #expect(later.count == 2 && Set(later).isDisjoint(with: old) && later.contains(told))
        #expect(content.signatures == .both)
    }

    @Test("however often it is rotated, few secrets sign")
    func bounded() throws {
        var content = try Self.content(.hmac)
        for _ in 0..<20 { content.rotate(at: Self.now) }
        #expect(content.secrets(at: Self.now).count == 3)
        let newest = try #require(content.sharedSecret?.text)
        #expect(content.secrets(at: Self.now).first?.text == newest)
    }

    @Test("a secret that both sides have is told, the half of a key that is ours never is")
    func told() throws {
        #expect(try Self.content(.hmac).sharedSecret?.text.hasPrefix("whsec_") == true)
        #expect(try Self.content(.ed25519).sharedSecret == nil)
        #expect(try Self.content(.both).sharedSecret?.text.hasPrefix("whsec_") == true)
    }
}
