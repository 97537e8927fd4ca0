public import Attendance
internal import Crypto
public import JSON
internal import Store

extension AttendanceService {
    /// Writes down what somebody did. Returns when it is in the database for good: what is asked for is given after that.
    ///
    /// - Parameters:
    ///   - subject: what it was done to, by its number or id.
    ///   - detail: an object that holds nobody's personal data.
    public func note(
        _ action: AuditEntry.Action, _ subject: String, by actor: AuditEntry.Actor, _ detail: JSON = [:]
    ) async throws {
        try await database.writer.write { [now] transaction, _ in
            try transaction.log(
                AuditEntry(at: now(), actor: actor, action: action, subject: subject, detail: detail))
        }
    }

    /// To be called before a card is shown. That participants look at their own is not written down: they may see no other.
    public func noteView(of card: CardNumber, by viewer: Author) async throws {
        if viewer.role == .participant { return }
        try await note(.cardViewed, card.rawValue, by: .person(viewer))
    }

    /// To be called before somebody is shown which cards a participant has.
    public func noteListing(ofCardsOf participant: PersonID, by viewer: Author) async throws {
        if viewer.id == participant { return }
        try await note(.cardsListed, participant.rawValue, by: .person(viewer))
    }

    /// To be called before somebody is shown when a participant was where. That participants look at their own is not
    /// written down, nor are progress and dashboard, which are asked for all day to see who needs help.
    public func noteAttendanceView(of participant: PersonID, by viewer: Author) async throws {
        if viewer.id == participant { return }
        try await note(.attendanceViewed, participant.rawValue, by: .person(viewer))
    }

    /// To be called before somebody is shown who was in an occurrence.
    public func noteAttendanceView(in occurrence: OccurrenceID, by viewer: Author) async throws {
        try await note(.attendanceViewed, occurrence.rawValue, by: .person(viewer))
    }

    /// To be called before whoever gave the short code of a card is told its state.
    public func noteVerification(of card: CardNumber) async throws {
        try await note(.cardVerified, card.rawValue, by: .anybody)
    }

    /// The use of a token, which was found to be good: the first since the start is written down. A fault of the disk lets
    /// everybody in all the same, for they may come to see what is wrong; it is written down when they come again.
    public func noteSignIn(with token: String, by person: Author) async {
        let digest = SHA256.hash(Array(token.utf8))
        try? await signIns.note(digest) {
            try await self.note(
                .signedIn, person.id.rawValue, by: .person(person), ["token": .string(AuditEntry.name(of: digest))])
        }
    }
}

extension AuditEntry {
    /// What tells one token from another, and from which nobody can make one.
    static func name(of token: Digest) -> String { String(token.hex.prefix(16)) }

    /// What is written down of a token that was made.
    public static func detail(ofToken token: String, _ role: String, until end: Timestamp) -> JSON {
        [
            "token": .string(name(of: SHA256.hash(Array(token.utf8)))), "role": .string(role),
            "until": .string(end.rfc3339),
        ]
    }
}

extension AuditEntry.Actor {
    public static func person(_ author: Author) -> Self { .person(author.id, author.role.rawValue) }
}
