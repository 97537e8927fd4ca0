import Attendance

/// Finds what a single line cannot show: the same thing given twice, and references to what is nowhere.
struct RosterRegistry {
    private typealias Place = RosterMistake.Place

    private(set) var mistakes: [RosterMistake] = []

    private let existing: ExistingRoster
    private var people: [PersonID: (role: Role, place: Place)] = [:]
    private var meetings: [MeetingID: Place] = [:]
    private var numbers: [MeetingNumber: Place] = [:]
    private var identities: [IdentityKey: (owner: PersonID?, place: Place)] = [:]
    private var joinCodes: [JoinCode: (owner: PersonID?, place: Place)] = [:]
    private var repReferences: [(id: PersonID, place: Place)] = []
    private var meetingReferences: [(id: MeetingID, place: Place)] = []

    init(existing: ExistingRoster) { self.existing = existing }

    mutating func add(_ id: PersonID, as role: Role, at place: RosterMistake.Place) {
        if let first = people[id] {
            return report(place, "the id \(id) is given to two people; the first is at \(first.place.words)")
        }
        people[id] = (role, place)
        if existing.erased.contains(id) {
            return report(place, "the personal data of \(id) was erased, and the id stands for them; choose another id")
        }
        if let known = existing.people[id], known != role {
            report(place, "\(id) is known as \(known.rawValue) and cannot become \(role.rawValue); choose another id")
        }
    }

    mutating func add(_ id: MeetingID, at place: RosterMistake.Place) {
        if let first = meetings[id] {
            return report(place, "the id \(id) is given to two meetings; the first is at \(first.words)")
        }
        meetings[id] = place
    }

    mutating func add(_ number: MeetingNumber, at place: RosterMistake.Place) {
        if let first = numbers[number] {
            return report(place, "the number \(number) is given to two meetings; the first is at \(first.words)")
        }
        numbers[number] = place
    }

    /// - Parameter owner: nil when the line has no id that could be read.
    mutating func add(_ key: IdentityKey, of owner: PersonID?, at place: RosterMistake.Place) {
        if let first = identities[key] {
            guard first.place != place else { return }
            return report(
                place, "\(key.words) is given twice; the first is at \(first.place.words). It can name one person only")
        }
        identities[key] = (owner, place)
    }

    mutating func add(_ code: JoinCode, of owner: PersonID?, at place: RosterMistake.Place) {
        if let first = joinCodes[code] {
            return report(place, "the join code \(code) is given to two people; the first is at \(first.place.words)")
        }
        joinCodes[code] = (owner, place)
    }

    mutating func refer(toRep id: PersonID, at place: RosterMistake.Place) { repReferences.append((id, place)) }
    mutating func refer(to id: MeetingID, at place: RosterMistake.Place) { meetingReferences.append((id, place)) }

    mutating func refer(toPolicy name: String, at place: RosterMistake.Place) {
        guard let policies = existing.policies, !policies.contains(name) else { return }
        let allowed = policies.isEmpty ? "there is none" : "allowed are \(policies.sorted().joined(separator: ", "))"
        report(place, "policy is \(name), which the bridge does not have; \(allowed)")
    }

    /// To be called when everything was added.
    mutating func finish() {
        for (id, place) in repReferences {
            switch people[id]?.role ?? existing.people[id] {
            case .courtRep: break
            case let other?: report(place, "court_rep is \(id), who is \(other.rawValue); allowed is a court-rep's id")
            case nil: report(place, "court_rep is \(id), who is neither in this file nor known; add them first")
            }
        }
        for (id, place) in meetingReferences where meetings[id] == nil && existing.meetings[id] == nil {
            report(place, "the meeting \(id) is neither in this file nor known")
        }
        // Whoever is in the file is replaced by what the file says, so that only others can be contradicted.
        for (key, new) in identities {
            guard let owner = existing.identities[key], owner != new.owner, people[owner] == nil else { continue }
            report(new.place, "\(key.words) belongs to \(owner)")
        }
        for (code, new) in joinCodes {
            guard let owner = existing.joinCodes[code], owner != new.owner else { continue }
            // Who gets another code in the same file hands theirs on; who gets none keeps it.
            if joinCodes.values.contains(where: { $0.owner == owner }) { continue }
            report(new.place, "the join code \(code) belongs to \(owner)")
        }
        for (id, number) in existing.meetings where meetings[id] == nil {
            if let place = numbers[number] { report(place, "the number \(number) belongs to the meeting \(id)") }
        }
    }

    private mutating func report(_ place: Place, _ message: String) {
        mistakes.append(RosterMistake(place, message))
    }
}

extension RosterMistake.Place {
    fileprivate var words: String {
        switch self {
        case .line(let line, _): "line \(line)"
        case .pointer(let pointer): pointer
        }
    }
}

extension IdentityKey {
    fileprivate var words: String {
        switch kind {
        case .registrant: "the registrant id \(value.quoted)"
        case .customerKey: "the customer key \(value.quoted)"
        case .zoomUser: "the Zoom user id \(value.quoted)"
        case .claim: "the claim \(value.quoted)"
        case .email: "the e-mail address \(value.quoted)"
        case .phone: "the phone number +\(value)"
        case .code: "the join code \(value.quoted)"
        case .name: "the display name \(value.quoted)"
        }
    }
}
