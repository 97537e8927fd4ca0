extension ObservedIdentity {
    /// Every way the roster may know this person, strongest first.
    ///
    /// Join codes are found anywhere in the display name, the present one or the original. The names themselves come
    /// last; they match only whom the roster says may be known by them.
    public var keys: [IdentityKey] { MatchStrength.allCases.reversed().flatMap { keys(of: $0) } }

    /// Those of the ways that are of one strength.
    func keys(of strength: MatchStrength) -> [IdentityKey] {
        switch strength {
        case .registered: [key(.registrant, registrantID), key(.customerKey, customerKey)].compactMap(\.self)
        case .signedIn: [key(.zoomUser, zoomUserID), key(.email, email)].compactMap(\.self)
        case .phone: key(.phone, phoneNumber).map { [$0] } ?? []
        // What people decide is no word of Zoom's.
        case .claimed: []
        case .code: codes
        case .name: names
        }
    }

    private var codes: [IdentityKey] {
        guard displayName != nil || originalName != nil else { return [] }
        var codes = displayName.map { JoinCode.found(in: $0) } ?? []
        for code in originalName.map({ JoinCode.found(in: $0) }) ?? [] where !codes.contains(code) {
            codes.append(code)
        }
        return codes.map { IdentityKey(stored: .code, value: $0.symbols) }
    }

    /// The display name, then the original one where it is another.
    var names: [IdentityKey] {
        guard let originalName else { return key(.name, displayName).map { [$0] } ?? [] }
        let (name, original) = (key(.name, displayName), key(.name, originalName))
        return [name, original == name ? nil : original].compactMap(\.self)
    }

    private func key(_ kind: IdentityKey.Kind, _ raw: String?) -> IdentityKey? {
        raw.flatMap { IdentityKey(kind, $0) }
    }

    /// The keys strong enough to say that two connections are the same person, whether or not the roster knows them.
    var tyingKeys: [IdentityKey] { keys(of: .registered) + keys(of: .signedIn) }

    /// A total order, so that lists of identities are the same whatever order they were told in.
    static func precedes(_ a: Self, _ b: Self) -> Bool {
        for field in [
            \Self.displayName, \.email, \.zoomUserID, \.registrantID, \.customerKey, \.phoneNumber, \.originalName,
            \.publicAddress,
        ] {
            let (x, y) = (a[keyPath: field], b[keyPath: field])
            if x != y { return x.precedes(y) }
        }
        return false
    }
}
