import Attendance
import TestSupport
import Testing

@Suite struct MatchTests {
    static let jane = PersonID("jane"), john = PersonID("john")

    private func key(_ kind: IdentityKey.Kind, _ raw: String) throws -> IdentityKey {
        try #require(IdentityKey(kind, raw))
    }

    @Test("the strongest strength that finds anybody decides")
    func strongestDecides() throws {
        let email = try key(.email, "jane@example.com")
        let roster = [email: [Self.jane], try key(.phone, "15550100199"): [Self.john]]
        let seen = [
            ObservedIdentity(phoneNumber: "+1 555 010 0199"), ObservedIdentity(email: "JANE@example.com"),
        ]
        #expect(match(seen) { roster[$0] ?? [] } == .participant(Self.jane, .signedIn, by: email))
        #expect(match(seen.reversed()) { roster[$0] ?? [] } == .participant(Self.jane, .signedIn, by: email))
    }

    @Test("two people equally strongly are nobody's attendance until a person decides")
    func ambiguous() throws {
        let roster = [
            try key(.email, "jane@example.com"): [Self.jane], try key(.zoomUser, "z1"): [Self.john],
            try key(.name, "Jane"): [Self.jane],
        ]
        let seen = [ObservedIdentity(displayName: "Jane", email: "jane@example.com", zoomUserID: "z1")]
        #expect(match(seen) { roster[$0] ?? [] } == .ambiguous([Self.jane, Self.john]))
    }

    @Test("a payload that names nobody matches nobody, even where the roster has empty values")
    func nobody() throws {
        var asked: [IdentityKey] = []
        let result = match([ObservedIdentity(), ObservedIdentity(displayName: " ", email: " ", phoneNumber: "-")]) {
            asked.append($0)
            return [Self.jane]
        }
        #expect(result == .nobody)
        #expect(asked.isEmpty)
    }

    @Test("every kind of key has its strength, from name to registration")
    func strengths() {
        #expect(MatchStrength.allCases == MatchStrength.allCases.sorted())
        #expect(
            IdentityKey.Kind.allCases.map { MatchStrength($0).rawValue } == [
                "registered", "registered", "signed-in", "signed-in", "phone", "code", "name", "claimed",
            ])
        #expect(MatchStrength.claimed > .code && MatchStrength.claimed < .phone)
    }

    @Test("a join code in one of several names is enough")
    func code() throws {
        var random = SplitMix64(seed: 3)
        let code = JoinCode.generate(using: &random)
        let byCode = try key(.code, code.description)
        let seen = [ObservedIdentity(displayName: "iPhone"), ObservedIdentity(displayName: "iPhone \(code)")]
        #expect(match(seen) { $0 == byCode ? [Self.jane] : [] } == .participant(Self.jane, .code, by: byCode))
    }

    @Test("what the lookup throws comes through")
    func throwsThrough() {
        struct Broken: Error {}
        #expect(throws: Broken.self) {
            try match([ObservedIdentity(email: "a@example.com")]) { _ throws -> [PersonID] in throw Broken() }
        }
    }
}
