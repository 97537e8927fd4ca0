internal import Attendance
internal import Crypto

/// Tickets to the feed that were given out and not used. They live in memory: who loses one to a restart gets another.
struct FeedTickets {
    struct Limits: Hashable, Sendable {
        /// One more, and the person's oldest is good for nothing.
        var perPerson = 20
        var inAll = 50_000
        var lifetime = Span.seconds(30)
    }

    struct Counts: Hashable, Sendable {
        var issued = 0
        var used = 0
        /// Those that were shown and are none: never given out, used before, or too old.
        var refused = 0
    }

    private struct Entry {
        let principal: Principal
        let end: Timestamp
    }

    let limits: Limits
    private(set) var counts = Counts()
    /// By SHA-256: what is remembered lets nobody in.
    private var entries: [Digest: Entry] = [:]
    /// Of each person, the oldest first.
    private var ofPerson: [PersonID: [Digest]] = [:]
    /// All, the oldest first, and so in the order in which they end; those used or replaced meanwhile are passed over, and
    /// never more than those that are good, but for a few.
    private var byAge: [Digest] = []
    private var oldest = 0
    private static let few = 1024

    init(limits: Limits = Limits()) { self.limits = limits }

    var count: Int { entries.count }
    /// How many take room, good or not.
    var kept: Int { byAge.count }

    /// - Parameter ticket: random, and told to nobody but whoever asked.
    /// - Returns: when it ends; nil when so many are out that there is no room for another.
    mutating func issue(_ ticket: SecretToken, to principal: Principal, at now: Timestamp) -> Timestamp? {
        dropOld(at: now)
        let own = ofPerson[principal.id] ?? []
        if own.count >= limits.perPerson { remove(own[0]) }
        guard entries.count < limits.inAll else { return nil }
        let (digest, end) = (ticket.hash, min(now + limits.lifetime, principal.until))
        entries[digest] = Entry(principal: principal, end: end)
        ofPerson[principal.id, default: []].append(digest)
        byAge.append(digest)
        leaveOutUsed()
        counts.issued += 1
        return end
    }

    /// Whom a ticket lets in, once.
    ///
    /// - Parameter text: as it was shown, whatever it is.
    mutating func use(_ text: String, at now: Timestamp) -> Principal? {
        guard let ticket = SecretToken(text, kind: .feedTicket), let entry = remove(ticket.hash), now < entry.end else {
            counts.refused += 1
            return nil
        }
        counts.used += 1
        return entry.principal
    }

    private mutating func dropOld(at now: Timestamp) {
        while oldest < byAge.count {
            // Its principal's token may end sooner; then it waits here for its turn.
            if let entry = entries[byAge[oldest]], entry.end > now { break }
            remove(byAge[oldest])
            oldest += 1
        }
    }

    /// Only once they are most, so that each costs little: nobody takes room from others with tickets that are none.
    private mutating func leaveOutUsed() {
        guard byAge.count > 2 * entries.count + Self.few else { return }
        byAge.removeAll { entries[$0] == nil }
        oldest = 0
    }

    @discardableResult
    private mutating func remove(_ digest: Digest) -> Entry? {
        guard let entry = entries.removeValue(forKey: digest) else { return nil }
        let person = entry.principal.id
        ofPerson[person]?.removeAll { $0 == digest }
        if ofPerson[person]?.isEmpty == true { ofPerson[person] = nil }
        return entry
    }
}
