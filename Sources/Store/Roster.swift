public import Attendance

extension Queries {
    /// Nil for nobody of the roster, and for who was erased: they are as absent everywhere here.
    public func participant(_ id: PersonID) throws(StoreError) -> Participant? {
        guard
            var found = try connection.first(
                """
                SELECT p.id, p.name, q.case_number, q.court_rep, q.time_zone, q.meetings_per_week, q.meetings_in_total,
                  q.minimum_minutes, q.join_code, q.policy, q.starts_on, q.deadline
                FROM participant AS q JOIN person AS p ON p.id = q.person WHERE q.person = ? AND q.erased_ms IS NULL
                """,
                id.rawValue, read: participantWithoutSets)
        else { return nil }
        found.identities = Set(
            try connection.rows(
                "SELECT kind, value FROM identity WHERE participant = ? AND kind <> 'code'", id.rawValue,
                read: identityKey(from: 0)
            ).compactMap { $0 })
        found.meetings = Set(
            try connection.rows("SELECT meeting FROM enrollment WHERE participant = ?", id.rawValue) {
                MeetingID($0.text(0))
            })
        return found
    }

    /// To whom a participant reports; nil for nobody of the roster, and for who was erased.
    public func courtRep(of participant: PersonID) throws(StoreError) -> PersonID? {
        try connection.first(
            "SELECT court_rep FROM participant WHERE person = ? AND erased_ms IS NULL", participant.rawValue
        ) { PersonID($0.text(0)) }
    }

    /// All participants, sorted by id.
    public func participants() throws(StoreError) -> [Participant] {
        var identities: [PersonID: Set<IdentityKey>] = [:]
        let keys = try connection.rows("SELECT participant, kind, value FROM identity WHERE kind <> 'code'") {
            row throws(StoreError) in (PersonID(row.text(0)), identityKey(from: 1)(row))
        }
        for (person, key) in keys { if let key { identities[person, default: []].insert(key) } }
        var meetings: [PersonID: Set<MeetingID>] = [:]
        let enrolled = try connection.rows("SELECT participant, meeting FROM enrollment") {
            (PersonID($0.text(0)), MeetingID($0.text(1)))
        }
        for (person, meeting) in enrolled { meetings[person, default: []].insert(meeting) }
        return try connection.rows(
            """
            SELECT p.id, p.name, q.case_number, q.court_rep, q.time_zone, q.meetings_per_week, q.meetings_in_total,
              q.minimum_minutes, q.join_code, q.policy, q.starts_on, q.deadline
            FROM participant AS q JOIN person AS p ON p.id = q.person WHERE q.erased_ms IS NULL ORDER BY p.id
            """
        ) { row throws(StoreError) in
            var one = try participantWithoutSets(row)
            one.identities = identities[one.id] ?? []
            one.meetings = meetings[one.id] ?? []
            return one
        }
    }

    /// The participants of one court representative, sorted.
    public func participants(of courtRep: PersonID) throws(StoreError) -> [PersonID] {
        try connection.rows(
            "SELECT person FROM participant WHERE court_rep = ? AND erased_ms IS NULL ORDER BY person",
            courtRep.rawValue
        ) { PersonID($0.text(0)) }
    }

    /// Whom Zoom may mean by this name, or by the hash that a redacted delivery has in its place: by the roster, or by a
    /// claim for good.
    public func participants(named key: IdentityKey) throws(StoreError) -> [PersonID] {
        if key.isSealed {
            return try connection.rows(
                """
                SELECT participant FROM identity WHERE hash = ?1
                UNION SELECT participant FROM claimed_identity WHERE hash = ?1 ORDER BY participant
                """,
                key.value
            ) { PersonID($0.text(0)) }
        }
        return try connection.rows(
            """
            SELECT participant FROM identity WHERE kind = ?1 AND value = ?2
            UNION SELECT participant FROM claimed_identity WHERE kind = ?1 AND value = ?2 ORDER BY participant
            """,
            key.kind.rawValue, key.value
        ) { PersonID($0.text(0)) }
    }

    public func official(_ id: PersonID) throws(StoreError) -> Official? {
        try connection.first(
            "SELECT id, role, name, email FROM person WHERE id = ? AND role <> 'participant'", id.rawValue,
            read: officialRow)
    }

