import Attendance
import CourtCard
import Testing

@Suite("A card's number")
struct CardNumberTests {
    @Test(
        "holds year, all digits of the case, and the sequence",
        arguments: [
            ("CR-2026-00123", "CC-2026-202600123-7"), ("no digits", "CC-2026-0-7"), ("", "CC-2026-0-7"),
            ("٣4/x5", "CC-2026-45-7"),
        ])
    func building(_ caseNumber: String, _ expected: String) throws {
        let issuedAt = try #require(Timestamp(rfc3339: "2026-12-31T23:59:59.999Z"))
        #expect(CardNumber(issuedAt: issuedAt, caseNumber: caseNumber, sequence: 7).rawValue == expected)
    }

    @Test("is read back into its parts")
    func parts() throws {
        let parts = try #require(CardNumber("CC-2026-00123-10").parts)
        #expect(parts.year == 2026)
        #expect(parts.caseDigits == "00123")
        #expect(parts.sequence == 10)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "CC", "CC-2026-1", "CC-2026-1-0", "CC-2026-1-01", "CC-26-1-1", "cc-2026-1-1", "CC-2026--1",
            "CC-2026-1-1-", "CC-2026-1-x", "CC-2026-1-99999999999999999999", "CC-2026-1-+1", "CC-٢٠٢٦-1-1",
        ])
    func malformed(_ text: String) { #expect(CardNumber(text).parts == nil) }
}
