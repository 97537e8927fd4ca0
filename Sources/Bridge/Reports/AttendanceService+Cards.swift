public import Attendance
public import CourtCard
internal import Crypto
internal import Store

/// A card as it is handed out, and what has become of it.
public struct CardReport: Hashable, Sendable {
    /// Always the same bytes.
    public var file: CardFile
    public var standing: CardStanding
    /// What opens its verification, for the paper.
    public var code: ShortCode
}

/// Some of a participant's cards, the newest first.
public struct CardPage: Hashable, Sendable {
    public var cards: [CardSummary]
    /// What the next page comes after; nil when this is the last.
    public var next: Int64?
}

/// A card in a list.
public struct CardSummary: Hashable, Sendable {
    public var number: CardNumber
    public var issuedAt: Timestamp
    /// Nil once the document went with the personal data (older forms hold them).
    public var meeting: Meeting?
    public var verdict: String
    public var isVoid: Bool
    public var isExcused: Bool
    /// The card that took its place.
    public var supersededBy: CardNumber?

    public struct Meeting: Hashable, Sendable {
        public var id: MeetingID
        /// As the card has it.
        public var name: String
        public var start: Timestamp?
        public var proven: Span
        public var corrected: Span
        public var inferred: Span
    }
}

extension AttendanceService {
    /// A card, for somebody who may read about its participant; nil for anybody else, as for a number never issued. What is
    /// left of a card whose participant was erased, administrators may read; of the forms before, nothing is.
    public func card(_ number: CardNumber, for person: PersonID, _ role: Role) async throws -> CardReport? {
        try await database.readers.read { [archive] snapshot in
            // Who it is about is asked first, in one question: a card that is not theirs takes as long as one that is none.
            guard try snapshot.isCard(number, readableBy: person, role), let card = try snapshot.card(number),
                !card.document.isEmpty
            else { return nil }
            return CardReport(
                file: try snapshot.cardFile(of: card, origin: archive.ledgerOrigin),
                standing: try snapshot.standing(of: number), code: archive.shortCode(of: number))
        }
    }

    /// The cards of a participant, the newest first.
    ///
    /// - Parameters:
    ///   - position: what the page before gave as `next`; nil: from the newest on.
    ///   - limit: 1 and up.
    public func cards(of participant: PersonID, after position: Int64?, limit: Int) async throws -> CardPage {
        try await database.readers.read { snapshot in
            var stored = try snapshot.cards(of: participant, before: position ?? .max, limit: limit + 1)
            let isLast = stored.count <= limit
            if !isLast { stored.removeLast() }
            return CardPage(
                cards: try stored.map { try snapshot.summary(of: $0) }, next: isLast ? nil : stored.last?.id)
        }
    }
}

extension Queries {
    fileprivate func summary(of stored: StoredCard) throws -> CardSummary {
        var summary = CardSummary(
            number: stored.number, issuedAt: stored.issuedAt, verdict: stored.verdict, isVoid: stored.isVoid,
            isExcused: stored.isExcused, supersededBy: try successor(of: stored.number))
        if !stored.document.isEmpty, let hash = Digest(stored.hash) {
            let facts = try Card.content(of: stored.document, disclosed: try stored.disclosures(), hash: hash).facts
            summary.meeting = CardSummary.Meeting(
                id: facts.meeting.id, name: facts.meeting.name, start: facts.scheduled?.start ?? facts.actual.start,
                proven: facts.presence.proven.total, corrected: facts.presence.corrected.total,
                inferred: facts.presence.inferred.total)
        }
        return summary
    }
}
