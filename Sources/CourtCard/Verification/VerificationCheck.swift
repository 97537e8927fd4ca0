/// One thing that was looked at, and how it came out.
public struct VerificationCheck<Subject: Hashable & Sendable>: Hashable, Sendable {
    public var subject: Subject
    public var outcome: Outcome

    public init(_ subject: Subject, _ outcome: Outcome) {
        self.subject = subject
        self.outcome = outcome
    }

    /// Each with a sentence that says what was found.
    public enum Outcome: Hashable, Sendable {
        case passed(String)
        case failed(String)
        /// There was nothing to look at, or something failed that it rests on.
        case notMade(String)

        public var sentence: String {
            switch self {
            case .passed(let sentence), .failed(let sentence), .notMade(let sentence): sentence
            }
        }

        public var isPassed: Bool {
            guard case .passed = self else { return false }
            return true
        }

        public var isFailed: Bool {
            guard case .failed = self else { return false }
            return true
        }
    }

    public var isPassed: Bool { outcome.isPassed }
    public var isFailed: Bool { outcome.isFailed }
}
