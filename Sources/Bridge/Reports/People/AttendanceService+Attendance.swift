public import Attendance
internal import Store

/// Some of a participant's attendances, of the newest occurrence first.
public struct AttendancePage: Hashable, Sendable {
    public var attendances: [AttendanceReport]
    /// Ask for what comes before this; nil when this is the last.
    public var next: Int64?
}

extension AttendanceService {
    /// What a participant attended.
    /// - Parameter before: `next` of the page before.
    public func attendance(of participant: PersonID, before: Int64?, limit: Int) async throws -> AttendancePage {
        try await database.readers.read { snapshot in
            var found = try snapshot.attendances(
                of: participant, before: before.map { OccurrenceKey($0) }, limit: limit + 1)
            let isLast = found.count <= limit
            if !isLast { found.removeLast() }
            let meetings = Set(found.compactMap(\.occurrence.meeting))
            let names = try snapshot.meetingsWithoutSchedules(among: meetings)
            let zones = try snapshot.timeZones(among: meetings)
            return AttendancePage(
                attendances: found.compactMap {
                    AttendanceReport($0, name: { names[$0]?.name }, timeZone: { zones[$0] })
                },
                next: isLast ? nil : found.last?.occurrence.key.value)
        }
    }

    /// What a participant attended of one occurrence, connection by connection; nil where they did not.
    public func attendance(
        of participant: PersonID, in occurrence: OccurrenceID
    ) async throws -> (report: AttendanceReport, lanes: AttendanceLanes)? {
        try await database.readers.read { [archive] snapshot in
            guard let record = try snapshot.occurrence(occurrence), record.key != .none,
                let attended = try snapshot.attendances(
                    of: participant, before: OccurrenceKey(record.key.value + 1), limit: 1
                ).first, attended.occurrence.key == record.key
            else { return nil }
            let meeting = try record.meeting.flatMap { try snapshot.meeting($0) }
            guard
                let report = AttendanceReport(
                    attended, name: { _ in meeting?.name }, timeZone: { _ in meeting?.schedule?.timeZone })
            else { return nil }
            let state = try OccurrenceState.load(record, meeting, from: snapshot, archive)
            return (report, AttendanceLanes(of: participant, in: state))
        }
    }
}
