internal import Attendance
internal import CourtCard
internal import Crypto
internal import JSON
internal import Store

/// Issues court cards for one complete sitting.
struct Issuing {
    let settings: BridgeSettings
    let transaction: Transaction
    let memory: Memory
    let now: Timestamp
    let sitting: Sitting

    /// One card for each participant who attended; one more, superseding it, when it no longer tells the truth.
    func issue(to person: PersonID) throws {
        let elsewhere = try Elsewhere(of: person, but: sitting, in: transaction)
        let isNew = try issue(to: person, elsewhere)
        try elsewhere.review(in: transaction, memory, isNew: isNew)
    }

    /// - Returns: whether there was a card to issue.
    private func issue(to person: PersonID, _ elsewhere: Elsewhere) throws -> Bool {
        guard let participant = try memory.participant(person, in: transaction) else { return false }
        // Several where occurrences turned out to belong together: the newest first.
        let inForce = try sitting.states.compactMap {
            try transaction.cardInForce(of: person, in: $0.record.key)
        }.sorted { ($0.issuedAt, $0.number.rawValue) > ($1.issuedAt, $1.number.rawValue) }
            .map { try $0.card() }
        if inForce.isEmpty, !sitting.presence(of: person).attended { return false }
        let drawing = CardDrawing(
            participant: participant, sitting: sitting, elsewhere: elsewhere,
            policy: try policy(for: participant, before: inForce.first),
            courtRepName: try memory.name(of: participant.courtRep, in: transaction),
            neutralLabel: settings.cards.neutralLabel)
        guard let facts = drawing.facts(before: inForce.first?.content.facts) else { return false }
        var supersession: Supersession?
        if let card = inForce.first {
            if card.content.facts.saysTheSame(as: facts), inForce.count == 1 { return false }
            let reason = try CardReason(from: card.content.facts, to: facts) { decision in
                try transaction.decisions(on: decision).last { $0.kind == DecisionKind.withdrawal.rawValue }
                    .map { Supersession.Author(id: $0.author, role: $0.role) }
            }
            supersession = Supersession(
                of: card, with: facts, reason: reason.sentence, also: Array(inForce.dropFirst()), author: reason.author)
        }
        try issue(facts, to: participant, superseding: supersession)
        return true
    }

    private func issue(
        _ facts: CardFacts, to participant: Participant, superseding supersession: Supersession?
    ) throws {
        let digits = CardNumber.caseDigits(of: participant.caseNumber)
        let sequence = try transaction.nextCardSequence(ofCase: digits)
        let previous = try transaction.lastCardHash(of: participant.id).flatMap { Digest($0) }
        let signer = try memory.signing(in: transaction)
        let issuedAt = max(now, signer.since)
        let standing = try Standing(
            of: participant, at: sitting.meeting, weekStart: settings.weekStart, in: transaction)
        let card = try Card(
            CardContent(
                number: CardNumber(issuedAt: issuedAt, caseNumber: participant.caseNumber, sequence: sequence),
                issuedAt: issuedAt, issuer: issuer(signer), facts: facts, obligation: standing.obligation(after: facts),
                notices: CardNotice.all(of: facts, contact: settings.cards.contact), supersedes: supersession,
                previous: previous),
            salt: { _ in Random.identifier(bytes: 16) })
        let id = try transaction.add(
            StoredCard(
                number: card.number, participant: participant.id, occurrence: sitting.occurrence(for: participant.id),
                issuedAt: issuedAt, verdict: facts.verdict.rawValue, supersedes: supersession?.number,
                document: card.canonical, hash: card.hash.bytes, isVoid: facts.isVoid, isExcused: facts.isExcused,
                key: signer.key.verificationKey.id, signature: signer.key.sign(card.canonical),
                disclosed: try card.disclosed.encoded()))
        try memory.ledger.append(card.hash, as: id, signedWith: signer.key, in: transaction)
        try transaction.log(
            AuditEntry(
                at: now, actor: supersession?.author.map { .person($0.id, $0.role) } ?? .bridge, action: .cardIssued,
                subject: card.number.rawValue, detail: ["verdict": .string(facts.verdict.rawValue)]))
        for other in supersession?.also ?? [] { try transaction.replace(other.number, by: card.number) }
        let data = courtCardUpdated(card)
        try transaction.tell(participant.id, "court-card-updated", at: now, data: data)
        try transaction.tell(participant.courtRep, "court-card-updated", at: now, data: data)
    }

    private func issuer(_ signer: CardSigner.Current) -> CardIssuer {
        let cards = settings.cards
        return CardIssuer(
            jurisdiction: cards.jurisdiction, program: cards.program, contact: cards.contact, address: cards.address,
            software: cards.software, keyID: signer.key.verificationKey.id, clock: cards.clock())
    }

    /// A card is measured again by the policy it was issued under: a new policy holds for what comes, not for the past.
    private func policy(for participant: Participant, before: Card?) throws -> Policy {
        if let version = before?.content.facts.policy.version,
            let policy = try memory.policy(version: version, in: transaction)
        {
            return policy
        }
        return settings.policies[participant.policy] ?? settings.policies.default
    }

    private func courtCardUpdated(_ card: Card) -> [UInt8] {
        let facts = card.content.facts
        let presence = facts.presence
        var json = JSONWriter(reservingCapacity: 512)
        json.object {
            $0.member("participant", facts.participant.id.rawValue)
            $0.member("name", facts.participant.name)
            $0.member("meeting", facts.meeting.id.rawValue)
            $0.member("meetingName", facts.meeting.name)
            $0.member("occurrence", facts.meeting.occurrences[0].rawValue)
            $0.member("number", card.number.rawValue)
            $0.member("verdict", facts.verdict.rawValue)
            $0.member(
                "minutes",
                (presence.proven.total + presence.inferred.total + presence.corrected.total).wholeMinutes)
            $0.member("correctedMinutes", presence.corrected.total.wholeMinutes)
            $0.member("isVoid", facts.isVoid)
            $0.member("isExcused", facts.isExcused)
            $0.member("issuedAt", card.content.issuedAt.rfc3339)
            $0.member("hash", card.hash.hex)
            $0.member("supersedes", card.content.supersedes?.number.rawValue)
            $0.member("reason", card.content.supersedes?.reason)
        }
        return json.bytes
    }
}
