public import Attendance
internal import Store

extension AttendanceService {
    /// What somebody is on the roster, nil when they are not on it.
    public func role(of person: PersonID) async throws -> Role? {
        try await database.readers.read { try $0.role(of: person) }
    }

    /// Whether somebody may read about a participant: the participant, their court representative, an administrator.
    public func mayRead(participant: PersonID, _ person: PersonID, _ role: Role) async throws -> Bool {
        try await database.readers.read { try $0.mayRead(participant: participant, person, role) }
    }

    /// How many cards were ever issued.
    public func cardCount() async throws -> Int { try await database.readers.read { try $0.cardCount() } }

    public func unmatchedCount() async throws -> Int {
        try await database.readers.read { try $0.unmatchedCount() }
    }
}

extension Snapshot {
    func mayRead(participant: PersonID, _ person: PersonID, _ role: Role) throws -> Bool {
        // One question whatever the answer will be: who is there and not theirs takes as long as who is not there.
        let courtRep = try courtRep(of: participant)
        switch role {
        case .participant: return courtRep != nil && person == participant
        case .courtRep: return courtRep == person
        case .administrator: return courtRep != nil
        }
    }
}
