import Attendance
import Crypto
import Testing

@testable import Bridge

@Suite("The short code of a card")
struct ShortCodeTests {
    private func archive(_ byte: UInt8 = 7) throws -> Archive {
        Archive(vault: try #require(Vault(masterKey: [UInt8](repeating: byte, count: 32))))
    }

    @Test("it never changes: what is printed on paper must be good in ten years")
    func lasts() throws {
        #expect(try archive().shortCode(of: CardNumber("CC-2026-1042-1")).description == "6BVPT-4K3T0")
    }

    @Test("it is another for every card and under every master key")
    func differs() throws {
        let codes = try (0..<2000).map { try archive().shortCode(of: CardNumber("CC-2026-1042-\($0)")) }
        #expect(Set(codes).count == codes.count)
        let number = CardNumber("CC-2026-1042-1")
        #expect(try archive().shortCode(of: number) != archive(8).shortCode(of: number))
        // Every character carries its five bits.
        for place in [0, 1, 2, 3, 4, 6, 7, 8, 9, 10] {
            let seen = Set(codes.map { Array($0.description)[place] })
            #expect(seen.count == 32, "at \(place)")
            #expect(seen.isDisjoint(with: "ILOU-"), "at \(place)")
        }
    }

    @Test(
        "it is read as people type it",
        arguments: [
            "7K3QZ-0M1XA", "7k3qz0m1xa", " 7K3QZ – 0M1XA ", "7K3QZ-OM1XA", "7k3qz-omixa", "7k3qz-omlxa",
            "7 K 3 Q Z 0 M 1 X A",
            "7K3QZ\u{2011}0M1XA\n",
        ])
    func typed(text: String) {
        #expect(ShortCode(typed: text)?.description == "7K3QZ-0M1XA")
    }

    @Test(
        "nothing else is a code",
        arguments: [
            "", "-", "7K3QZ-0M1X", "7K3QZ-0M1XA0", "7K3QZ-0M1XU", "7K3QZ-0M1Xß", "７K3QZ-0M1XA", "7K3QZ_0M1XA",
            "7K3QZ-0M1X\u{0}",
        ])
    func notTyped(text: String) {
        #expect(ShortCode(typed: text) == nil)
    }

    @Test("what is shown is read back", arguments: 0..<200)
    func roundTrip(number: Int) throws {
        let code = try archive().shortCode(of: CardNumber("CC-2026-7-\(number)"))
        #expect(ShortCode(typed: code.description) == code)
        #expect(ShortCode(typed: code.description.lowercased().filter { $0 != "-" }) == code)
    }
}
