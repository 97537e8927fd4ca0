public import Attendance

/// A request that was done under a key of its own.
public struct StoredRequest: Hashable, Sendable {
    /// Keyed hash of who asked, for what, and the key they gave.
    public var id: [UInt8]
    public var person: PersonID
    public var at: Timestamp
    /// Keyed hash of what was sent.
    public var content: [UInt8]
    /// Sealed; nil: not known.
    public var answer: [UInt8]?

    public init(id: [UInt8], person: PersonID, at: Timestamp, content: [UInt8], answer: [UInt8]? = nil) {
        self.id = id
        self.person = person
        self.at = at
        self.content = content
        self.answer = answer
    }
}

extension Queries {
    public func request(_ id: [UInt8]) throws(StoreError) -> StoredRequest? {
        try connection.first("SELECT id, person, at_ms, content, answer FROM request_key WHERE id = ?", id) { row in
            StoredRequest(
                id: row.blob(0), person: PersonID(row.text(1)), at: Timestamp(milliseconds: row.integer(2)),
                content: row.blob(3), answer: row.optional(4, row.blob))
        }
    }
}

extension Transaction {
    /// Fails where there is one of this id already.
    public func add(_ request: StoredRequest) throws(StoreError) {
        try connection.run(
            "INSERT INTO request_key(id, person, at_ms, content, answer) VALUES (?, ?, ?, ?, ?)",
            request.id, request.person.rawValue, request.at.milliseconds, request.content, request.answer)
    }

    public func setAnswer(_ answer: [UInt8], ofRequest id: [UInt8]) throws(StoreError) {
        try connection.run("UPDATE request_key SET answer = ? WHERE id = ?", answer, id)
    }

    public func forgetRequests(before moment: Timestamp) throws(StoreError) {
        try connection.run("DELETE FROM request_key WHERE at_ms < ?", moment.milliseconds)
    }

    /// What was answered to others may tell of somebody who was erased: whoever sends a request again learns that it was done,
    /// not what came of it.
    public func forgetAnswersToRequests() throws(StoreError) {
        try connection.run("UPDATE request_key SET answer = NULL WHERE answer IS NOT NULL")
    }

    public func forgetRequests(of person: PersonID) throws(StoreError) {
        try connection.run("DELETE FROM request_key WHERE person = ?", person.rawValue)
    }
}
