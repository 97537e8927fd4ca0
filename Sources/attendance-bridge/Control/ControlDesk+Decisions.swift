import Attendance
import Bridge
import JSON
import Store

/// Why a command is not done.
struct ControlRefusal: Error {
    let answer: ControlAnswer
    init(_ status: Int, _ sentence: String) { answer = .refused(status, sentence) }
}

extension ControlDesk {
    /// Whoever may open the control socket may decide in the name of anybody; but as nothing more than they are.
    func author(_ id: PersonID) async throws -> Author {
        guard let role = try await service.role(of: id) else {
            throw ControlRefusal(404, "nobody on the roster has the id \(id). See: attendance-bridge roster list")
        }
        return Author(id: id, role: role)
    }

    /// - Parameter person: nil: everything, as administrators see it.
    func unmatched(by person: PersonID?, before: Int64?, limit: Int) async throws -> ControlAnswer {
        var author = Author(id: PersonID("operator"), role: .administrator)
        if let person { author = try await self.author(person) }
        guard author.role != .participant else {
            throw ControlRefusal(
                422, "\(author.id) is a participant: name a court representative or an administrator with --by.")
        }
        return .ok(try await service.unmatched(for: author, before: before, limit: limit).json)
    }

    func decisions(about participant: PersonID) async throws -> ControlAnswer {
        guard try await author(participant).role == .participant else {
            throw ControlRefusal(422, "\(participant) is no participant: decisions are about participants.")
        }
        return .ok(.array(try await service.decisions(about: participant).map(\.json)))
    }

    func decide(_ asked: AskedDecision) async throws -> ControlAnswer {
        let author = try await author(asked.author)
        try check(asked.matter, by: author)
        let id: Int64
        do { id = try await carryOut(asked, author) } catch let error as DecisionError {
            switch error {
            case .notFound(let what):
                throw ControlRefusal(
                    404, "there is no \(what) that \(author.id) may decide about. \(asked.matter.whereToLook)")
            case .refused(let sentence): throw ControlRefusal(422, "nothing was decided. \(sentence)")
            }
        }
        let card = try await service.database.readers.read { try $0.cardInForce(after: asked.matter) }
        return .ok([
            "decision": .integer(id), "matter": .string(asked.matter.name), "by": .string(author.id.rawValue),
            "role": .string(author.role.rawValue), "card": card.map { .string($0.rawValue) } ?? .null,
        ])
    }

    /// The use cases say of what is not theirs only that it is not there; who may run a command may know more.
    private func check(_ matter: AskedDecision.Matter, by author: Author) throws {
        switch (matter, author.role) {
        case (.dispute, .participant), (.withdraw, _), (.consent, _): break
        case (.dispute, _):
            throw ControlRefusal(
                422, "\(author.id) is no participant: name with --by whose card it is. Nobody else can dispute it.")
        case (_, .participant):
            throw ControlRefusal(
                422, "\(author.id) is a participant: name a court representative or an administrator with --by.")
        default: break
        }
    }

    private func carryOut(_ asked: AskedDecision, _ author: Author) async throws -> Int64 {
        let reason = asked.reason
        switch asked.matter {
        case .claim(let attendee, let occurrence, let participant, let kind):
            return try await service.claim(
                attendee, in: occurrence, for: participant, forGood: kind, because: reason, by: author)
        case .correct(let attendance, let adding, let interval):
            return try await service.correct(attendance, adding: adding, interval, because: reason, by: author)
        case .excuse(let attendance): return try await service.excuse(attendance, because: reason, by: author)
        case .void(let attendance): return try await service.void(attendance, because: reason, by: author)
        case .reissue(let card): return try await service.reissue(card, because: reason, by: author)
        case .excuseWeek(let participant, let date):
            return try await service.excuseWeek(of: participant, holding: date, because: reason, by: author)
        case .consent(let participant): return try await service.consent(of: participant, to: reason, by: author)
        case .dispute(let card): return try await service.dispute(card, because: reason, by: author)
        case .answer(let id): return try await service.answer(dispute: id, saying: reason, by: author)
        case .withdraw(let id): return try await service.withdraw(id, because: reason, by: author)
        }
    }
}

extension AskedDecision.Matter {
    fileprivate var whereToLook: String {
        switch self {
        case .claim: "See: attendance-bridge unmatched; attendance-bridge roster list"
        case .answer, .withdraw: "See: attendance-bridge decisions PARTICIPANT"
        default: "See: attendance-bridge roster list"
        }
    }
}

extension Queries {
    /// The card that holds now for the attendance somebody decided about; nil where there is none.
    fileprivate func cardInForce(after matter: AskedDecision.Matter) throws -> CardNumber? {
        switch matter {
        case .correct(let name, _, _), .excuse(let name), .void(let name): return try cardInForce(of: name)
        case .reissue(let card): return try cardInForce(of: .card(card))
        case .claim(_, let occurrence, let participant, _):
            return try cardInForce(of: .occurrence(occurrence, participant))
        case .withdraw(let id):
            guard let decision = try decision(id), let occurrence = decision.occurrence,
                let participant = decision.participant
            else { return nil }
            return try cardInForce(of: participant, in: occurrence)?.number
        case .excuseWeek, .consent, .dispute, .answer: return nil
        }
    }

    private func cardInForce(of name: AttendanceName) throws -> CardNumber? {
        switch name {
        case .card(var number):
            while let next = try successor(of: number) { number = next }
            return number
        case .occurrence(let id, let participant):
            return try occurrence(id).flatMap { try cardInForce(of: participant, in: $0.key)?.number }
        }
    }
}
