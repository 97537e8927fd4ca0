internal import Attendance
internal import CourtCard

/// Why a card takes the place of another, in plain words.
struct CardReason {
    let sentence: String
    /// Whose decision it was; nil where the bridge learned more by itself.
    let author: Supersession.Author?

    /// - Parameter withdrawal: who took a decision of the old card back, by its number.
    init(from old: CardFacts, to new: CardFacts, withdrawal: (Int64) throws -> Supersession.Author?) rethrows {
        let old = old.labelled(as: new)
        let added = new.decisions.filter { !old.decisions.contains($0) }
        if let decision = added.last {
            author = Supersession.Author(id: decision.author, role: decision.role)
        } else {
            author = try old.decisions.last { !new.decisions.contains($0) }.flatMap { try withdrawal($0.id) }
        }
        // First: decisions about the one occurrence come and go with it.
        if new.meeting.occurrences != old.meeting.occurrences {
            sentence = "The meeting ended and started again: the occurrences that belong together have changed."
        } else if let decision = added.last, decision.kind == DecisionKind.reissue.rawValue {
            sentence = "The card was issued again: \(decision.reason)"
        } else if let decision = added.last {
            sentence = "A person decided (\(decision.kind)): \(decision.reason)"
        } else if new.decisions != old.decisions {
            sentence = "A person took a decision back."
        } else if new.scheduled != old.scheduled {
            sentence = "The scheduled time of the meeting has changed."
        } else if old.participant != new.participant || old.meeting != new.meeting || old.match != new.match {
            sentence = "What is known of the person or the meeting has changed."
        } else if new.rules.map(\.threshold) != old.rules.map(\.threshold) {
            sentence = "What is asked of the person has changed."
        } else if new.presence == old.presence, new.isInTwoMeetings != old.isInTwoMeetings {
            sentence =
                new.isInTwoMeetings
                ? "The person was in another meeting at the same time."
                : "The person was in no other meeting after all."
        } else if new.evidence.sources.filter({ $0.key.hasPrefix("report") })
            != old.evidence.sources.filter({ $0.key.hasPrefix("report") })
        {
            sentence = "Zoom's own report of the meeting told more than was known when the card was issued."
        } else if new.presence == old.presence, new.actual == old.actual, new.flags != old.flags {
            sentence = "What is noted about the attendance has changed."
        } else {
            sentence = "Zoom told more about this meeting after the card was issued."
        }
    }
}

extension CardFacts {
    fileprivate var isInTwoMeetings: Bool { flags.contains { $0.id == PresenceFlag.inTwoMeetings.rawValue } }
}
