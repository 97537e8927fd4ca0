internal import Attendance
internal import CourtCard
internal import Crypto
internal import Store

extension AuditCheck {
    // MARK: What the cards in force say

    /// Compares the cards of the sitting that an occurrence is the first of.
    mutating func checkCardsInForce(of state: OccurrenceState, _ rows: [JournalRow]) throws {
        guard let meeting = state.meeting else { return }
        var states = [state]
        var rows = rows
        if let slot = state.record.slot {
            states = []
            for record in try snapshot.sitting(of: meeting.id, startingAt: slot.start) {
                if record.key == state.record.key {
                    states.append(state)
                    continue
                }
                // Looked at once, with the one that stands first in the database.
                guard record.key > state.record.key, try snapshot.pending(record.key) == .nothing else { return }
                let others = try snapshot.journal(of: record.key)
                // What cannot be read was told of with its own occurrence.
                guard let key = try? archive.key(of: record.key, in: snapshot),
                    let other = try? derive(record, others, key)
                else { return }
                states.append(other)
                rows += others
            }
        }
        // Until cards are issued, those there are may be of a time before it went on.
        guard states.contains(where: { $0 === state }), states.allSatisfy({ $0.record.issuedAt != nil }) else { return }
        try checkCardsInForce(of: Sitting(states), rows)
    }

    private mutating func checkCardsInForce(of sitting: Sitting, _ rows: [JournalRow]) throws {
        let keys = sitting.states.map(\.record.key)
        var people = sitting.attendees
        for key in keys { people.formUnion(try snapshot.participantsWithCard(in: key)) }
        for person in people.sorted() {
            let place = "occurrence \(keys[0].value), participant \(person)"
            guard let participant = try participant(person) else { continue }
            let inForce = try keys.compactMap { try snapshot.cardInForce(of: person, in: $0) }
            guard inForce.count < 2 else {
                findings.add("card", place, "\(inForce.count) cards are in force for one attendance")
                continue
            }
            // One that does not read is told of where the chains are looked at.
            let card = inForce.first.flatMap { stored in
                try? stored.card().content
            }
            if !inForce.isEmpty, card == nil { continue }
            let before = card?.facts
            guard let policy = try policy(for: participant, before, place) else { continue }
            let drawing = CardDrawing(
                participant: participant, sitting: sitting,
                elsewhere: try Elsewhere(of: person, but: sitting, in: snapshot), policy: policy,
                courtRepName: before?.participant.courtRepName,
                neutralLabel: before.flatMap { $0.meeting.isNeutral ? $0.meeting.name : nil })
            let facts = drawing.facts(before: before)
            guard let card, let before else {
                findings.require(
                    facts == nil || !sitting.presence(of: person).attended, "card", place,
                    "they attended, and no card is in force")
                continue
            }
            guard let facts else { continue }
            if !before.saysTheSame(as: facts) {
                let changes = facts.changes(since: before).map(\.what)
                findings.add(
                    "card", "\(place), card \(card.number)",
                    "the journal gives another \(changes.joined(separator: ", "))")
            } else {
                try checkEvidence(of: card, facts, sitting, rows, place)
            }
        }
    }

    /// The policy a card was measured by. For somebody without a card any does: whether they attended is no matter of it.
    private mutating func policy(
        for participant: Participant, _ before: CardFacts?, _ place: String
    ) throws -> Policy? {
        guard let version = before?.policy.version else { return .builtIn }
        if let policy = policies[version] { return policy }
        findings.add("policy", "version \(version)", "a card was measured by it, and it is not kept")
        return nil
    }

