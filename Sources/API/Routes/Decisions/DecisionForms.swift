internal import Attendance
internal import Bridge

/// What is sent to decide something.
extension BodyForm {
    typealias Field = DecisionFields

    static let claim = BodyForm(
        required: [Field.occurrence, Field.attendee, Field.participant, Field.reason], optional: [Field.forGood])
    static let correction = BodyForm(
        required: [Field.reason], alternatives: [attendance, [[Field.add], [Field.remove]]])
    /// Excuses and voids.
    static let attendanceDecision = BodyForm(required: [Field.reason], alternatives: [attendance])
    static let excusedWeek = BodyForm(required: [Field.participant, Field.date, Field.reason])
    static let consent = BodyForm(required: [Field.participant, Field.reason])
    static let dispute = BodyForm(required: [Field.card, Field.reason])
    static let reissue = BodyForm(required: [Field.card, Field.reason])
    /// An answer to a dispute, what takes a decision back, and what erases a participant.
    static let reasonAlone = BodyForm(required: [Field.reason])

    private static let attendance: [[any BodyMember]] = [[Field.card], [Field.occurrence, Field.participant]]
}

enum DecisionFields {
    static let occurrence = BodyField<OccurrenceID>.identifier(
        "occurrence", "One holding of a meeting, as Zoom names it.", example: "4dRM1Yr2TbGZ/bLy5pQoXQ==")
    static let attendee = BodyField<String>.text(
        "attendee", upTo: 500, "Who, as the list of unmatched attendees names them.", example: "16778240")
    static let participant = BodyField<PersonID>.identifier(
        "participant", "Somebody of the roster.", example: "P-1001")
    static let card = BodyField<CardNumber>.identifier(
        "card", "The number of a court card: the attendance it is about.", example: "CC-2026-1042-1")
    static let reason = BodyField<String>.text(
        "reason", upTo: 2000, "Why: it stays in the journal, and the participant may read it.",
        example: "She telephoned me from the meeting.")
    static let forGood = BodyField<IdentityKey.Kind>.choice(
        "forGood", of: IdentityKey.Kind.allCases.filter(\.isLasting),
        "Recognise them from now on by what was seen of this kind. Without it the claim is for this occurrence alone.",
        example: .name)
    static let add = BodyField<Interval>.interval(
        "add", "Time they were there though nothing says so.",
        example: ("2026-09-15T23:10:00Z", "2026-09-15T23:25:00Z"))
    static let remove = BodyField<Interval>.interval(
        "remove", "Time they were not there though it was told.",
        example: ("2026-09-15T23:40:00Z", "2026-09-15T23:50:00Z"))
    static let date = BodyField<LocalDate>.date(
        "date", "Any day of the week, on the participant's calendar.", example: "2026-12-24")
}

extension BodyFields {
    /// Which attendance is meant: its card's, or somebody's in an occurrence.
    func attendance() throws(Problem) -> AttendanceName {
        if let card = self[DecisionFields.card] { return .card(card) }
        return .occurrence(try value(DecisionFields.occurrence), try value(DecisionFields.participant))
    }
}
