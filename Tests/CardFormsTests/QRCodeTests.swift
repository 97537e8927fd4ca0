import Testing

@testable import CardForms

@Suite("QR codes")
struct QRCodeTests {
    @Test("the path of SVG covers exactly the dark squares")
    func path() throws {
        let code = try QRCode("https://cards.example.gov/verify/CC-2026-00123-1?code=7K3QM-9XTDZ")
        var covered = 0
        for bar in code.bars {
            for column in bar.columns { #expect(code.isDark[bar.row * code.size + column]) }
            covered += bar.columns.count
        }
        #expect(covered == code.isDark.count { $0 })
        #expect(code.svgPath.split(separator: "M").count == code.bars.count)
    }

    @Test("a text that fits in no code is refused")
    func tooLong() {
        #expect(throws: FormError.tooLongForQR(bytes: 3000)) { try QRCode(String(repeating: "x", count: 3000)) }
        #expect(throws: FormError.tooLongForQR(bytes: 0)) { try QRCode("") }
    }
}
