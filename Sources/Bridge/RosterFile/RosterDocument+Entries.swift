import Attendance

extension RosterDocument {
    /// Understands what a file holds, whichever form it came in.
    ///
    /// - Parameter mistakes: what was found wrong while the file was taken apart.
    init(_ entries: [RosterEntry], existing: ExistingRoster, mistakes: [RosterMistake]) throws(RosterMistakes) {
        self.init()
        var mistakes = mistakes
        var registry = RosterRegistry(existing: existing)
        for entry in entries {
            var reader = EntryReader(entry)
            switch entry.kind {
            case .courtRep: if let official = reader.official(.courtRep, &registry) { officials.append(official) }
            case .administrator:
                if let official = reader.official(.administrator, &registry) { officials.append(official) }
            case .participant: if let draft = reader.participant(&registry) { participants.append(draft) }
            case .meeting: if let meeting = reader.meeting(&registry) { meetings.append(meeting) }
            }
            mistakes += reader.mistakes
        }
        registry.finish()
        mistakes += registry.mistakes
        guard mistakes.isEmpty else {
            throw RosterMistakes(mistakes.sorted { $0.order.lexicographicallyPrecedes($1.order) })
        }
    }
}

extension RosterMistake {
    /// By place, numbers as numbers, and at one place by message, so that the same file always gives the same list.
    fileprivate var order: [String] {
        func padded(_ number: Int) -> String {
            String(repeating: "0", count: max(0, 12 - String(number).count)) + String(number)
        }
        return switch place {
        case .line(let line, let column): [padded(line), padded(column), message]
        case .pointer(let pointer):
            pointer.split(separator: "/").map { part in Int(part).map(padded) ?? String(part) } + ["", message]
        }
    }
}

extension EntryReader {
    fileprivate mutating func official(_ role: Role, _ registry: inout RosterRegistry) -> Official? {
        let id = personID(role, &registry)
        let name = name()
        if list(.email).count > 1 { report(.email, "email has several addresses; allowed is one") }
        let address = text(.email).flatMap { email($0) }
        guard let id, let name else { return nil }
        return Official(id: id, role: role, name: name, email: address)
    }

    fileprivate mutating func participant(_ registry: inout RosterRegistry) -> ParticipantDraft? {
        let id = personID(.participant, &registry)
        let name = name()
        let caseNumber = required(.caseNumber, example: "CR-2026-00123")
        let courtRep = required(.courtRep, example: "maria.lopez").flatMap { identifier($0, in: .courtRep) }
        if let courtRep { registry.refer(toRep: PersonID(courtRep), at: place(of: .courtRep)) }
        if !has(.timeZone) { _ = required(.timeZone, example: "America/New_York") }
        let timeZone = timeZone()
        let period = period(.startsOn, .deadline)
        let requirement = Requirement(
            meetingsPerWeek: integer(.meetingsPerWeek, in: 1...100),
            meetingsInTotal: integer(.meetingsInTotal, in: 1...10_000),
            minimumMinutes: integer(.minimumMinutes, in: 1...1440), startsOn: period.first, deadline: period.last)
        let policy = text(.policy).flatMap { identifier($0, in: .policy) }
        if let policy { registry.refer(toPolicy: policy, at: place(of: .policy)) }
        let code = joinCode()
        if let code { registry.add(code, of: id, at: place(of: .joinCode)) }
        let identities = identities(of: id, &registry)
        var meetings: Set<MeetingID> = []
        for text in list(.meetings) {
            guard let meeting = identifier(text, in: .meetings).map({ MeetingID($0) }) else { continue }
            if meetings.insert(meeting).inserted { registry.refer(to: meeting, at: place(of: .meetings)) }
        }
        guard let id, let name, let caseNumber, let courtRep, let timeZone else { return nil }
        return ParticipantDraft(
            id: id, name: name, caseNumber: caseNumber, courtRep: PersonID(courtRep), timeZone: timeZone,
            requirement: requirement, joinCode: code, identities: identities, meetings: meetings,
            policy: policy)
    }

    fileprivate mutating func meeting(_ registry: inout RosterRegistry) -> Meeting? {
        let id = required(.id, example: "tuesday-group").flatMap { identifier($0, in: .id) }.map { MeetingID($0) }
        if let id { registry.add(id, at: place(of: .id)) }
        let name = name()
        let number = meetingNumber()
        if let number { registry.add(number, at: place(of: has(.number) ? .number : .link)) }
        let schedule = schedule()
        guard let id, let name, let number else { return nil }
        return Meeting(
            id: id, number: number, name: name, program: text(.program), joinLink: text(.link), schedule: schedule)
    }

    private mutating func personID(_ role: Role, _ registry: inout RosterRegistry) -> PersonID? {
        let example = role == .participant ? "P-1001" : "maria.lopez"
        guard let id = required(.id, example: example).flatMap({ identifier($0, in: .id) }) else { return nil }
        registry.add(PersonID(id), as: role, at: place(of: .id))
        return PersonID(id)
    }

    private mutating func name() -> String? {
        guard let name = required(.name, example: entry.kind == .meeting ? "Tuesday group" : "Ana Torres") else {
            return nil
        }
        guard name.count <= 200, !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            report(.name, "name is \(name.quoted); allowed are up to 200 characters on one line")
            return nil
        }
        return name
    }

    private mutating func joinCode() -> JoinCode? {
        guard let text = text(.joinCode) else { return nil }
        guard let code = JoinCode(parsing: text) else {
            report(
                .joinCode,
                "join_code is \(text.quoted), which is no join code (its last symbol checks the others); "
                    + "leave it empty to keep the one there is, or to get one")
            return nil
        }
        return code
    }

    private mutating func identities(of owner: PersonID?, _ registry: inout RosterRegistry) -> Set<IdentityKey> {
        var keys: Set<IdentityKey> = []
        for (column, kind) in RosterColumn.identities {
            for text in list(column) {
                if kind == .email, email(text) == nil { continue }
                if kind == .phone, !isPhoneNumber(text) { continue }
                guard let key = IdentityKey(kind, text) else {
                    report(column, "\(column.rawValue) is \(text.quoted), which can name nobody")
                    continue
                }
                registry.add(key, of: owner, at: place(of: column))
                keys.insert(key)
            }
        }
        return keys
    }

    /// Zoom tells numbers with their country code: without it a number would never match.
    private mutating func isPhoneNumber(_ text: String) -> Bool {
        let digits = IdentityKey(.phone, text)?.value.utf8.count ?? 0
        let international = text.hasPrefix("+") || text.hasPrefix("00") || digits >= 11
        if international, (7...15).contains(digits) { return true }
        report(
            .phone,
            "phone is \(text.quoted); allowed is a number with its country code, such as +1 212 555 0100; "
                + "several are separated by |")
        return false
    }
}

extension RosterColumn {
    /// The columns that say how Zoom may name somebody.
    static let identities: [(RosterColumn, IdentityKey.Kind)] = [
        (.registrantID, .registrant), (.customerKey, .customerKey), (.zoomUserID, .zoomUser), (.email, .email),
        (.phone, .phone), (.zoomName, .name),
    ]
}
