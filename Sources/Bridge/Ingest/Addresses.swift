internal import Attendance

/// From which public addresses the participants of an occurrence came, so that it is seen when two came from the same.
struct Addresses {
    private var byPerson: [PersonID: Set<String>] = [:]
    private var people: [String: Set<PersonID>] = [:]

    /// - Returns: the others for whom it has changed whether they share an address.
    mutating func set(_ addresses: Set<String>, of person: PersonID) -> Set<PersonID> {
        let before = byPerson[person] ?? []
        guard addresses != before else { return [] }
        byPerson[person] = addresses.isEmpty ? nil : addresses
        var others: Set<PersonID> = []
        for address in before.symmetricDifference(addresses) {
            let known = people[address] ?? []
            // Whether a third one comes or goes is nothing new to those who shared it before.
            if known.subtracting([person]).count == 1 { others.formUnion(known) }
            let now = addresses.contains(address) ? known.union([person]) : known.subtracting([person])
            people[address] = now.isEmpty ? nil : now
        }
        return others.subtracting([person])
    }

    func areShared(by person: PersonID) -> Bool {
        byPerson[person]?.contains { (people[$0]?.count ?? 0) > 1 } ?? false
    }
}

extension Timeline {
    func addresses(of connections: some Sequence<ConnectionKey>) -> Set<String> {
        Set(connections.flatMap { identities(of: $0) }.compactMap(\.publicAddress))
    }
}
