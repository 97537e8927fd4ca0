internal import Attendance
internal import Crypto
internal import Store

/// Which entries of the journal told of whom.
struct Heard {
    private var general: [Digest: EvidenceSource] = [:]
    private var byName: [ConnectionKey: [Digest: EvidenceSource]] = [:]
    /// Lines of reports that name no connection: whose they are is worked out from all there is.
    private var unnamed: [(event: MeetingEvent, digest: Digest, source: EvidenceSource)] = []
    /// The names of which something came long after it was signed.
    private var late: Set<ConnectionKey> = []

    mutating func note(_ event: MeetingEvent, _ entry: JournalEntry) {
        guard let digest = Digest(entry.digest) else { return }
        if let name = event.connectionName {
            byName[name, default: [:]][digest] = entry.source
            if entry.isLateSigned { late.insert(name) }
        } else if event.isOfOccurrence {
            general[digest] = entry.source
        } else {
            unnamed.append((event, digest, entry.source))
        }
    }

    func isLate(_ names: [ConnectionKey]) -> Bool { !late.isEmpty && names.contains(where: late.contains) }

    /// What was told of some connections and of the occurrence as such.
    func evidence(of connections: Set<ConnectionKey>, in timeline: Timeline) -> [Digest: String] {
        var all = general.mapValues(\.rawValue)
        for key in connections {
            for name in timeline.names(of: key) {
                for (digest, source) in byName[name] ?? [:] { all[digest] = source.rawValue }
            }
        }
        for (event, digest, source) in unnamed {
            guard let key = timeline.connection(of: event), connections.contains(key) else { continue }
            all[digest] = source.rawValue
        }
        return all
    }
}

extension MeetingEvent {
    /// Tells when the occurrence itself began or ended.
    fileprivate var isOfOccurrence: Bool { kind == .started || kind == .ended || kind == .practiceEnded }
}
