public import Attendance

/// What a roster file says.
public struct RosterDocument: Hashable, Sendable {
    /// Court representatives and administrators.
    public var officials: [Official]
    public var participants: [ParticipantDraft]
    public var meetings: [Meeting]

    public init(
        officials: [Official] = [], participants: [ParticipantDraft] = [], meetings: [Meeting] = []
    ) {
        self.officials = officials
        self.participants = participants
        self.meetings = meetings
    }
}

/// A participant as a file gives them: perhaps without a join code.
public struct ParticipantDraft: Hashable, Sendable {
    public var id: PersonID
    public var name: String
    public var caseNumber: String
    public var courtRep: PersonID
    public var timeZone: String
    public var requirement: Requirement
    /// Nil: the one the participant has stays, and a new participant gets one.
    public var joinCode: JoinCode?
    public var identities: Set<IdentityKey>
    public var meetings: Set<MeetingID>
    /// Nil: the default one.
    public var policy: String?

    public init(
        id: PersonID, name: String, caseNumber: String, courtRep: PersonID, timeZone: String,
        requirement: Requirement = Requirement(), joinCode: JoinCode? = nil, identities: Set<IdentityKey> = [],
        meetings: Set<MeetingID> = [], policy: String? = nil
    ) {
        self.id = id
        self.name = name
        self.caseNumber = caseNumber
        self.courtRep = courtRep
        self.timeZone = timeZone
        self.requirement = requirement
        self.joinCode = joinCode
        self.identities = identities
        self.meetings = meetings
        self.policy = policy
    }

    public init(_ participant: Participant) {
        self.init(
            id: participant.id, name: participant.name, caseNumber: participant.caseNumber,
            courtRep: participant.courtRep, timeZone: participant.timeZone, requirement: participant.requirement,
            joinCode: participant.joinCode, identities: participant.identities, meetings: participant.meetings,
            policy: participant.policy)
    }

    /// - Parameter code: used where the file gave none.
    public func participant(joinCode code: JoinCode) -> Participant {
        Participant(
            id: id, name: name, caseNumber: caseNumber, courtRep: courtRep, timeZone: timeZone,
            requirement: requirement, joinCode: joinCode ?? code, identities: identities, meetings: meetings,
            policy: policy)
    }
}

/// What a roster file may refer to without holding it, and must not contradict.
public struct ExistingRoster: Hashable, Sendable {
    public var people: [PersonID: Role]
    /// By their Zoom number.
    public var meetings: [MeetingID: MeetingNumber]
    public var identities: [IdentityKey: PersonID]
    public var joinCodes: [JoinCode: PersonID]
    /// Names of policies a participant may have; nil: any.
    public var policies: Set<String>?
    /// Participants whose personal data was erased: their ids are never given out again.
    public var erased: Set<PersonID> = []

    public init(
        people: [PersonID: Role] = [:], meetings: [MeetingID: MeetingNumber] = [:],
        identities: [IdentityKey: PersonID] = [:], joinCodes: [JoinCode: PersonID] = [:], policies: Set<String>? = nil
    ) {
        self.people = people
        self.meetings = meetings
        self.identities = identities
        self.joinCodes = joinCodes
        self.policies = policies
    }

    public static let empty = Self()
}
