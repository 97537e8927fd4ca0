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
            let names = try snapshot.meetingsWithoutSchedules(among: Set(found.compactMap(\.occurrence.meeting)))
            return AttendancePage(
                attendances: found.compactMap { AttendanceReport($0, name: { names[$0]?.name }) },
                next: isLast ? nil : found.last?.occurrence.key.value)
        }
    }
}
