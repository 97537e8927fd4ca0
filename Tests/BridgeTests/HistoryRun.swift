import Attendance
import CourtCard
import Crypto
import Foundation
import JSON
import Store
import Synchronization
import TestSupport
import Testing
import Zoom

@testable import Bridge

/// Lets histories happen to a bridge: in their order, or in any other.
final class HistoryRun {
    let bridge: BridgeUnderTest
    private var accepted: [Int: Int64] = [:]
    private var isAllTold = true
    private var erased: Set<PersonID> = []
    /// Checkpoints that somebody kept on the way.
    private(set) var notes: [SignedNote] = []
    /// Done after every step.
    var between: (() async throws -> Void)?

    init() async throws {
        bridge = try BridgeUnderTest()
        try await takeRoster(0)
    }

    func takeRoster(_ edition: Int) async throws {
        let document = HistoryRoster.document(edition, without: erased)
        _ = try await bridge.service.importRoster(Array(document.json.pretty().utf8), .json)
        try await bridge.service.catchUp()
    }

    /// Everything in its order, decisions last.
    /// - Returns: the indices of the decisions that could be made.
    func straight(_ history: RandomHistory) async throws -> [Int] {
        bridge.clock.moveOn(to: history.start + .hours(3))
        try await tell(history.evidence)
        bridge.clock.move(by: .hours(30))
        try await bridge.service.catchUp()
        accepted = [:]
        for index in history.decisions.indices { _ = try await decide(index, history) }
        try await bridge.service.catchUp()
        try await keepCheckpoint()
        if history.seed % 4 == 0 { try await changeKey() }
        return accepted.keys.sorted()
    }