    /// A card names the deliveries it rests on. More may have come since that changed nothing of what it says.
    private mutating func checkEvidence(
        of card: CardContent, _ facts: CardFacts, _ sitting: Sitting, _ rows: [JournalRow], _ place: String
    ) throws {
        let (stored, issuedAt) = (card.facts.evidence, card.issuedAt)
        if facts.evidence.isSame(as: stored) { return }
        let received = rows.reduce(into: [Digest: Timestamp]()) { all, row in
            if let digest = Digest(row.entry.digest) { all[digest] = row.entry.receivedAt }
        }
        let all = sitting.evidence(of: card.facts.participant.id)
        func evidence(_ isMeant: (Timestamp) -> Bool) -> CardFacts.Evidence {
            CardFacts.Evidence(bodies: all.filter { isMeant(received[$0.key] ?? .distantPast) })
        }
        if evidence({ $0 <= issuedAt }).isSame(as: stored) || evidence({ $0 < issuedAt }).isSame(as: stored) {
            return
        }
        // Cards of the older form rest on everything that was told of the occurrence, whoever it was about.
        let general = rows.reduce(into: [Digest: CardFacts.Evidence.Item]()) { all, row in
            guard row.entry.receivedAt <= issuedAt, let digest = Digest(row.entry.digest) else { return }
            all[digest] = .init(source: row.entry.source.rawValue, receivedAt: row.entry.receivedAt)
        }
        if CardFacts.Evidence(bodies: general).isSame(as: stored) { return }
        // No card says that it is older than its key, whatever the clock said.
        let isDated = try card.issuer.flatMap { try signingKey($0.keyID)?.since } != issuedAt
        if isDated, received.values.allSatisfy({ $0 < issuedAt }) {
            findings.add("card", "\(place), card \(card.number)", "the journal gives another evidence")
        } else {
            findings.summary.undatedEvidence += 1
        }
    }

    // MARK: Chains

    /// Whether all cards of one person are unchanged, complete and in order, and the columns beside them say the same.
    mutating func checkCards(of person: PersonID) throws {
        var chain: [CardChain.Entry] = []
        let stored = try snapshot.cards(of: person)
        findings.summary.cards += stored.count
        let isErased = try snapshot.erasedAt(person) != nil
        for one in stored {
            let place = "card \(one.number)"
            // Cards of a time before they were signed hold personal values, and are emptied with their person.
            if isErased, one.key == nil, one.document.isEmpty, let hash = Digest(one.hash) {
                chain.append(.gone(one.number, hash: hash))
                continue
            }
            guard let card = read(one, place) else { continue }
            chain.append(.card(card))
            try checkSignature(of: one, card, place)
            let (content, facts) = (card.content, card.content.facts)
            let occurrence = try snapshot.occurrence(one.occurrence)?.id
            let columns = [
                ("number", content.number == one.number), ("participant", facts.participant.id == one.participant),
                ("occurrence", occurrence.map { facts.meeting.occurrences.contains($0) } ?? false),
                ("issued_ms", content.issuedAt == one.issuedAt), ("verdict", facts.verdict.rawValue == one.verdict),
                ("supersedes", content.supersedes?.number == one.supersedes), ("is_void", facts.isVoid == one.isVoid),
                ("is_excused", facts.isExcused == one.isExcused),
            ].filter { !$0.1 }.map(\.0)
            findings.require(
                columns.isEmpty, "card", place, "the document gives another \(columns.joined(separator: ", "))")
            findings.require(
                try snapshot.replaced(by: one.number) == (content.supersedes?.also ?? []).map(\.number).sorted(),
                "card_replacement", place, "other cards stand here as replaced than the document says")
            if let parts = card.number.parts {
                findings.require(
                    try snapshot.lastCardSequence(ofCase: parts.caseDigits) >= parts.sequence, "case_sequence",
                    "case \(parts.caseDigits)", "a number was given out that is higher than the last")
            }
        }
        guard chain.count == stored.count else { return }
        do { _ = try CardChain(verifying: chain) } catch {
            findings.add("card", "participant \(person)", "\(error)")
        }
    }

    private mutating func read(_ stored: StoredCard, _ place: String) -> Card? {
        do { return try stored.card() } catch {
            findings.add("card", place, "\(error)")
            return nil
        }
    }
}