    /// Court representatives and administrators, sorted by id.
    public func officials() throws(StoreError) -> [Official] {
        try connection.rows(
            "SELECT id, role, name, email FROM person WHERE role <> 'participant' ORDER BY id", read: officialRow)
    }

    public func role(of person: PersonID) throws(StoreError) -> Role? {
        try connection.first(
            """
            SELECT role FROM person WHERE id = ?1
              AND NOT EXISTS (SELECT 1 FROM participant WHERE person = ?1 AND erased_ms IS NOT NULL)
            """,
            person.rawValue
        ) { Role(rawValue: $0.text(0)) } ?? nil
    }

    public func meeting(_ id: MeetingID) throws(StoreError) -> Meeting? {
        try scheduled(
            try connection.first(
                "SELECT id, number, name, program, join_link, time_zone FROM meeting WHERE id = ?", id.rawValue,
                read: meetingRow))
    }

    public func meeting(numbered number: MeetingNumber) throws(StoreError) -> Meeting? {
        try scheduled(
            try connection.first(
                "SELECT id, number, name, program, join_link, time_zone FROM meeting WHERE number = ?",
                number.rawValue, read: meetingRow))
    }

    /// Sorted by id.
    public func meetings() throws(StoreError) -> [Meeting] {
        let found = try connection.rows(
            "SELECT id, number, name, program, join_link, time_zone FROM meeting ORDER BY id", read: meetingRow)
        var meetings: [Meeting] = []
        for one in found { if let meeting = try scheduled(one) { meetings.append(meeting) } }
        return meetings
    }

    /// The meeting with its schedule, where it has one.
    private func scheduled(_ found: (meeting: Meeting, timeZone: String?)?) throws(StoreError) -> Meeting? {
        guard let found else { return nil }
        var meeting = found.meeting
        guard let timeZone = found.timeZone else { return meeting }
        let rules = try connection.rows(
            """
            SELECT kind, weekdays, date, start_minute, duration_minutes, from_date, until_date FROM schedule_rule
            WHERE meeting = ?
            """,
            meeting.id.rawValue, read: ScheduleRule.init)
        meeting.schedule = Schedule(timeZone: timeZone, rules)
        return meeting
    }

    /// Who is expected at a meeting, with the court representative of each; sorted by participant.
    public func enrolled(
        in meeting: MeetingID
    ) throws(StoreError) -> [(participant: PersonID, courtRep: PersonID)] {
        try connection.rows(
            """
            SELECT e.participant, q.court_rep FROM enrollment AS e JOIN participant AS q ON q.person = e.participant
            WHERE e.meeting = ? ORDER BY e.participant
            """,
            meeting.rawValue
        ) { (PersonID($0.text(0)), PersonID($0.text(1))) }
    }
}

