import Attendance
import Bridge
import CourtCard
import JSON

extension ControlDesk {
    /// Whoever may open the control socket sees what administrators see.
    func cards(_ asked: AskedCards) async throws -> ControlAnswer {
        switch asked {
        case .list(let participant, let position, let limit):
            guard try await author(participant).role == .participant else {
                throw ControlRefusal(422, "\(participant) is no participant: cards are of participants.")
            }
            try await service.note(.cardsListed, participant.rawValue, by: .operatorOfMachine)
            return .ok(try await service.cards(of: participant, after: position, limit: limit).json)
        case .file(let number):
            guard let report = try await report(number) else {
                throw ControlRefusal(
                    404, "there is no card \(number). See: attendance-bridge cards list PARTICIPANT")
            }
            try await service.note(.cardViewed, number.rawValue, by: .operatorOfMachine)
            return .ok(try report.json())
        case .hearing(let participant, let from, let through, let skipped):
            return try await hearing(of: participant, from, through, skipping: skipped)
        }
    }

    private func hearing(
        of participant: PersonID, _ from: LocalDate, _ through: LocalDate, skipping skipped: Int
    ) async throws -> ControlAnswer {
        guard
            let numbers = try await service.cardsForHearing(
                of: participant, from: from, through: through, notedBy: skipped == 0 ? .operatorOfMachine : nil)
        else {
            throw ControlRefusal(
                404, "there is no participant \(participant). See: attendance-bridge roster list")
        }
        var cards: [JSON] = []
        for number in numbers.dropFirst(skipped).prefix(AskedCards.portion) {
            guard let report = try await report(number) else { continue }
            cards.append(try report.json())
        }
        return .ok(["total": .integer(Int64(numbers.count)), "cards": .array(cards)])
    }

    private func report(_ number: CardNumber) async throws -> CardReport? {
        try await service.card(number, for: PersonID("operator"), .administrator)
    }
}

extension CardReport {
    /// The file as text, so that its bytes stay what they are.
    fileprivate func json() throws -> JSON {
        var successor: JSON = .null
        if case .superseded(let number) = standing { successor = .string(number.rawValue) }
        return [
            "file": .string(String(decoding: try file.encoded(), as: UTF8.self)), "supersededBy": successor,
            "code": .string(code.description),
        ]
    }
}

extension CardPage {
    fileprivate var json: JSON {
        ["cards": .array(cards.map(\.json)), "next": next.map { .integer($0) } ?? .null]
    }
}

extension CardSummary {
    /// As the API answers it.
    fileprivate var json: JSON {
        func minutes(_ span: Span?) -> JSON { span.map { .integer(Int64($0.wholeMinutes)) } ?? .null }
        return [
            "number": .string(number.rawValue), "issuedAt": .string(issuedAt.rfc3339),
            "meeting": (meeting?.id.rawValue).map { .string($0) } ?? .null,
            "meetingName": (meeting?.name).map { .string($0) } ?? .null,
            "startedAt": (meeting?.start?.rfc3339).map { .string($0) } ?? .null,
            "provenMinutes": minutes(meeting?.proven), "correctedMinutes": minutes(meeting?.corrected),
            "inferredMinutes": minutes(meeting?.inferred), "verdict": .string(verdict),
            "supersededBy": (supersededBy?.rawValue).map { .string($0) } ?? .null,
            "isVoid": .bool(isVoid), "isExcused": .bool(isExcused),
        ]
    }
}