    /// The same in another order, some of it twice, with decisions as early as they can be made, restarts, other keys,
    /// time that passes, and strangers who are forgotten in between.
    /// - Parameters:
    ///   - decisions: those that can be made once everything is told.
    ///   - edition: of the roster, which may come in between too.
    func tangled(
        _ history: RandomHistory, deciding decisions: [Int], edition: Int?, _ random: inout SplitMix64
    ) async throws {
        bridge.clock.moveOn(to: history.start)
        accepted = [:]
        var open = decisions
        var isForgotten = false
        isAllTold = false
        var rest = ArraySlice(rearranged(history.evidence, &random))
        while !rest.isEmpty {
            let count = Int.random(in: 1...12, using: &random)
            try await tell(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
            switch Int.random(in: 0..<24, using: &random) {
            case 0: try await bridge.restart()
            case 1: bridge.clock.move(by: .hours(5))
            case 2, 3: bridge.clock.move(by: .minutes(Int64.random(in: 0...30, using: &random)))
            case 4...8: try await bridge.service.catchUp()
            case 17, 18:
                if let edition { try await takeRoster(edition) }
            case 9 where !isForgotten && !history.claimsForGood:
                isForgotten = true
                bridge.clock.move(by: .hours(24 * 31))
                try await bridge.service.catchUp()
                try await bridge.service.forgetStrangers()
            case 10...16: open = try await decide(open, history)
            case 19: try await changeKey()
            case 20: try await keepCheckpoint()
            default: break
            }
            try await between?()
        }
        bridge.clock.move(by: .hours(30))
        try await bridge.service.catchUp()
        isAllTold = true
        open = try await decide(open, history)
        try await bridge.service.catchUp()
        if let edition { try await takeRoster(edition) }
        guard open.isEmpty else {
            throw HistoryFault.refused(open.map { history.decisions[$0] }, of: history.decisions, history.seed)
        }
    }

    /// Shuffled, or with a few moved; some twice.
    private func rearranged(
        _ evidence: [RandomHistory.Evidence], _ random: inout SplitMix64
    ) -> [RandomHistory.Evidence] {
        var all = evidence
        for one in evidence where Int.random(in: 0..<10, using: &random) == 0 { all.append(one) }
        if Bool.random(using: &random) { return all.shuffled(using: &random) }
        for _ in 0..<(all.count / 5) where all.count > 1 {
            let from = Int.random(in: 0..<all.count, using: &random)
            all.insert(all.remove(at: from), at: Int.random(in: 0..<all.count, using: &random))
        }
        return all
    }

    // MARK: What proves it

    func changeKey() async throws { _ = try await bridge.service.rotateSigningKey(by: .bridge) }

    func keepCheckpoint() async throws {
        if let note = try await bridge.service.checkpoint() { notes.append(note) }
    }

    /// Nothing of them may come in any more that happened before.
    func erase(_ person: PersonID) async throws {
        _ = try await bridge.service.erase(person, because: "Order.", by: HistoryRoster.administrator)
        erased.insert(person)
        try await bridge.service.catchUp()
    }

    // MARK: Evidence

    /// Queues all of it, in order, before it waits: so it may share commits.
    private func tell(_ evidence: [RandomHistory.Evidence]) async throws {
        guard let key = HMACKey(BridgeUnderTest.secret) else { return }
        let faults = Faults()
        let (service, now) = (bridge.service, bridge.clock.now)
        for one in evidence {
            guard one.source == .webhook || one.source == .webhookLog else {
                service.take(one, at: now, faults)
                continue
            }
            let headers = Signer(secret: key).headers(for: one.body, sentAt: now - one.age)
            func values(_ name: String) -> [String] {
                headers.filter { $0.name.lowercased() == name }.map(\.value)
            }
            let webhook = Webhook(
                timestamps: values(Signature.timestampHeader), signatures: values(Signature.signatureHeader),
                body: one.body, receivedAt: now)
            service.receive(webhook) { if case .failure(let error) = $0 { faults.add(error) } }
        }
        // Writes are answered in their order.
        try await service.database.writer.write { _, _ in }
        try faults.check()
    }

    // MARK: Decisions

    /// Makes those that can be made, in their order.
    /// - Returns: the others.
    private func decide(_ decisions: [Int], _ history: RandomHistory) async throws -> [Int] {
        var open = decisions
        while let index = open.first(where: { !isPassedOver(history.decisions[$0], history) }) {
            guard try await decide(index, history) else { break }
            open.removeAll { $0 == index }
        }
        for index in open where isPassedOver(history.decisions[index], history) {
            guard try await decide(index, history) else { continue }
            open.removeAll { $0 == index }
            return try await decide(open, history)
        }
        return open
    }

    /// What others need not wait for.
    private func isPassedOver(_ decision: RandomHistory.Decision, _ history: RandomHistory) -> Bool {
        switch decision {
        case .dispute, .answer, .consent: true
        case .withdraw(let index): accepted[index] == nil && isPassedOver(history.decisions[index], history)
        default: false
        }
    }

    private func decide(_ index: Int, _ history: RandomHistory) async throws -> Bool {
        do {
            accepted[index] = try await make(history.decisions[index], "decision \(index)")
            return accepted[index] != nil
        } catch is DecisionError { return false }
    }

    private func make(_ decision: RandomHistory.Decision, _ reason: String) async throws -> Int64? {
        let (service, rep) = (bridge.service, HistoryRoster.rep)
        switch decision {
        case .claim(let connection, let id, let person, let kind):
            // Of somebody claimed for good before all is told, the rest is recognised, not claimed.
            guard kind == nil || isAllTold else { return nil }
            guard let attendee = try await bridge.unmatchedAttendee(connection, in: id) else { return nil }
            return try await service.claim(
                attendee, in: id, for: person, forGood: kind, because: reason, by: HistoryRoster.administrator)
        case .correct(let id, let person, let adding, let interval):
            if !adding, try await !bridge.attended(person, id) { return nil }
            return try await service.correct(
                .occurrence(id, person), adding: adding, interval, because: reason, by: rep)
        case .excuse(let id, let person):
            return try await service.excuse(.occurrence(id, person), because: reason, by: rep)
        case .void(let id, let person):
            guard try await bridge.attended(person, id) else { return nil }
            return try await service.void(.occurrence(id, person), because: reason, by: rep)
        case .excuseWeek(let person, let date):
            return try await service.excuseWeek(of: person, holding: date, because: reason, by: rep)
        case .reissue(let id, let person):
            guard try await bridge.attended(person, id), let card = try await bridge.card(of: person, in: id)
            else { return nil }
            return try await service.reissue(card, because: reason, by: rep)
        case .consent(let person):
            return try await service.consent(of: person, to: reason, by: Author(id: person, role: .participant))
        case .dispute(let id, let person):
            guard try await bridge.attended(person, id), let card = try await bridge.card(of: person, in: id)
            else { return nil }
            return try await service.dispute(card, because: reason, by: Author(id: person, role: .participant))
        case .answer(let index):
            guard let target = accepted[index] else { return nil }
            return try await service.answer(dispute: target, saying: reason, by: rep)
        case .withdraw(let index):
            guard let target = accepted[index] else { return nil }
            guard let stored = try await bridge.read({ try $0.decision(target) }) else { return nil }
            let isDispute = stored.kind == DecisionKind.dispute.rawValue
            return try await service.withdraw(
                target, because: reason,
                by: isDispute ? Author(id: stored.author, role: .participant) : HistoryRoster.administrator)
        }
    }
}

extension RandomHistory {
    fileprivate var claimsForGood: Bool {
        decisions.contains { if case .claim(_, _, _, forGood: .some) = $0 { true } else { false } }
    }
}

enum HistoryFault: Error {
    case miscounted
    /// They could be made in one order and not in another.
    case refused([RandomHistory.Decision], of: [RandomHistory.Decision], UInt64)
}

/// What went wrong with what was told.
private final class Faults: Sendable {
    private let first = Mutex<(any Error)?>(nil)

