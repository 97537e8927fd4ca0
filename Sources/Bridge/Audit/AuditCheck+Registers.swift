internal import Attendance
internal import Store

extension AuditCheck {
    /// What holds of tables as a whole.
    mutating func checkRegisters() throws {
        for register in Register.allCases {
            let (rows, last) = try snapshot.extent(of: register)
            findings.require(
                rows == last, register.rawValue, "all", "\(last) rows were numbered, and \(rows) are there")
        }
        for (participant, key, hash) in try snapshot.hashedIdentities() {
            findings.require(
                hash == archive.hash(key), "identity", "participant \(participant), \(key.kind.rawValue)",
                "the keyed hash is another")
        }
        for stored in try snapshot.policies() {
            findings.require(
                policies[stored.version]?.version == stored.version, "policy", "version \(stored.version)",
                "the document is not that of this version")
        }
    }

    /// Whether nothing personal is left of whoever was erased.
    mutating func checkErased() throws {
        for person in try snapshot.erasedParticipants() {
            let left = try snapshot.personalExtent(of: person)
            findings.require(
                left == PersonalExtent(names: 0, cards: 0, decisions: 0), "participant", "participant \(person)",
                "they were erased, and something personal is there")
        }
    }

    /// Whether the names that claims gave people for good, or let be remembered, are those of claims that still hold.
    mutating func checkDecisions() throws {
        for id in try snapshot.namesWithoutClaim() {
            findings.add("claimed_identity", "decision \(id)", "the names are there, and no claim that gave them")
        }
        var last: Int64 = 0
        while true {
            let decisions = try snapshot.decisions(after: last, limit: 500)
            guard let end = decisions.last else { return }
            for decision in decisions where decision.kind == DecisionKind.claim.rawValue { try checkClaim(decision) }
            findings.summary.decisions += decisions.count
            last = end.id
        }
    }

    private mutating func checkClaim(_ decision: StoredDecision) throws {
        let place = "decision \(decision.id)"
        let isTakenBack = try snapshot.decisions(on: decision.id).contains {
            $0.kind == DecisionKind.withdrawal.rawValue
        }
        let names = try snapshot.claimed(because: decision.id)
        let expected = isTakenBack ? nil : decision.identity
        let isRight =
            names.map(\.hash) == (expected.map { [$0.value] } ?? [])
            && names.allSatisfy {
                $0.participant == decision.participant && $0.key.kind == expected?.kind
                    && archive.hash($0.key) == $0.hash
            }
        findings.require(isRight, "claimed_identity", place, "the name is not the one that was claimed")
        let remembered = try snapshot.rememberedFor(because: decision.id)
        findings.require(
            remembered.allSatisfy { !isTakenBack && $0 == decision.participant }, "claim_seen", place,
            "names are remembered for somebody else")
    }
}
