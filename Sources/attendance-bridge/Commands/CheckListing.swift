import CourtCard
import JSON

/// Checks as a person reads them: a line each, with its shape, what was looked at, and what was found.
func checkListing<Subject>(
    _ checks: [VerificationCheck<Subject>], title: (Subject) -> String, colour: Bool
) -> String {
    checks.map { check in
        let mark = check.outcome.mark
        return mark.paint(mark.shape, in: colour) + " " + title(check.subject).fitted(to: titleWidth)
            + check.outcome.sentence.printable + "\n"
    }.joined()
}

/// The longest title, and two blanks.
private let titleWidth = 28

/// The same for a program.
func checksJSON<Subject: RawRepresentable>(_ checks: [VerificationCheck<Subject>]) -> JSON
where Subject.RawValue == String {
    .array(
        checks.map { check in
            [
                "check": .string(check.subject.rawValue), "outcome": .string(check.outcome.word),
                "detail": .string(check.outcome.sentence),
            ]
        })
}

extension VerificationCheck.Outcome {
    fileprivate var mark: Mark {
        switch self {
        case .passed: .good
        case .failed: .problem
        case .notMade: .neutral
        }
    }

    fileprivate var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .notMade: "not-made"
        }
    }
}
