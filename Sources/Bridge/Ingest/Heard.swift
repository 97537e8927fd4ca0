internal import Attendance
internal import CourtCard
internal import Crypto
internal import Store

/// Which entries of the journal told of whom.
struct Heard {
    private var general: [Digest: Item] = [:]
    private var byName: [ConnectionKey: [Digest: Item]] = [:]
    /// Lines of reports that name no connection: whose they are is worked out from all there is.
    private var unnamed: [(event: MeetingEvent, digest: Digest, item: Item)] = []
    /// The names of which something came long after it was signed.
    private var late: Set<ConnectionKey> = []

    private struct Item {
        var source: EvidenceSource
        var receivedAt: Timestamp
    }

    mutating func note(_ event: MeetingEvent, _ entry: JournalEntry) {
        guard let digest = Digest(entry.digest) else { return }
        let item = Item(source: entry.source, receivedAt: entry.receivedAt)
        if let name = event.connectionName {
            byName[name, default: [:]][digest] = item
            if entry.isLateSigned { late.insert(name) }
        } else if event.isOfOccurrence {
            general[digest] = item
        } else {
            unnamed.append((event, digest, item))
        }
    }

    func isLate(_ names: [ConnectionKey]) -> Bool { !late.isEmpty && names.contains(where: late.contains) }

    /// What was told of some connections and of the occurrence as such.
    func evidence(
        of connections: Set<ConnectionKey>, in timeline: Timeline
    ) -> [Digest: CardFacts.Evidence.Item] {
        var all = general
        for key in connections {
            for name in timeline.names(of: key) { all.merge(byName[name] ?? [:]) { $1 } }
        }
        for (event, digest, item) in unnamed {
            guard let key = timeline.connection(of: event), connections.contains(key) else { continue }
            all[digest] = item
        }
        return all.mapValues { CardFacts.Evidence.Item(source: $0.source.rawValue, receivedAt: $0.receivedAt) }
    }
}

extension MeetingEvent {
    /// Tells when the occurrence itself began or ended.
    fileprivate var isOfOccurrence: Bool { kind == .started || kind == .ended || kind == .practiceEnded }
}
