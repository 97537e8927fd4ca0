public import Attendance
public import CourtCard

/// A card on its way to a reader: the card file, what has become of it, and how it can be checked.
public struct CardSheet: Hashable, Sendable {
    public var file: CardFile
    /// Whether it is void stands in the card itself.
    public var standing: CardStanding
    /// `XXXXX-XXXXX`: without it nobody can ask about the card.
    public var code: String
    /// What the QR code opens; nil where the public cannot reach the bridge.
    public var verificationAddress: String?

    /// - Parameter verificationAddress: nil for the one that follows from the card's own `issuer.address`.
    public init(_ file: CardFile, standing: CardStanding, code: String, verificationAddress: String? = nil) {
        self.file = file
        self.standing = standing
        self.code = code
        self.verificationAddress =
            verificationAddress
            ?? file.card.content.issuer?.address.map { "\($0)/verify/\(file.card.number.rawValue)?code=\(code)" }
    }

    public var number: CardNumber { file.card.number }

    /// What the card file is called where it is attached or saved.
    public var fileName: String { "\(number.rawValue).json" }
}
