import Attendance
import Crypto
import JSON
import Testing

@testable import CourtCard

@Suite("Published keys")
struct KeySetTests {
    let old = SigningKey.generate().verificationKey
    let new = SigningKey.generate().verificationKey
    static let begin = Timestamp(seconds: 1_790_000_000)
    static let change = Timestamp(milliseconds: 1_800_000_000_500)

    func set() throws -> KeySet {
        try KeySet([
            PublishedKey(new, validFrom: Self.change),
            PublishedKey(old, validFrom: Self.begin, validUntil: Self.change),
        ])
    }

    @Test("keys are found by their id, old ones too, and stand from old to new")
    func lookup() throws {
        let set = try set()
        #expect(set.verificationKeys == [old, new])
        #expect(set[old.id]?.key == old)
        #expect(set[new.id]?.key == new)
        #expect(set[""] == nil)
        #expect(set[SigningKey.generate().verificationKey.id] == nil)
    }

    @Test("a key signs from its first moment until just before its end")
    func validity() throws {
        let set = try set()
        let first = try #require(set[old.id])
        let second = try #require(set[new.id])
        let tick = Span(milliseconds: 1)
        #expect(!first.isValid(at: Self.begin - tick))
        #expect(first.isValid(at: Self.begin))
        #expect(first.isValid(at: Self.change - tick))
        #expect(!first.isValid(at: Self.change))
        #expect(!second.isValid(at: Self.change - tick))
        #expect(second.isValid(at: Self.change))
        #expect(second.isValid(at: .distantFuture))
    }

    @Test("a set is a JWK set, and is read as it was written")
    func json() throws {
        let set = try set()
        let keys = try #require(set.json["keys"]?.array)
        #expect(
            keys.first == [
                "kty": "OKP", "crv": "Ed25519", "x": .string(Base64.encode(old.bytes, .url)), "kid": .string(old.id),
                "alg": "EdDSA", "use": "sig", "validFrom": .string(Self.begin.rfc3339),
                "validUntil": .string(Self.change.rfc3339),
            ])
        #expect(keys.last?["validUntil"] == nil)
        #expect(try KeySet(json: set.json) == set)
        #expect(try KeySet(parsing: try set.json.canonical()) == set)
        #expect(try KeySet(parsing: set.json.pretty().utf8) == set)
    }

    @Test("a key twice, or one that ends before it begins, is refused")
    func inconsistent() {
        #expect(throws: KeySetError.repeated(old.id)) {
            try KeySet([PublishedKey(old, validFrom: Self.begin), PublishedKey(old, validFrom: Self.change)])
        }
        #expect(throws: KeySetError.neverValid(old.id)) {
            try KeySet([PublishedKey(old, validFrom: Self.begin, validUntil: Self.begin)])
        }
    }

    @Test("each fault in a set is named")
    func faults() throws {
        let good = try #require(try set().json["keys"]?.array)
        func error(_ change: (inout [String: JSON]) -> Void) -> KeySetError? {
            guard case .object(var members) = good[1] else { return nil }
            change(&members)
            return #expect(throws: KeySetError.self) {
                try KeySet(json: .object(["keys": .array([good[0], .object(members)])]))
            }
        }
        #expect(error { $0["kty"] = "RSA" } == .notAKey(index: 1))
        #expect(error { $0["kid"] = .string(old.id) } == .notAKey(index: 1))
        #expect(error { $0["d"] = $0["x"] } == .notAKey(index: 1))
        #expect(error { $0["kid"] = nil } == .field(index: 1, "kid", expected: "there"))
        #expect(error { $0["validFrom"] = nil } == .field(index: 1, "validFrom", expected: "there"))
        let time = "a time as RFC 3339 writes it"
        #expect(error { $0["validFrom"] = "yesterday" } == .field(index: 1, "validFrom", expected: time))
        #expect(error { $0["validUntil"] = .null } == .field(index: 1, "validUntil", expected: time))
        #expect(error { $0["validUntil"] = 1_800_000_000 } == .field(index: 1, "validUntil", expected: time))
        #expect(error { $0["validUntil"] = "2000-01-01T00:00:00Z" } == .neverValid(new.id))
        for json in [[:], ["keys": []], ["keys": [:]], []] as [JSON] {
            #expect(throws: KeySetError.noKeys) { try KeySet(json: json) }
        }
        #expect(throws: KeySetError.notJSON(line: 1, column: 2)) { try KeySet(parsing: "{]".utf8) }
        #expect(throws: KeySetError.self) { try KeySet(parsing: #"{"keys":[],"keys":[]}"#.utf8) }
    }
}
