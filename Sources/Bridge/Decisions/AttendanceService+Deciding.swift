public import Attendance
internal import Store

extension AttendanceService {
    /// Takes an attendee who matched nobody for a participant: in this occurrence, or, with a kind of name, wherever
    /// somebody shows the same name of that kind.
    ///
    /// Everything derived is made anew in the same commit; what a claim for good changes elsewhere follows soon after.
    /// - Parameter attendee: as `unmatched` names it.
    /// - Returns: the number of the decision.
    /// - Throws: `DecisionError`; `StoreError`.
    public func claim(
        _ attendee: String, in occurrence: OccurrenceID, for participant: PersonID,
        forGood kind: IdentityKey.Kind? = nil, because reason: String, by author: Author
    ) async throws -> Int64 {
        try await decide { deciding in
            try deciding.claim(attendee, in: occurrence, for: participant, forGood: kind, reason, author)
        }
    }

    /// Adds time that was not told, or takes away time that was.
    public func correct(
        _ attendance: AttendanceName, adding: Bool, _ interval: Interval, because reason: String, by author: Author
    ) async throws -> Int64 {
        try await decide { deciding in
            try deciding.decide(adding ? .addTime : .removeTime, attendance, interval, reason, author)
        }
    }

    /// What is missing from an attendance is not held against the participant.
    public func excuse(
        _ attendance: AttendanceName, because reason: String, by author: Author
    ) async throws -> Int64 {
        try await decide { try $0.decide(.excuse, attendance, nil, reason, author) }
    }

    /// An attendance does not count.
    public func void(_ attendance: AttendanceName, because reason: String, by author: Author) async throws -> Int64 {
        try await decide { try $0.decide(.void, attendance, nil, reason, author) }
    }

    /// Makes a card anew, which takes the place of the old one and says why: for instance after a name was corrected, or
    /// under a new signing key.
    public func reissue(_ card: CardNumber, because reason: String, by author: Author) async throws -> Int64 {
        try await decide { try $0.reissue(card, reason, author) }
    }

    /// Nothing is asked of a participant in the week that holds a date on their calendar.
    public func excuseWeek(
        of participant: PersonID, holding date: LocalDate, because reason: String, by author: Author
    ) async throws -> Int64 {
        try await decide { try $0.excuseWeek(of: participant, date, reason, author) }
    }

    /// A participant says that a card of theirs is wrong; their court representative hears of it at once.
    public func dispute(_ card: CardNumber, because reason: String, by author: Author) async throws -> Int64 {
        try await decide { try $0.dispute(card, reason, author) }
    }

    /// The court representative's answer to a dispute; the participant hears of it at once. What is to change is changed
    /// by a decision of its own.
    public func answer(dispute: Int64, saying reason: String, by author: Author) async throws -> Int64 {
        try await decide { try $0.answer(dispute, reason, author) }
    }

    /// A participant agreed to something: as they say themself, or as whoever decides about them has it on paper. Revoked by
    /// `withdraw`.
    /// - Parameter subject: to what, in words.
    public func consent(
        of participant: PersonID, to subject: String, by author: Author
    ) async throws -> Int64 {
        try await decide { try $0.consent(of: participant, to: subject, author) }
    }

    /// Takes a decision back. It stays in the journal, and so does this.
    public func withdraw(_ decision: Int64, because reason: String, by author: Author) async throws -> Int64 {
        try await decide { try $0.withdraw(decision, reason, author) }
    }

    private func decide(_ body: @escaping @Sendable (Deciding) throws -> Int64) async throws -> Int64 {
        let outcome = try await commit { [settings, now] transaction, memory in
            let deciding = Deciding(settings: settings, transaction: transaction, memory: memory, now: now())
            // Nothing is written before everything is checked: a refusal is an answer, and rolls nothing back.
            do { return Result<Int64, DecisionError>.success(try body(deciding)) } catch let error as DecisionError {
                return .failure(error)
            }
        }
        alarm.ring()
        return try outcome.get()
    }
}
