public import Attendance
internal import JSON
internal import Store

/// A digest as somebody may read it.
public struct DigestReport: Hashable, Sendable {
    public var courtRep: PersonID
    public var madeAt: Timestamp
    /// What it says of participants who are the court representative's still.
    public var digest: DailyDigest
    /// What these participants are called, by their ids.
    public var names: [PersonID: String]
    /// Something is left out of it: somebody was erased since, or has another representative.
    public var isShortened: Bool
}

/// Some of the days of which a court representative has a digest, the newest first.
public struct DigestPage: Hashable, Sendable {
    public var days: [Day]
    /// Ask for what comes before this; nil at the end.
    public var next: LocalDate?
    public var mail: DigestMail

    public struct Day: Hashable, Sendable {
        public var date: LocalDate
        public var madeAt: Timestamp
    }
}

/// Whether a court representative is told by mail that a digest is ready.
public struct DigestMail: Hashable, Sendable {
    /// They did not say that they want none.
    public var isWanted: Bool
    /// Mail is set up, and the roster has their address.
    public var isPossible: Bool
}

extension AttendanceService {
    /// What a court representative was told of a day; nil where there is none, or nothing for whoever asks.
    ///
    /// - Parameter date: nil: the newest.
    public func digest(
        of courtRep: PersonID, _ date: LocalDate?, for reader: Author
    ) async throws -> DigestReport? {
        try await database.readers.read { snapshot in
            guard try snapshot.mayReadDigests(of: courtRep, reader) else { return nil }
            guard let date = try date ?? snapshot.digestDays(of: courtRep, before: nil, limit: 1).first?.date,
                let stored = try snapshot.digest(of: courtRep, date),
                let digest = DailyDigest(document: stored.document)
            else { return nil }
            let theirs = try snapshot.participants(among: digest.people).filter { $0.courtRep == courtRep }
            let names = theirs.reduce(into: [PersonID: String]()) { $0[$1.id] = $1.name }
            return DigestReport(
                courtRep: courtRep, madeAt: stored.madeAt, digest: digest.telling { names[$0] != nil }, names: names,
                isShortened: stored.erasures > 0 || names.count < digest.people.count)
        }
    }

    /// Of which days a court representative has a digest; nil where whoever asks may not know.
    ///
    /// - Parameter before: `next` of the page before.
    public func digests(
        of courtRep: PersonID, before: LocalDate? = nil, limit: Int = 20, for reader: Author
    ) async throws -> DigestPage? {
        try await database.readers.read { [settings] snapshot in
            guard try snapshot.mayReadDigests(of: courtRep, reader), let official = try snapshot.official(courtRep)
            else { return nil }
            let days = try snapshot.digestDays(of: courtRep, before: before, limit: limit + 1)
            return DigestPage(
                days: days.prefix(limit).map { DigestPage.Day(date: $0.date, madeAt: $0.madeAt) },
                next: days.count > limit ? days[limit - 1].date : nil,
                mail: try snapshot.digestMail(to: official, settings))
        }
    }

    /// Whether a court representative is told by mail that a digest is ready.
    /// - Throws: `DecisionError.notFound` where whoever asks may not say so.
    public func setDigestMail(of courtRep: PersonID, isWanted: Bool, by author: Author) async throws -> DigestMail {
        try await database.writer.write { [now, settings] transaction, _ in
            guard try transaction.mayReadDigests(of: courtRep, author),
                let official = try transaction.official(courtRep)
            else { throw DecisionError.notFound("court representative") }
            if try transaction.wantsDigestMail(courtRep) ?? true != isWanted {
                try transaction.setDigestMail(wanted: isWanted, by: courtRep)
                try transaction.log(
                    AuditEntry(
                        at: now(), actor: .person(author), action: .digestMailChanged, subject: courtRep.rawValue,
                        detail: ["wanted": .bool(isWanted)]))
            }
            return try transaction.digestMail(to: official, settings)
        }
    }
}

extension Queries {
    fileprivate func digestMail(to official: Official, _ settings: BridgeSettings) throws -> DigestMail {
        DigestMail(
            isWanted: try wantsDigestMail(official.id) ?? true,
            isPossible: settings.sendsMail && official.email != nil)
    }

    /// Court representatives their own, administrators all.
    fileprivate func mayReadDigests(of courtRep: PersonID, _ reader: Author) throws -> Bool {
        guard try official(courtRep) != nil else { return false }
        switch reader.role {
        case .participant: return false
        case .courtRep: return reader.id == courtRep
        case .administrator: return true
        }
    }
}
