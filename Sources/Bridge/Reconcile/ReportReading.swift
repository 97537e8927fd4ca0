internal import Attendance
internal import Store
internal import Zoom

/// A report, read, and the occurrence that it is of.
struct ReportReading<Source: Queries> {
    private let file: ReportFile
    private let zone: Zone
    private let number: MeetingNumber
    private let occurrence: OccurrenceID
    private let reconciling: Reconciling<Source>
    private let now: Timestamp

    private struct Zone {
        let clock: LocalClock
        let name: String
        var isGuessed = false
    }

    init(
        _ given: GivenReport, _ settings: BridgeSettings, _ now: Timestamp, from source: Source, _ archive: Archive
    ) throws {
        let named = given.fileName.flatMap { ReportFile.number(inFileName: $0) }
        zone = try Self.zone(of: given, settings, in: source) {
            // Which meeting it is does not depend on the zone.
            guard let clock = LocalClock("UTC") else { throw ReconcileError.zoneMissing }
            let told = try ReportFile(given.bytes, clock: clock, dateOrder: given.dateOrder).meeting?.number
            return given.meeting ?? told ?? named
        }
        file = try ReportFile(given.bytes, clock: zone.clock, dateOrder: given.dateOrder, now: now)
        if let told = file.meeting?.number, let meeting = given.meeting, told != meeting {
            throw ReconcileError.otherMeeting(told: told, given: meeting)
        }
        guard let number = file.meeting?.number ?? given.meeting ?? named else { throw ReconcileError.numberMissing }
        self.number = number
        self.now = now
        reconciling = Reconciling(source: source, archive: archive)
        occurrence = try Self.occurrence(of: file, number, given.occurrence, reconciling)
    }

    /// Nil in the layout of totals, which proves nothing.
    var evidence: Evidence? {
        guard file.layout != .unique else { return nil }
        return Evidence(
            file.bodies(in: occurrence, of: number), of: occurrence, numbered: number, source: .csvReport, at: now)
    }

    func preview() throws -> ReportReconciliation {
        var outcome = ReportReconciliation(
            layout: file.layout, timeZone: zone.name, isZoneGuessed: zone.isGuessed, warnings: file.warnings,
            waitingRows: file.rows.count { $0.isInWaitingRoom }, contradictions: [], occurrence: occurrence)
        if let evidence {
            outcome.reconciliation = try reconciling.compare(evidence)
        } else if let record = try reconciling.source.occurrence(occurrence) {
            let state = try reconciling.state(of: record, number, with: [])
            outcome.contradictions = TotalsCheck(state: state).contradictions(in: file.rows)
        } else {
            throw ReconcileError.nothingKnown(number, file.meeting?.start ?? now)
        }
        return outcome
    }

    /// As given, else as set for the account, else as the meeting's schedule has it.
    private static func zone(
        of given: GivenReport, _ settings: BridgeSettings, in source: some Queries, number: () throws -> MeetingNumber?
    ) throws -> Zone {
        if let name = given.timeZone ?? settings.accountTimeZone {
            guard let clock = LocalClock(name) else { throw ReconcileError.zoneUnknown(name) }
            return Zone(clock: clock, name: name)
        }
        guard let meeting = try number().flatMap({ try source.meeting(numbered: $0) }),
            let name = meeting.schedule?.timeZone, let clock = LocalClock(name)
        else { throw ReconcileError.zoneMissing }
        return Zone(clock: clock, name: name, isGuessed: true)
    }

    private static func occurrence(
        of file: ReportFile, _ number: MeetingNumber, _ given: OccurrenceID?, _ reconciling: Reconciling<Source>
    ) throws -> OccurrenceID {
        if let given {
            guard try reconciling.source.occurrence(given) != nil else { throw ReconcileError.occurrenceUnknown(given) }
            return given
        }
        let start = file.meeting?.start
        guard let first = start ?? file.interval?.first, let last = file.meeting?.end ?? file.interval?.last else {
            throw ReconcileError.startMissing
        }
        let search = OccurrenceSearch(start: start, first: min(first, last), last: max(first, last))
        let candidates = try reconciling.source.occurrences(
            numbered: number, from: search.window.lowerBound, through: search.window.upperBound
        ).map { record in try reconciling.candidate(record) }
        switch search.find(among: candidates) {
        case .found(let candidate): return candidate.record.id
        case .several(let candidates):
            throw ReconcileError.several(
                candidates.map { .init(occurrence: $0.record.id, began: $0.began, ended: $0.ended) })
        case .none: return OccurrenceID(reportedOccurrence: number, at: first)
        }
    }
}

extension Reconciling {
    /// With its times; nothing is derived of meetings that the roster does not know, so these are told by the journal.
    fileprivate func candidate(_ record: OccurrenceRecord) throws -> OccurrenceSearch.Candidate {
        guard record.began == nil else {
            return OccurrenceSearch.Candidate(record: record, began: record.began, ended: record.ended)
        }
        let timeline = try state(of: record, nil, with: []).timeline
        return OccurrenceSearch.Candidate(record: record, began: timeline.began, ended: timeline.finished)
    }
}

extension OccurrenceID {
    private static let reported = "report:"

    /// For an occurrence of which nothing but a report is known: Zoom's reports tell no uuid.
    init(reportedOccurrence number: MeetingNumber, at start: Timestamp) {
        self.init("\(Self.reported)\(number):\(start.rfc3339)")
    }

    /// Zoom does not know it by this name.
    var isOfReport: Bool { rawValue.hasPrefix(Self.reported) }
}
