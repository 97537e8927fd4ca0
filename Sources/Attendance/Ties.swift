/// What makes several connections one person's.
struct Ties {
    private var namesByIdentity: [IdentityKey: [ConnectionNames.Name]] = [:]
    private var identitiesByName: [ConnectionNames.Name: [IdentityKey]] = [:]
    /// The connection a phone was bound to, by the best name Zoom gave it; and the other way round.
    private var computersByPhone: [ConnectionNames.Name: [ConnectionNames.Name]] = [:]
    private var phonesByComputer: [ConnectionNames.Name: [ConnectionNames.Name]] = [:]

    mutating func insert(_ event: MeetingEvent, from name: ConnectionNames.Name, isNewIdentity: Bool) {
        if isNewIdentity {
            for identity in event.attributableIdentity.tyingKeys
            where !(identitiesByName[name]?.contains(identity) ?? false) {
                identitiesByName[name, default: []].append(identity)
                namesByIdentity[identity, default: []].append(name)
            }
        }
        if case .bound(let other) = event.kind, let computer = ConnectionNames.Name(other),
            !(computersByPhone[name]?.contains(computer) ?? false)
        {
            computersByPhone[name, default: []].append(computer)
            phonesByComputer[computer, default: []].append(name)
        }
    }

    /// All connections tied to one, directly or through others, itself included. Sorted.
    ///
    /// May name connections of which nothing was told but that another is bound to them.
    func component(of start: ConnectionKey, names: ConnectionNames) -> [ConnectionKey] {
        var found: Set<ConnectionKey> = [start]
        var open = [start]
        func visit(_ name: ConnectionNames.Name) {
            let key = names.key(of: name)
            if found.insert(key).inserted { open.append(key) }
        }
        while let key = open.popLast() {
            for name in names.names(of: key) {
                for identity in identitiesByName[name] ?? [] {
                    for other in namesByIdentity[identity] ?? [] { visit(other) }
                }
                for computer in computersByPhone[name] ?? [] { visit(computer) }
            }
            if phonesByComputer.isEmpty { continue }
            for phone in phonesByComputer[key] ?? [] { visit(phone) }
            for user in names.users(of: key) {
                for phone in phonesByComputer[.user(user)] ?? [] { visit(phone) }
            }
        }
        return found.sorted()
    }
}
