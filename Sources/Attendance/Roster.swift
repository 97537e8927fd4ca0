/// A person the court ordered to attend meetings.
public struct Participant: Hashable, Sendable {
    public var id: PersonID
    /// As the court knows it.
    public var name: String
    public var caseNumber: String
    public var courtRep: PersonID
    /// IANA name, for instance `America/New_York`.
    public var timeZone: String
    public var requirement: Requirement
    /// Typed by the participant anywhere in their Zoom display name.
    public var joinCode: JoinCode
    /// How Zoom may name this person; `joinCode` is not repeated here.
    public var identities: Set<IdentityKey>
    /// The meetings this person is expected at: who hears when they start and end. Attendance at any meeting of the
    /// roster counts.
    public var meetings: Set<MeetingID>
    /// The name of the policy their attendances are assessed by; nil: the default one.
    public var policy: String?

    public init(
        id: PersonID, name: String, caseNumber: String, courtRep: PersonID, timeZone: String,
        requirement: Requirement = Requirement(), joinCode: JoinCode, identities: Set<IdentityKey> = [],
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
}

/// What the court asks for. Nil: not asked for.
public struct Requirement: Hashable, Sendable {
    public var meetingsPerWeek: Int?
    public var meetingsInTotal: Int?
    /// Shorter attendances do not count, whatever the policy says.
    public var minimumMinutes: Int?
    /// The first day it holds, on the participant's clock. Attendances before it do not count. Nil: from the first one on.
    public var startsOn: LocalDate?
    /// The last day it holds, on the participant's clock.
    public var deadline: LocalDate?

    public init(
        meetingsPerWeek: Int? = nil, meetingsInTotal: Int? = nil, minimumMinutes: Int? = nil,
        startsOn: LocalDate? = nil, deadline: LocalDate? = nil
    ) {
        self.meetingsPerWeek = meetingsPerWeek
        self.meetingsInTotal = meetingsInTotal
        self.minimumMinutes = minimumMinutes
        self.startsOn = startsOn
        self.deadline = deadline
    }
}

/// A court representative or an administrator: somebody with an account and no case.
public struct Official: Hashable, Sendable {
    public var id: PersonID
    public var role: Role
    public var name: String
    public var email: String?

    public init(id: PersonID, role: Role, name: String, email: String? = nil) {
        self.id = id
        self.role = role
        self.name = name
        self.email = email
    }
}

/// A meeting that counts.
public struct Meeting: Hashable, Sendable {
    public var id: MeetingID
    public var number: MeetingNumber
    public var name: String
    public var program: String?
    /// The link people join by, where the roster gave one.
    public var joinLink: String?
    public var schedule: Schedule?

    public init(
        id: MeetingID, number: MeetingNumber, name: String, program: String? = nil, joinLink: String? = nil,
        schedule: Schedule? = nil
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.program = program
        self.joinLink = joinLink
        self.schedule = schedule
    }
}
