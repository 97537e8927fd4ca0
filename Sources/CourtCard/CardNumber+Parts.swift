public import Attendance

extension CardNumber {
    /// `CC-<year>-<case digits>-<sequence>`.
    ///
    /// Case numbers that differ in letters only have the same digits; a sequence therefore counts per case digits.
    ///
    /// - Parameters:
    ///   - issuedAt: the year is that of this moment in UTC.
    ///   - sequence: 1 and up, never used before for these case digits.
    public init(issuedAt: Timestamp, caseNumber: String, sequence: Int) {
        self.init(rawValue: "CC-\(issuedAt.rfc3339.prefix(4))-\(Self.caseDigits(of: caseNumber))-\(sequence)")
    }

    /// All ASCII digits of a case number, in order; `0` when it has none.
    public static func caseDigits(of caseNumber: String) -> String {
        let digits = caseNumber.unicodeScalars.filter { ("0"..."9").contains($0) }
        return digits.isEmpty ? "0" : String(String.UnicodeScalarView(digits))
    }

    public struct Parts: Hashable, Sendable {
        public let year: Int
        public let caseDigits: String
        public let sequence: Int
    }

    /// Nil when this is not how a card's number is written.
    public var parts: Parts? {
        let pieces = rawValue.split(separator: "-", omittingEmptySubsequences: false)
        guard pieces.count == 4, pieces[0] == "CC", pieces[1].utf8.count == 4,
            pieces[1...].allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }),
            pieces[3].first != "0", let year = Int(pieces[1]), let sequence = Int(pieces[3])
        else { return nil }
        return Parts(year: year, caseDigits: String(pieces[2]), sequence: sequence)
    }
}