extension Transaction {
    /// Adds or replaces. The role of a person never changes: a contradiction is refused by the schema's caller.
    public func set(_ official: Official) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO person(id, role, name, email) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET role = excluded.role, name = excluded.name, email = excluded.email
            """,
            official.id.rawValue, official.role.rawValue, official.name, official.email)
    }

    /// Takes a meeting's number away, so that another may get it in the same transaction.
    public func releaseNumber(of meeting: MeetingID) throws(StoreError) {
        // No number looks like this one; it is replaced before the transaction ends.
        try connection.run("UPDATE meeting SET number = 'released ' || id WHERE id = ?", meeting.rawValue)
    }

    /// Takes away how Zoom may name a participant, so that others may get these names in the same transaction.
    public func releaseIdentities(of participant: PersonID) throws(StoreError) {
        try connection.run("DELETE FROM identity WHERE participant = ?", participant.rawValue)
        // No code looks like this one; it is replaced before the transaction ends.
        try connection.run(
            "UPDATE participant SET join_code = 'released ' || person WHERE person = ?", participant.rawValue)
    }

    /// Adds or replaces, with identities, join code and enrolments.
    public func set(_ participant: Participant) throws(StoreError) {
        touched.insert(.participant(participant.id))
        let id = participant.id.rawValue
        try connection.run(
            """
            INSERT INTO person(id, role, name) VALUES (?, 'participant', ?)
            ON CONFLICT DO UPDATE SET name = excluded.name
            """,
            id, participant.name)
        try connection.run(
            """
            INSERT INTO participant(person, case_number, court_rep, time_zone, meetings_per_week, meetings_in_total,
              minimum_minutes, join_code, policy, starts_on, deadline) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(person) DO UPDATE SET case_number = excluded.case_number, court_rep = excluded.court_rep,
              time_zone = excluded.time_zone, meetings_per_week = excluded.meetings_per_week,
              meetings_in_total = excluded.meetings_in_total, minimum_minutes = excluded.minimum_minutes,
              join_code = excluded.join_code, policy = excluded.policy, starts_on = excluded.starts_on,
              deadline = excluded.deadline
            """,
            id, participant.caseNumber, participant.courtRep.rawValue, participant.timeZone,
            participant.requirement.meetingsPerWeek, participant.requirement.meetingsInTotal,
            participant.requirement.minimumMinutes, participant.joinCode.symbols, participant.policy,
            participant.requirement.startsOn?.description, participant.requirement.deadline?.description)
        try connection.run("DELETE FROM identity WHERE participant = ?", id)
        for key in participant.identities.sorted() {
            try connection.run(
                "INSERT INTO identity(kind, value, participant) VALUES (?, ?, ?)", key.kind.rawValue, key.value, id)
        }
        try connection.run(
            "INSERT INTO identity(kind, value, participant) VALUES ('code', ?, ?)", participant.joinCode.symbols, id)
        try connection.run("DELETE FROM enrollment WHERE participant = ?", id)
        for meeting in participant.meetings.sorted() {
            try connection.run(
                "INSERT INTO enrollment(participant, meeting) VALUES (?, ?)", id, meeting.rawValue)
        }
    }

    /// Adds or replaces, with its schedule.
    public func set(_ meeting: Meeting) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO meeting(id, number, name, program, join_link, time_zone) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT(id) DO UPDATE SET number = excluded.number, name = excluded.name, program = excluded.program,
              join_link = excluded.join_link, time_zone = excluded.time_zone
            """,
            meeting.id.rawValue, meeting.number.rawValue, meeting.name, meeting.program, meeting.joinLink,
            meeting.schedule?.timeZone)
        try connection.run("DELETE FROM schedule_rule WHERE meeting = ?", meeting.id.rawValue)
        for rule in meeting.schedule.map(ScheduleRule.all) ?? [] { try add(rule, to: meeting.id) }
    }

    private func add(_ rule: ScheduleRule, to meeting: MeetingID) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO schedule_rule(meeting, kind, weekdays, date, start_minute, duration_minutes, from_date, until_date)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            meeting.rawValue, rule.kind, rule.weekdays, rule.date, rule.startMinute, rule.durationMinutes, rule.from,
            rule.until)
    }
}

func participantWithoutSets(_ row: Row) throws(StoreError) -> Participant {
    guard let joinCode = JoinCode(parsing: row.text(8)) else {
        throw .corrupt("the join code of participant \(row.text(0)) is none")
    }
    var one = Participant(
        id: PersonID(row.text(0)), name: row.text(1), caseNumber: row.text(2), courtRep: PersonID(row.text(3)),
        timeZone: row.text(4),
        requirement: Requirement(
            meetingsPerWeek: row.optional(5, row.integer).map { Int($0) },
            meetingsInTotal: row.optional(6, row.integer).map { Int($0) },
            minimumMinutes: row.optional(7, row.integer).map { Int($0) }),
        joinCode: joinCode)
    one.policy = row.optional(9, row.text)
    one.requirement.startsOn = row.optional(10, row.text).flatMap { LocalDate($0) }
    one.requirement.deadline = row.optional(11, row.text).flatMap { LocalDate($0) }
    return one
}

private func identityKey(from column: Int32) -> (Row) -> IdentityKey? {
    { row in
        IdentityKey.Kind(rawValue: row.text(column)).map { IdentityKey(stored: $0, value: row.text(column + 1)) }
    }
}

private func officialRow(_ row: Row) -> Official {
    Official(
        id: PersonID(row.text(0)), role: Role(rawValue: row.text(1)) ?? .courtRep, name: row.text(2),
        email: row.optional(3, row.text))
}

func meetingRow(_ row: Row) -> (meeting: Meeting, timeZone: String?) {
    (
        Meeting(
            id: MeetingID(row.text(0)), number: MeetingNumber(row.text(1)), name: row.text(2),
            program: row.optional(3, row.text), joinLink: row.optional(4, row.text)),
        row.optional(5, row.text)
    )
}
