public import Crypto

/// What a card file proves by itself, with nothing but the published keys: no network, no clock, no database.
///
/// Whether the card was superseded since is not in the file, and is not asked here.
public struct CardVerification: Hashable, Sendable {
    public typealias Check = VerificationCheck<Subject>

    /// What is looked at, in this order.
    public enum Subject: String, Hashable, Sendable, CaseIterable {
        /// Whether the file is laid out as the bridge lays it out, with nothing beside what is known.
        case form
        /// Whether the document is a card, whose parts agree with each other.
        case content
        /// Whether the personal values are those that the document names.
        case personalValues = "personal-values"
        /// Whether the hash is the document's.
        case hash
        /// Whether the key that signed is published, was in use at the time, and is the one that the document names.
        case key
        /// Whether that key signed this document.
        case signature
        /// Whether the card is in the ledger of all cards that the file tells of.
        case place
        /// Whether that state of the ledger was signed.
        case head

        /// In plain words, without a full stop.
        public var title: String {
            switch self {
            case .form: "Form of the file"
            case .content: "What the card says"
            case .personalValues: "Personal values"
            case .hash: "Hash"
            case .key: "Signing key"
            case .signature: "Signature"
            case .place: "Place in the ledger"
            case .head: "Signed state of the ledger"
            }
        }
    }

    /// One for each subject, in their order.
    public let checks: [Check]
    /// Nil when it could not be read. To be believed only if the card is authentic.
    public let content: CardContent?
    /// Of the document as it stands in the file, whatever the file says of it.
    public let hash: Digest?
    public let proof: CardProof?

    /// Whether the holder of a published key issued this card as it is here. Cards of a time before cards were signed are
    /// vouched for by the ledger alone.
    public var isAuthentic: Bool {
        let passed = Set(checks.filter(\.isPassed).map(\.subject))
        return !checks.contains(where: \.isFailed) && passed.isSuperset(of: [.form, .content, .hash, .place, .head])
    }

    public subscript(subject: Subject) -> Check.Outcome? { checks.first { $0.subject == subject }?.outcome }

    /// - Parameters:
    ///   - bytes: a card file; may end with a line end.
    ///   - keys: as they were published.
    public init(of bytes: [UInt8], keys: KeySet) {
        let file = CardExamination(bytes)
        self.checks = file.checks + CardProving(keys: keys, file: file).checks()
        self.content = file.content
        self.hash = file.hash
        self.proof = file.proof
    }
}
