public import Attendance
internal import Store

/// Who decides, and as what.
public struct Author: Hashable, Sendable {
    public var id: PersonID
    public var role: Role

    public init(id: PersonID, role: Role) {
        self.id = id
        self.role = role
    }

    /// Whether they may decide about somebody's attendance: their court representative and administrators.
    func mayDecide(about participant: Participant) -> Bool { mayDecide(aboutThoseOf: participant.courtRep) }

    func mayDecide(aboutThoseOf courtRep: PersonID) -> Bool {
        switch role {
        case .participant: false
        case .courtRep: courtRep == id
        case .administrator: true
        }
    }
}

/// Which attendance a decision is about.
public enum AttendanceName: Hashable, Sendable {
    case card(CardNumber)
    case occurrence(OccurrenceID, PersonID)
}
