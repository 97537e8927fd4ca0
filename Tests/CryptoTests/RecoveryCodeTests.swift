import Crypto
import Testing

@Suite("Recovery codes")
struct RecoveryCodeTests {
    @Test("a code reads back however it is typed")
    func typed() throws {
        let code = RecoveryCode.random()
        #expect(code.text.utf8.count == 11)
        let plain = code.text.filter { $0 != "-" }
        for typed in [
            code.text, plain, plain.lowercased(), " \(plain.prefix(5)) – \(plain.suffix(5))\u{A0}\n",
            plain.map(String.init).joined(separator: "-"),
        ] { #expect(RecoveryCode(typed: typed) == code, "\(typed)") }
        #expect(RecoveryCode(typed: "OIL23-45678") == RecoveryCode(typed: "01123-45678"))
    }

    @Test(
        "anything else is none",
        arguments: ["", "-", "01234-5678", "01234-567890", "U1234-56789", "01234_56789", "é1234-56789", "０1234-56789"])
    func refused(_ text: String) {
        #expect(RecoveryCode(typed: text) == nil)
        #expect(RecoveryCode(typed: "01234-56789" + String(repeating: " ", count: 100)) == nil)
    }

    @Test("all characters come, and no two codes are alike")
    func random() {
        let codes = (0..<1000).map { _ in RecoveryCode.random().text }
        #expect(Set(codes).count == 1000)
        #expect(Set(codes.joined()) == Set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-"))
    }

    @Test("what is stored depends on the code, its owner and the master key, and on how it was typed does not")
    func hash() throws {
        let vaults = try [1, 2].map { try #require(Vault(masterKey: Array(repeating: $0, count: 32))) }
        let code = try #require(RecoveryCode(typed: "7K3M9-QW2TX"))
        let again = try #require(RecoveryCode(typed: "7k3m9qw2tx"))
        let other = try #require(RecoveryCode(typed: "7K3M9-QW2TY"))
        #expect(code.hash(vaults[0], of: "ana") == again.hash(vaults[0], of: "ana"))
        let hashes = Set([
            code.hash(vaults[0], of: "ana"), other.hash(vaults[0], of: "ana"), code.hash(vaults[0], of: "ben"),
            code.hash(vaults[1], of: "ana"),
        ])
        #expect(hashes.count == 4)
    }

    @Test("a code says nothing of itself")
    func redacted() {
        let code = RecoveryCode.random()
        var dumped = ""
        dump(code, to: &dumped)
        for said in ["\(code)", String(reflecting: code), dumped] {
            #expect(said.contains("redacted"))
            #expect(!said.contains(code.text.prefix(5)))
        }
    }
}
