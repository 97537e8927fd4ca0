public import Attendance
internal import Crypto
internal import Store

/// What is known of a request when it comes.
public enum RequestStanding: Sendable, Equatable {
    /// Nothing: it is to be done, and said to be over with `end`.
    case new
    /// It was done, and this was answered.
    case done(answer: [UInt8])
    /// It was done, and what was answered is not known: the bridge stopped at that moment.
    case doneUnknown
    /// The same one is being done.
    case running
    /// Something else was sent under its key before.
    case other
}

extension AttendanceService {
    /// How long it is known of a request that it was done.
    static let requestRetention = Span.hours(24)

    public func requestKey(
        of person: PersonID, with credential: Credential, for operation: String, key: String, body: [UInt8]
    ) -> RequestKey {
        RequestKey(of: person, with: credential, for: operation, key: key, body: body, archive.vault)
    }

    /// Whether a request is to be done. Where it is, no other of its key is until `end`.
    public func begin(_ key: RequestKey) async throws -> RequestStanding {
        guard running.begin(key.id) else { return .running }
        let known: StoredRequest?
        do { known = try await database.readers.read { try $0.request(key.id.bytes) } } catch {
            running.end(key.id)
            throw error
        }
        guard let known else { return .new }
        running.end(key.id)
        guard known.content == key.content.bytes else { return .other }
        guard let sealed = known.answer, let answer = try? archive.vault.open(sealed, for: key.name) else {
            return .doneUnknown
        }
        return .done(answer: answer)
    }

    /// Keeps what is answered to a request that was done, for when it is sent again. It was done all the same where this
    /// fails.
    public func keep(answer: [UInt8], to key: RequestKey) async {
        let sealed = archive.vault.seal(answer, for: key.name)
        do {
            try await database.writer.write { transaction, _ in
                try transaction.setAnswer(sealed, ofRequest: key.id.bytes)
            }
        } catch {
            log(.jobFailed(job: "keep an answer", "\(error)"))
        }
    }

    public func end(_ key: RequestKey) { running.end(key.id) }

    /// Writes what a request asks for, its key with it: when it is sent again, it is known to be done.
    ///
    /// Outside of a request, and in one without a key, as any other write.
    func commit<T: Sendable>(_ body: @escaping @Sendable (Transaction, Memory) throws -> T) async throws -> T {
        guard let context = RequestContext.current, let key = context.takeKey() else {
            return try await database.writer.write(body)
        }
        do {
            let value = try await database.writer.write { [now] transaction, memory in
                try transaction.add(
                    StoredRequest(id: key.id.bytes, person: key.person, at: now(), content: key.content.bytes))
                return try body(transaction, memory)
            }
            context.settle(isWritten: true)
            return value
        } catch {
            context.settle(isWritten: false)
            throw error
        }
    }

    func forgetRequests() async throws {
        let before = now() - Self.requestRetention
        try await database.writer.write { transaction, _ in try transaction.forgetRequests(before: before) }
    }
}

extension RequestKey {
    /// Under which its answer is sealed.
    fileprivate var name: String { "answer \(id.hex)" }
}
