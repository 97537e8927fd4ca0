/// How strongly Zoom's words tie an attendee to a person of the roster.
public enum MatchStrength: String, Hashable, Comparable, Sendable, CaseIterable {
    /// By display name, where the roster says so for that person.
    case name
    /// By a join code in the display name.
    case code
    /// A person said who it was.
    case claimed
    case phone
    /// By the Zoom user id or the e-mail of somebody who signed in.
    case signedIn = "signed-in"
    /// By the registration, or the key our own join link set.
    case registered

    public init(_ kind: IdentityKey.Kind) {
        switch kind {
        case .registrant, .customerKey: self = .registered
        case .zoomUser, .email: self = .signedIn
        case .phone: self = .phone
        case .claim: self = .claimed
        case .code: self = .code
        case .name: self = .name
        }
    }

    private var rank: Int {
        switch self {
        case .name: 0
        case .code: 1
        case .claimed: 2
        case .phone: 3
        case .signedIn: 4
        case .registered: 5
        }
    }

    public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
}

/// Whom of the roster an attendee is.
public enum Match: Hashable, Sendable {
    case participant(PersonID, MatchStrength, by: IdentityKey)
    /// Two people or more, equally strongly: sorted. Nobody is credited until a person decides.
    case ambiguous([PersonID])
    case nobody

    /// As a person decided. The key says which connection they decided about.
    public static func claimed(_ person: PersonID, connection: String) -> Match {
        .participant(person, .claimed, by: IdentityKey(stored: .claim, value: connection))
    }
}

/// Finds whom all that was seen of one attendee points to.
///
/// The strongest strength that finds anybody decides; weaker ones are not asked any more. The order of `observed` and of
/// what `lookup` returns changes nothing.
/// - Parameter lookup: the people of the roster with that key.
public func match(
    _ observed: some Collection<ObservedIdentity>, lookup: (IdentityKey) throws -> [PersonID]
) rethrows -> Match {
    for strength in MatchStrength.allCases.reversed() {
        var people: Set<PersonID> = []
        var foundBy: IdentityKey?
        // Worked out strength by strength: those of the weaker ones are seldom needed.
        for key in Set(observed.flatMap { $0.keys(of: strength) }).sorted() {
            let found = try lookup(key)
            if !found.isEmpty, foundBy == nil { foundBy = key }
            people.formUnion(found)
        }
        if let person = people.first, let foundBy {
            return people.count == 1 ? .participant(person, strength, by: foundBy) : .ambiguous(people.sorted())
        }
    }
    return .nobody
}
