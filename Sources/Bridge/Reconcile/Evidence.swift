internal import Attendance
internal import Crypto
internal import Store
internal import Zoom

/// What Zoom's own record says of one occurrence, as entries for its journal.
struct Evidence: Sendable {
    struct Piece: Sendable {
        let delivery: Delivery
        let entry: JournalEntry
    }

    let occurrence: OccurrenceID
    private(set) var number: MeetingNumber?
    private(set) var pieces: [Piece] = []
    private var digests: Set<[UInt8]> = []

    init(of occurrence: OccurrenceID, numbered number: MeetingNumber?) {
        self.occurrence = occurrence
        self.number = number
    }

    /// - Parameter bodies: in the shape of webhooks' bodies.
    init(
        _ bodies: some Sequence<[UInt8]>, of occurrence: OccurrenceID, numbered number: MeetingNumber?,
        source: EvidenceSource, at now: Timestamp
    ) {
        self.init(of: occurrence, numbered: number)
        for body in bodies { add(Piece(body, source: source, sentAt: now, at: now)) }
    }

    /// The same body twice is one.
    mutating func add(_ piece: Piece) {
        guard digests.insert(piece.entry.digest).inserted else { return }
        pieces.append(piece)
        // Some events name the occurrence only.
        if number == nil { number = piece.delivery.meeting }
    }
}

extension Evidence.Piece {
    /// - Parameter sentAt: nil where it is not known better than the body says.
    init(_ body: [UInt8], source: EvidenceSource, sentAt: Timestamp?, at now: Timestamp) {
        let delivery = Delivery(body: body)
        self.init(
            delivery: delivery,
            entry: JournalEntry(
                receivedAt: now, sentAt: sentAt ?? delivery.eventTime ?? now, event: delivery.event,
                understanding: Understanding(delivery.kind),
                // Nothing was signed: who it is from is known by who was asked.
                isLateSigned: false, digest: SHA256.hash(body).bytes, body: body, source: source))
    }
}