    func add(_ error: any Error) { first.withLock { $0 = $0 ?? error } }
    func check() throws { if let error = first.withLock({ $0 }) { throw error } }
}

extension AttendanceService {
    /// A line of a report.
    fileprivate func take(_ evidence: RandomHistory.Evidence, at now: Timestamp, _ faults: Faults) {
        let delivery = Delivery(body: evidence.body)
        let entry = JournalEntry(
            receivedAt: now, sentAt: now, event: delivery.event, understanding: .known, isLateSigned: false,
            digest: SHA256.hash(evidence.body).bytes, body: evidence.body, source: evidence.source)
        database.writer.submit { [settings] transaction, memory in
            _ = try Ingest(settings: settings, transaction: transaction, memory: memory, now: now)
                .keep(delivery, entry)
        } answer: {
            if case .failure(let error) = $0 { faults.add(error) }
        }
    }
}

extension BridgeUnderTest {
    /// How the database calls the attendee that a connection belongs to, if they match nobody.
    fileprivate func unmatchedAttendee(_ connection: String, in id: OccurrenceID) async throws -> String? {
        let archive = service.archive
        return try await read { snapshot in
            guard let record = try snapshot.occurrence(id), let meeting = try record.meeting.flatMap(snapshot.meeting)
            else { return nil }
            let state = try OccurrenceState.load(record, meeting, from: snapshot, archive)
            return state.unmatched.keys.sorted().first { attendee in
                state.connections(ofUnmatched: attendee).contains { $0.name == connection }
            }
        }
    }

    /// A card that says nothing any more would do too, but whether there is one hangs on when all was told.
    fileprivate func attended(_ person: PersonID, _ id: OccurrenceID) async throws -> Bool {
        try await read { snapshot in
            guard let key = try snapshot.occurrence(id)?.key else { return false }
            return try snapshot.attendance(in: key).contains { $0.participant == person }
        }
    }

    /// The card that covers somebody's attendance of an occurrence.
    fileprivate func card(of person: PersonID, in id: OccurrenceID) async throws -> CardNumber? {
        try await read { snapshot in
            let cards = try snapshot.cards(of: person).map { try $0.card() }
            return try CardChain(verifying: cards).inForce.last {
                $0.content.facts.meeting.occurrences.contains(id)
            }?.number
        }
    }

    /// What all cards in force say, without what depends on when it was told and decided.
    func facts() async throws -> [HistoryCard: CardFacts] {
        try await read { snapshot in
            var all: [HistoryCard: CardFacts] = [:]
            for participant in try snapshot.participants() {
                let cards = try snapshot.cards(of: participant.id).map {
                    try $0.card()
                }
                for card in try CardChain(verifying: cards).inForce {
                    var facts = card.content.facts
                    // A change of these alone is no reason for a new card.
                    facts.evidence = CardFacts.Evidence(bodies: [:])
                    facts.completion = CardFacts.Completion(reason: "", sentence: "")
                    // Of whom was claimed after the names were forgotten, nobody can tell.
                    if facts.flags.contains(where: { $0.id == PresenceFlag.claimedByPerson.rawValue }) {
                        facts.flags.removeAll { $0.id == PresenceFlag.nameUnlikeRoster.rawValue }
                    }
                    // Of a sitting's occurrences it names the one that was known then.
                    facts.decisions.removeAll { $0.kind == DecisionKind.reissue.rawValue }
                    for index in facts.decisions.indices {
                        facts.decisions[index].id = 0
                        facts.decisions[index].at = Timestamp(milliseconds: 0)
                    }
                    facts.decisions.sort { $0.reason < $1.reason }
                    all[HistoryCard(person: participant.id, occurrences: facts.meeting.occurrences)] = facts
                }
            }
            return all
        }
    }

    /// Whether each who ever agreed to something still does.
    func consents() async throws -> [PersonID: Bool] {
        var all: [PersonID: Bool] = [:]
        for person in HistoryRoster.names.indices.map(HistoryRoster.participant) {
            let progress = try await service.reportProgress(of: person, at: clock.now)
            all[person] = (progress?.consent).map { $0.revokedAt == nil }
        }
        return all
    }

    /// Makes everything derived anew.
    func rederive() async throws {
        try await service.database.writer.write { transaction, memory in
            memory.forgetAll()
            for record in try transaction.occurrences(after: nil, limit: .max) { try transaction.markStale(record.key) }
        }
        try await service.catchUp()
    }
}

struct HistoryCard: Hashable {
    var person: PersonID
    var occurrences: [OccurrenceID]
}

extension BridgeUnderTest {
    func expectClean(_ place: SourceLocation = #_sourceLocation) async throws {
        let found = try await audit().map(\.description)
        #expect(found.isEmpty, "\(found)", sourceLocation: place)
    }

    /// What an audit finds.
    func audit() async throws -> [AuditDifference] {
        let found = Mutex<[AuditDifference]>([])
        let summary = try await Audit(path: path).run { difference in
            found.withLock { $0.append(difference) }
        }
        let all = found.withLock { $0 }
        guard summary.differences == all.count, summary.deliveries == (try await journalCount()) else {
            throw HistoryFault.miscounted
        }
        return all
    }
}

extension TestClock {
    func moveOn(to moment: Timestamp) { if moment > now { move(by: moment - now) } }
}
