import Attendance
import Crypto
import Store
import Testing

@testable import Bridge

@Suite("Requests that are sent again")
struct RepeatedRequestTests {
    private func bridge() async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        return bridge
    }

    private func key(
        _ bridge: BridgeUnderTest, of person: PersonID = People.maria.id, with credential: Credential? = nil,
        for operation: String = "POST /api/excused-weeks", key: String = "k", body: String = "body"
    ) -> RequestKey {
        bridge.service.requestKey(
            of: person, with: credential ?? .session(SHA256.hash([1])), for: operation, key: key, body: Array(body.utf8)
        )
    }

    /// What the handler of a route would do.
    @discardableResult
    private func excuse(_ bridge: BridgeUnderTest, as key: RequestKey, because reason: String) async throws -> Bool {
        let context = RequestContext(trace: TraceContext(continuing: []), key: key)
        do {
            try await RequestContext.$current.withValue(context) {
                _ = try await bridge.service.excuseWeek(
                    of: People.ana, holding: try #require(LocalDate("2026-09-15")), because: reason, by: People.maria)
            }
        } catch is DecisionError {}
        return context.isWritten
    }

    private func decisions(_ bridge: BridgeUnderTest) async throws -> Int {
        try await bridge.service.decisions(about: People.ana).count
    }

    @Test("what was done is known, what was answered is told again, also after a restart")
    func again() async throws {
        let bridge = try await bridge()
        let key = key(bridge)
        #expect(try await bridge.service.begin(key) == .new)
        #expect(try await bridge.service.begin(key) == .running)
        #expect(try await excuse(bridge, as: key, because: "r"))
        await bridge.service.keep(answer: [1, 2, 3], to: key)
        #expect(try await bridge.service.begin(key) == .running, "until it is said to be over")
        bridge.service.end(key)
        #expect(try await bridge.service.begin(key) == .done(answer: [1, 2, 3]))
        try await bridge.restart()
        #expect(try await bridge.service.begin(self.key(bridge)) == .done(answer: [1, 2, 3]))
        #expect(try await bridge.service.begin(self.key(bridge, body: "another")) == .other)
        #expect(try await decisions(bridge) == 1)
    }

    @Test("what was done stays done where the bridge stopped before the answer was kept")
    func lost() async throws {
        let bridge = try await bridge()
        let key = key(bridge)
        #expect(try await bridge.service.begin(key) == .new)
        try await excuse(bridge, as: key, because: "r")
        try await bridge.restart()
        #expect(try await bridge.service.begin(self.key(bridge)) == .doneUnknown)
        #expect(try await bridge.service.begin(self.key(bridge, body: "another")) == .other)
    }

    @Test("where nothing was written the key is as if it had never been used")
    func nothingWritten() async throws {
        let bridge = try await bridge()
        let key = key(bridge)
        #expect(try await bridge.service.begin(key) == .new)
        let context = RequestContext(trace: TraceContext(continuing: []), key: key)
        await #expect(throws: AccountError.notFound) {
            try await RequestContext.$current.withValue(context) {
                try await bridge.service.revokeInvite(7, by: .person(People.sam), at: bridge.clock.now)
            }
        }
        #expect(!context.isWritten)
        bridge.service.end(key)
        #expect(try await bridge.service.begin(key) == .new)
    }

    @Test("a key is of one person, one address and one kind of credential, and of one access token")
    func apart() async throws {
        let bridge = try await bridge()
        let token = SHA256.hash([7])
        let keys = [
            key(bridge), key(bridge, of: People.sam.id), key(bridge, for: "POST /api/voids"), key(bridge, key: "K"),
            key(bridge, with: .accessToken(token)), key(bridge, with: .accessToken(SHA256.hash([8]))),
            key(bridge, for: "POST /api/excused-weeksk", key: ""),
        ]
        #expect(Set(keys.map(\.id)).count == keys.count)
        let session = key(bridge, with: .session(SHA256.hash([9])))
        #expect(session == keys[0], "whoever signs in anew may send again what they sent before")
        func use(_ digest: Digest) -> Credential {
            .token(TokenUse(person: People.maria.id, issuedAt: nil, expiresAt: bridge.clock.now, digest: digest))
        }
        #expect(key(bridge, with: use(token)) == key(bridge, with: use(SHA256.hash([9]))))
        #expect(!keys.contains(key(bridge, with: use(token))), "what a browser alone may do is not told to a token")
    }

    @Test("the database shows neither the answer nor anything to try out the request by")
    func sealed() async throws {
        let bridge = try await bridge()
        let key = key(bridge, body: "body")
        _ = try await bridge.service.begin(key)
        try await excuse(bridge, as: key, because: "r")
        let answer = Array("a token that is told once".utf8)
        await bridge.service.keep(answer: answer, to: key)
        let id = key.id.bytes
        let kept = try #require(try await bridge.read { try $0.request(id) })
        #expect(kept.content != SHA256.hash(Array("body".utf8)).bytes)
        let sealed = try #require(kept.answer)
        #expect(sealed.firstRange(of: answer) == nil && sealed.count > answer.count)
    }

    @Test("after a day it is forgotten, and at once with whoever is erased")
    func forgotten() async throws {
        let bridge = try await bridge()
        let key = key(bridge, of: People.ana)
        _ = try await bridge.service.begin(key)
        try await excuse(bridge, as: key, because: "r")
        bridge.service.end(key)
        bridge.clock.move(by: .hours(23))
        try await bridge.service.applyRetention()
        #expect(try await bridge.service.begin(key) == .doneUnknown)
        bridge.clock.move(by: .hours(2))
        try await bridge.service.applyRetention()
        #expect(try await bridge.service.begin(key) == .new)
        try await excuse(bridge, as: key, because: "r")
        bridge.service.end(key)
        _ = try await bridge.service.erase(People.ana, because: "An order of the court.", by: People.sam)
        #expect(try await bridge.service.begin(key) == .new)
    }

    @Test("the first write of a request takes its key; what else it writes is written as ever")
    func firstWrite() async throws {
        let bridge = try await bridge()
        let key = key(bridge)
        let context = RequestContext(trace: TraceContext(continuing: []), key: key)
        try await RequestContext.$current.withValue(context) {
            for reason in ["one", "two"] {
                _ = try await bridge.service.excuseWeek(
                    of: People.ana, holding: try #require(LocalDate("2026-09-15")), because: reason, by: People.maria)
            }
        }
        #expect(try await decisions(bridge) == 2)
        #expect(try await bridge.service.begin(key) == .doneUnknown)
    }
}
