import Attendance
import TestSupport
import Testing

@Suite struct IdentityKeyTests {
    @Test(
        "spellings of one name make one key",
        arguments: [
            (.email, " Jane.Doe@Example.COM ", "jane.doe@example.com"),
            (.email, "jane doe@example.com\u{200B}", "janedoe@example.com"),
            (.email, "JOSE\u{301}@example.com", "jos\u{E9}@example.com"),
            (.phone, "+1 (555) 010-0199", "15550100199"), (.phone, "0049 30 1234567", "49301234567"),
            (.phone, "１５５５０１００１９９", "15550100199"),
            (.name, "  Jane   DOE ", "jane doe"), (.name, "Ｊａｎｅ\u{3000}Doe", "jane doe"),
            (.name, "Jose\u{301}\u{A0}STRASSE", "jos\u{E9} strasse"), (.name, "josé straße", "jos\u{E9} strasse"),
            (.registrant, " aBc_12 ", "aBc_12"), (.customerKey, "K-1", "K-1"), (.zoomUser, "xYz==", "xYz=="),
        ] as [(IdentityKey.Kind, String, String)])
    func normalises(kind: IdentityKey.Kind, raw: String, value: String) throws {
        let key = try #require(IdentityKey(kind, raw))
        #expect(Array(key.value.utf8) == Array(value.utf8))
        #expect(IdentityKey(kind, key.value) == key, "normalising twice changes nothing")
    }

    @Test(
        "what names nobody makes no key",
        arguments: [
            (.email, ""), (.email, " \t"), (.email, "-"), (.email, "unknown"), (.email, "@"), (.email, "@example.com"),
            (.email, "jane@"), (.email, "a@b@c"), (.phone, ""), (.phone, "0"), (.phone, "1415***1234"),
            (.phone, "anonymous"), (.name, "\u{200E} \u{FEFF}"), (.registrant, "  "), (.customerKey, ""),
            (.zoomUser, "\n"), (.code, "#K7"), (.code, ""),
        ] as [(IdentityKey.Kind, String)])
    func namesNobody(kind: IdentityKey.Kind, raw: String) {
        #expect(IdentityKey(kind, raw) == nil)
    }

    @Test("letters of other alphabets that look Latin do not become Latin in an e-mail")
    func lookAlikes() throws {
        // The Kelvin sign lower-cases to "k".
        #expect(IdentityKey(.email, "mar\u{212A}@example.com") != IdentityKey(.email, "mark@example.com"))
    }

    @Test("an identity gives its keys strongest first, and none for what was not sent")
    func keys() {
        var random = SplitMix64(seed: 1)
        let code = JoinCode.generate(using: &random)
        let full = ObservedIdentity(
            displayName: "Jane \(code)", email: "Jane@example.com", zoomUserID: "z1", registrantID: "r1",
            customerKey: "c1", phoneNumber: "15550100199")
        #expect(full.keys.map(\.kind) == [.registrant, .customerKey, .zoomUser, .email, .phone, .code, .name])
        #expect(ObservedIdentity(displayName: "", email: "", zoomUserID: "", phoneNumber: "").keys.isEmpty)
    }

    @Test("a second name is searched too, for codes and for itself, each key once")
    func originalName() {
        var random = SplitMix64(seed: 2)
        let code = JoinCode.generate(using: &random)
        let renamed = ObservedIdentity(displayName: "Jane \(code)", originalName: "iPhone \(code)")
        #expect(renamed.keys.map(\.kind) == [.code, .name, .name])
        #expect(ObservedIdentity(displayName: "Jane", originalName: "JANE").keys.count == 1)
        #expect(ObservedIdentity(originalName: "Jane").keys == ObservedIdentity(displayName: "Jane").keys)
        #expect(ObservedIdentity(publicAddress: "192.0.2.1").keys.isEmpty)
    }

    @Test("a sealed key is kept as it is by every kind, and is nothing else", arguments: IdentityKey.Kind.allCases)
    func sealed(_ kind: IdentityKey.Kind) throws {
        let hidden = "sealed:0123456789abcdef0123456789abcdef"
        let key = try #require(IdentityKey(kind, hidden))
        #expect(key.value == hidden && key.isSealed)
        for almost in [hidden + "0", String(hidden.dropLast()), "x" + hidden] {
            #expect(IdentityKey(kind, almost)?.value != hidden, "\(almost)")
        }
        #expect(IdentityKey(kind, "sealed:0123456789abcdeg0123456789abcdef")?.isSealed != true)
        #expect(JoinCode.found(in: hidden).isEmpty)
        #expect(ObservedIdentity(displayName: hidden).keys.map(\.kind) == [.name])
    }
}
