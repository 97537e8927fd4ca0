internal import Attendance
internal import Store

extension AttendanceService {
    /// Sends the mail that waits and whatever is queued from now on, until the task is cancelled. To be called once.
    ///
    /// A mail is sent again only where no server said that it had taken it, or where the process ended between that and
    /// the next commit: then with the same Message-ID.
    public func sendMail(with transport: @escaping MailTransport) async throws {
        var failures = 0
        while true {
            var next: Timestamp?
            do {
                failures = try await sendDueMail(with: transport, after: failures)
                next = try await database.readers.read { try $0.nextMailDue() }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                log(.jobFailed(job: "send mail", "\(error)"))
                failures += 1
            }
            guard failures > 0 else {
                try await mailNews.wait(until: next, now: now())
                continue
            }
            // Nothing that is queued meanwhile would fare better.
            let end = now() + MailPatience.pause(after: failures)
            while case let moment = now(), moment < end { try await mailNews.wait(until: end, now: moment) }
        }
    }

    /// Sends what is due now, one after the other; stops where a server takes nothing.
    ///
    /// - Parameter failures: how often that was so in a row.
    /// - Returns: the same, now.
    func sendDueMail(with transport: @escaping MailTransport, after failures: Int = 0) async throws -> Int {
        while true {
            let moment = now()
            let due = try await database.readers.read { try $0.mailDue(at: moment, limit: 20) }
            if due.isEmpty { return 0 }
            for mail in due {
                try Task.checkCancellation()
                let outcome = await send(mail, with: transport)
                try await record(outcome, of: mail)
                if case .serverFailed = outcome { return failures + 1 }
                // It came back as it was, and is tried when there is nobody to stop for.
                if case .interrupted = outcome { throw CancellationError() }
            }
        }
    }

    private func send(_ mail: StoredMail, with transport: MailTransport) async -> MailOutcome {
        guard mail.until > now() else { return .givenUp(mail.failure ?? "it was not sent in time") }
        do {
            guard let inHand = try archive.open(mail) else { return .givenUp("what it said is not there") }
            try await transport(inHand)
            return .sent
        } catch is CancellationError {
            return .interrupted
        } catch let failure as MailTransportFailure {
            if failure.isPermanent { return .givenUp(failure.description) }
            return failure.concernsServer ? .serverFailed(failure.description) : .failed(failure.description)
        } catch {
            return .failed("\(error)")
        }
    }

    /// Until it is in the database: a mail that was taken must not be sent again because of a fault of the disk.
    private func record(_ outcome: MailOutcome, of mail: StoredMail) async throws {
        if case .interrupted = outcome { return }
        while true {
            do {
                let moment = now()
                let alert = try await database.writer.write { transaction, _ in
                    try transaction.record(outcome, of: mail, at: moment)
                }
                log(alert)
                count(outcome, of: mail)
                return
            } catch let error as StoreError where error.isFaultOfStorage {
                log(.jobFailed(job: "write down what became of mail", "\(error)"))
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func count(_ outcome: MailOutcome, of mail: StoredMail) {
        switch outcome {
        case .sent: counters.mailSent.add(1)
        case .failed(let why), .serverFailed(let why), .givenUp(let why):
            counters.mailFailed.add(1)
            log(.mailNotSent(kind: mail.kind, attempts: mail.attempts + 1, why))
        case .interrupted: break
        }
    }

    /// How many mails wait to be sent.
    public func mailWaiting() async throws -> Int { try await database.readers.read { try $0.mailWaiting() } }
}

/// What became of an attempt to send a mail; the words say why it failed and name nobody.
enum MailOutcome: Hashable {
    case sent
    /// Another mail may fare better.
    case failed(String)
    case serverFailed(String)
    /// It is tried no more.
    case givenUp(String)
    /// Whoever sent it was told to stop.
    case interrupted
}

extension Transaction {
    /// - Returns: what is to be logged after the commit.
    fileprivate func record(_ outcome: MailOutcome, of mail: StoredMail, at now: Timestamp) throws -> Alert? {
        switch outcome {
        case .interrupted: return nil
        case .sent:
            try noteSentMail(mail.id, at: now)
            return try clear(.mailFailed, about: mail.person.rawValue, at: now)
        case .failed(let why), .serverFailed(let why):
            if let next = MailPatience.next(after: mail.attempts + 1, until: mail.until, now: now) {
                try postponeMail(mail.id, until: next, because: why)
                return nil
            }
            return try giveUp(mail, because: why, at: now)
        case .givenUp(let why): return try giveUp(mail, because: why, at: now)
        }
    }

    private func giveUp(_ mail: StoredMail, because why: String, at now: Timestamp) throws -> Alert? {
        try giveUpMail(mail.id, at: now, because: why)
        return try raise(
            .mailFailed, about: mail.person.rawValue,
            detail: """
                A mail to \(mail.person) (\(mail.kind)) could not be sent and was given up: \(why). See that their address \
                is right, and mail.url, mail.user and the password. What it was to tell them stands in the bridge all \
                the same; an invite can be made anew.
                """, at: now)
    }
}
