import Testing

@testable import Bridge

@Suite("What of a person is shown to whoever verifies a card")
struct ShortenedTests {
    @Test(
        "initials are of the first and the last word, in any script",
        arguments: [
            ("María de la Cruz López", "M. L."), ("ana", "A."), ("  Jean-Luc   Picard ", "J. P."), ("Ōe 健三郎", "Ō. 健."),
            ("Зоя Иванова", "З. И."), ("עדי כהן", "ע. כ."), ("“Bo” O'Neil", "B. O."), ("", nil), ("42 –", nil),
        ])
    func initials(name: String, expected: String?) {
        #expect(Shortened.initials(of: name) == expected)
    }

    @Test(
        "of a case number the last three are shown, and of a short one not all",
        arguments: [
            ("26-CR-004711", "711"), ("CR-1000-100", "100"), ("2026/17-A", "17A"), ("AB1", "B1"), ("7", "7"),
            ("42", "2"),
            ("", nil), ("--", nil),
        ])
    func ending(number: String, expected: String?) {
        #expect(Shortened.ending(ofCase: number) == expected)
    }
}
