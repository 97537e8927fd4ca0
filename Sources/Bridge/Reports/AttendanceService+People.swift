public import Attendance
internal import CourtCard
internal import Crypto
internal import Store

/// A card as somebody may see it.
public struct CardReport: Hashable, Sendable {
    /// The card's RFC 8785 bytes.
    public var document: [UInt8]
    public var hash: String
    /// The card that took its place, if any.
    public var supersededBy: CardNumber?
}

extension AttendanceService {
    /// What somebody is on the roster, nil when they are not on it.
    public func role(of person: PersonID) async throws -> Role? {
        try await database.readers.read { try $0.role(of: person) }
    }

    /// Whether somebody may read about a participant: the participant, their court representative, an administrator.
    public func mayRead(participant: PersonID, _ person: PersonID, _ role: Role) async throws -> Bool {
        try await database.readers.read { try $0.mayRead(participant: participant, person, role) }
    }

    /// A card, for somebody who may read about its participant; nil for anybody else, as for a number never issued.
    public func card(_ number: CardNumber, for person: PersonID, _ role: Role) async throws -> CardReport? {
        try await database.readers.read { snapshot in
            guard let card = try snapshot.card(number),
                try snapshot.mayRead(participant: card.participant, person, role)
            else { return nil }
            return CardReport(
                document: card.document, hash: Digest(card.hash)?.hex ?? "",
                supersededBy: try snapshot.successor(of: number))
        }
    }

    /// How many cards were ever issued.
    public func cardCount() async throws -> Int { try await database.readers.read { try $0.cardCount() } }

    public func unmatchedCount() async throws -> Int {
        try await database.readers.read { try $0.unmatchedCount() }
    }
}

extension Snapshot {
    fileprivate func mayRead(participant: PersonID, _ person: PersonID, _ role: Role) throws -> Bool {
        guard let found = try self.participant(participant) else { return false }
        switch role {
        case .participant: return person == participant
        case .courtRep: return found.courtRep == person
        case .administrator: return true
        }
    }
}
