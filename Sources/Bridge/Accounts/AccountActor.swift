internal import Attendance
internal import Store

/// Who changes accounts.
public enum AccountActor: Hashable, Sendable {
    /// Whoever runs commands on the machine: may do everything.
    case operatorOfMachine
    case person(Author)

    public var inLog: AuditEntry.Actor {
        switch self {
        case .operatorOfMachine: .operatorOfMachine
        case .person(let author): .person(author)
        }
    }

    var name: String { inLog.words.actor }

    /// A court representative sees and invites their own participants alone; nil for who sees everybody.
    var courtRep: PersonID? {
        guard case .person(let author) = self, author.role != .administrator else { return nil }
        return author.id
    }

    /// Whether they may let somebody set a password: administrators everybody, court representatives their own
    /// participants. Nobody may where there is no such person.
    func mayInvite(_ person: PersonID, in queries: some Queries) throws -> Bool {
        guard try queries.admission(of: person) != nil else { return false }
        switch self {
        case .operatorOfMachine: return true
        case .person(let author):
            switch author.role {
            case .administrator: return true
            case .courtRep: return try queries.participant(person)?.courtRep == author.id
            case .participant: return false
            }
        }
    }
}
