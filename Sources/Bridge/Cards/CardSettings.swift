public import CourtCard

/// What a court says of itself on its cards.
public struct CardSettings: Sendable {
    /// As the court's papers are headed.
    public var jurisdiction: String?
    /// For instance the treatment court that orders the meetings.
    public var program: String?
    /// Whom to ask about a card.
    public var contact: String?
    /// Where the public reaches the bridge, without a slash at the end.
    public var address: String?
    /// Stands on cards in the place of a meeting's name and program, where these would tell what somebody is treated for.
    public var neutralLabel: String?
    /// The version of the program.
    public var software: String
    /// What the system says of its clock.
    public var clock: @Sendable () -> CardIssuer.Clock

    public init(
        jurisdiction: String? = nil, program: String? = nil, contact: String? = nil, address: String? = nil,
        neutralLabel: String? = nil, software: String = "development",
        clock: @escaping @Sendable () -> CardIssuer.Clock = { .unknown }
    ) {
        self.jurisdiction = jurisdiction
        self.program = program
        self.contact = contact
        self.address = address
        self.neutralLabel = neutralLabel
        self.software = software
        self.clock = clock
    }
}
