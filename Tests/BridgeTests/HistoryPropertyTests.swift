import Attendance
import CourtCard
import Store
import TestSupport
import Testing

@testable import Bridge

@Suite("Whatever happens in whatever order, the same is true in the end")
struct HistoryPropertyTests {
    @Test(
        "order, repetition, restarts, other keys, decisions in between, forgetting and erasing others change nothing",
        arguments: batches)
    func orderChangesNothing(_ seeds: Range<UInt64>) async throws {
        let (straight, tangled) = (try await HistoryRun(), try await HistoryRun())
        for (index, seed) in seeds.enumerated() {
            let history = RandomHistory(seed: seed, start: HistoryRoster.start(index))
            var random = SplitMix64(seed: seed &+ 0x5EED)
            let edition = index % 3 == 2 ? index / 3 + 1 : nil
            let decisions = try await straight.straight(history)
            if let edition { try await straight.takeRoster(edition) }
            try await tangled.tangled(history, deciding: decisions, edition: edition, &random)
            // From then on they are a stranger like any other.
            if index == 4 {
                for run in [straight, tangled] { try await run.erase(HistoryRoster.participant(Int(seed % 6))) }
            }
        }
        // An occurrence's id begins with the seed of its history.
        let (before, after) = (try await straight.bridge.derived(), try await tangled.bridge.derived())
        for id in Set(before.keys).union(after.keys).sorted() {
            let (one, other) = (before[id]?.withoutTokens, after[id]?.withoutTokens)
            guard one != other else { continue }
            Issue.record("\(id)\n\(lines(one, but: other))\n\(lines(other, but: one))")
        }
        compare(try await straight.bridge.facts(), try await tangled.bridge.facts())
        #expect(try await straight.bridge.consents() == tangled.bridge.consents())
        for run in [straight, tangled] {
            try await run.checkThatNothingMoves()
            try await run.checkProofs(erasing: HistoryRoster.participant(Int((seeds.lowerBound + 1) % 6)))
        }
    }

    /// What the one says and the other does not.
    private func lines(_ one: Derived?, but other: Derived?) -> String {
        func all(_ derived: Derived?) -> [String] {
            guard let derived else { return [] }
            return ["\(derived.began?.rfc3339 ?? "-") to \(derived.ended?.rfc3339 ?? "-") \(derived.slot as Any)"]
                + derived.attendance.map { "\($0)" } + derived.unmatched.map { "\($0)" }
        }
        let known = Set(all(other))
        return all(one).filter { !known.contains($0) }.joined(separator: "\n")
            .replacing("Attendance.", with: "").replacing("Timestamp(milliseconds: ", with: "(")
    }

    /// Of these, each with two databases, a quarter of what is asked of the properties without one.
    static let batches: [Range<UInt64>] = {
        let (count, size) = (max(PropertyCases.count / 4, 1), UInt64(10))
        return stride(from: 0, to: count, by: Int(size)).map { $0..<min($0 + size, count) }
    }()
}

/// Cards for somebody who turned out not to have been there stay, and say so.
private func compare(_ straight: [HistoryCard: CardFacts], _ tangled: [HistoryCard: CardFacts]) {
    for card in Set(straight.keys).union(tangled.keys) {
        switch (straight[card], tangled[card]) {
        case (let a?, let b?):
            guard a != b else { continue }
            let changes = b.changes(since: a).map { "\($0.what): \($0.before) / \($0.after)" }
            Issue.record("\(card): \(changes)")
        case (let only?, nil), (nil, let only?):
            let presence = only.presence
            let isEmpty = presence.proven.isEmpty && presence.inferred.isEmpty && presence.corrected.isEmpty
            #expect(isEmpty, "one has no \(card)")
        case (nil, nil): break
        }
    }
}

extension Derived {
    /// What tells apart lines of reports that name no connection hangs on the master key.
    fileprivate var withoutTokens: Self {
        var plain = self
        for index in plain.unmatched.indices where plain.unmatched[index].attendee.hasPrefix("report-") {
            plain.unmatched[index].attendee = plain.unmatched[index].attendee.split(separator: "-").prefix(3).joined(
                separator: "-")
        }
        plain.unmatched.sort { $0.attendee < $1.attendee }
        return plain
    }
}

extension HistoryRun {
    /// Forgetting everybody who may be forgotten, and deriving everything anew, change nothing.
    func checkThatNothingMoves() async throws {
        try await bridge.expectClean()
        let derived = try await bridge.derived()
        let facts = try await bridge.facts()
        let cards = try await bridge.cardCount()
        bridge.clock.move(by: .hours(24 * 31))
        try await bridge.service.forgetStrangers()
        for _ in 0..<2 {
            try await bridge.rederive()
            #expect(try await bridge.derived() == derived)
            #expect(try await bridge.facts() == facts)
            #expect(try await bridge.cardCount() == cards)
        }
        try await bridge.expectClean()
    }

    /// Every card is authentic and no checkpoint was ever left, also after one more participant is erased.
    func checkProofs(erasing person: PersonID) async throws {
        try await checkProofs()
        let facts = try await bridge.facts()
        let files = try await bridge.cardFiles().count
        try await erase(person)
        compare(facts.filter { $0.key.person != person }, try await bridge.facts())
        #expect(try await bridge.cardFiles().count == files, "cards of this form stay")
        try await bridge.expectClean()
        try await checkProofs()
    }

    private func checkProofs() async throws {
        #expect(!notes.isEmpty)
        for note in notes { try await bridge.expectGoingOn(from: note) }
        try await bridge.expectAuthentic()
    }
}
