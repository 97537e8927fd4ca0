extension ObservedIdentity {
    /// Every way the roster may know this person, strongest first.
    ///
    /// Join codes are found anywhere in the display name. The name itself comes last; it matches only whom the roster
    /// says may be known by it.
    public var keys: [IdentityKey] {
        var keys = tyingKeys
        if let phoneNumber, let key = IdentityKey(.phone, phoneNumber) { keys.append(key) }
        if let displayName {
            for code in JoinCode.found(in: displayName) { keys.append(IdentityKey(stored: .code, value: code.symbols)) }
            if let key = IdentityKey(.name, displayName) { keys.append(key) }
        }
        return keys
    }

    /// The keys strong enough to say that two connections are the same person, whether or not the roster knows them.
    var tyingKeys: [IdentityKey] {
        var keys: [IdentityKey] = []
        if let registrantID, let key = IdentityKey(.registrant, registrantID) { keys.append(key) }
        if let customerKey, let key = IdentityKey(.customerKey, customerKey) { keys.append(key) }
        if let zoomUserID, let key = IdentityKey(.zoomUser, zoomUserID) { keys.append(key) }
        if let email, let key = IdentityKey(.email, email) { keys.append(key) }
        return keys
    }

    /// A total order, so that lists of identities are the same whatever order they were told in.
    static func precedes(_ a: Self, _ b: Self) -> Bool {
        for field in [\Self.displayName, \.email, \.zoomUserID, \.registrantID, \.customerKey, \.phoneNumber] {
            let (x, y) = (a[keyPath: field], b[keyPath: field])
            if x != y { return x.precedes(y) }
        }
        return false
    }
}
