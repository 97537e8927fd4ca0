internal import Attendance
internal import Store

extension AttendanceService {
    func makeDigestsDaily() async throws {
        while true {
            // The clock on the wall may be set meanwhile, and the machine may sleep.
            var pause = Duration.seconds(30)
            do { try await makeDueDigests() } catch is CancellationError { throw CancellationError() } catch {
                log(.jobFailed(job: "make digests", "\(error)"))
                pause = .seconds(300)
            }
            try await Task.sleep(for: pause)
        }
    }

    /// Makes the digests that are due: one for each court representative and day, however often it is called, and those of
    /// days on which the bridge did not run.
    public func makeDueDigests() async throws {
        guard let calendar = settings.digests.calendar else { return }
        let moment = now()
        let due = try await database.readers.read { calendar.due(after: try $0.digestedThrough(), at: moment) }
        for date in due {
            let reps = try await database.readers.read { try $0.courtRepsWithParticipants() }
            var failure: (any Error)?
            for courtRep in reps {
                try Task.checkCancellation()
                do { try await makeDigest(for: courtRep, date, isNewest: date == due.last, calendar) } catch let error
                    as StoreError where error.isFaultOfStorage
                {
                    throw error
                } catch {
                    // The others' are made all the same, and this one is tried again.
                    failure = error
                }
            }
            if let failure { throw failure }
            try await database.writer.write { transaction, _ in try transaction.setDigestedThrough(date) }
        }
    }

    private func makeDigest(
        for courtRep: PersonID, _ date: LocalDate, isNewest: Bool, _ calendar: DigestCalendar
    ) async throws {
        let weekStart = settings.weekStart
        let found = try await database.readers.read { snapshot -> (DailyDigest, Official, people: [PersonID])? in
            guard try snapshot.digest(of: courtRep, date) == nil, let official = try snapshot.official(courtRep) else {
                return nil
            }
            let making = DigestMaking(queries: snapshot, calendar: calendar, weekStart: weekStart)
            return (
                try making.empty(for: courtRep, date), official, try snapshot.participants(of: courtRep)
            )
        }
        guard let (empty, official, all) = found, !all.isEmpty else { return }
        var (digest, people) = (empty, all[...])
        // Some at a time: whoever else reads gets their turn, for a year of some hundred participants is much.
        while !people.isEmpty {
            digest = try await database.readers.read { [digest, some = Array(people.prefix(50))] snapshot in
                var longer = digest
                try DigestMaking(queries: snapshot, calendar: calendar, weekStart: weekStart)
                    .add(some, to: &longer)
                return longer
            }
            people = people.dropFirst(50)
        }
        digest.sort()
        try await keep(digest, for: official, isNewest: isNewest)
    }

    private func keep(_ digest: DailyDigest, for official: Official, isNewest: Bool) async throws {
        let (courtRep, date) = (official.id, digest.date)
        let moment = now()
        // Who has news of some days is told once.
        let mail = isNewest && !digest.isQuiet ? digestMail(to: official, date) : nil
        try await database.writer.write { transaction, memory in
            // Whom the reader still saw may have been erased since.
            let gone = try digest.people.filter { try transaction.participant($0) == nil }
            let document = try digest.telling { !gone.contains($0) }.document
            let stored = StoredDigest(courtRep: courtRep, date: date, madeAt: moment, document: document)
            guard try transaction.add(stored), let mail, try transaction.wantsDigestMail(courtRep) ?? true else {
                return
            }
            try transaction.enqueue(mail, in: memory.archive, at: moment)
        }
    }

    /// It says that there is something to read, and nothing of what it is or whom it is about. Nil where it cannot be sent.
    private func digestMail(to official: Official, _ date: LocalDate) -> OutgoingMail? {
        guard settings.sendsMail, let address = official.email else { return nil }
        return OutgoingMail(
            .digest, to: official.id, at: address, subject: "A record is ready",
            text: """
                A record is ready for you in Attendance Bridge. Sign in to read it:

                \(settings.cards.address ?? "")\(Self.path(ofDigestOf: official.id, date))

                This message was sent by a program: nobody reads an answer. If you want no more of them, ask your
                administrator.

                """)
    }

    /// Where a digest is read.
    static func path(ofDigestOf courtRep: PersonID, _ date: LocalDate) -> String {
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        let digits = Array("0123456789ABCDEF")
        let id = courtRep.rawValue.utf8.map { byte in
            unreserved.contains(byte)
                ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
        return "/api/court-reps/\(id)/digests/\(date)"
    }
}
