internal import Attendance
internal import Store

extension AttendanceService {
    /// Names of policies that participants are under and that are not configured any more, with how many participants that
    /// concerns. The default policy holds for them.
    public func missingPolicies() async throws -> [String: Int] {
        let known = settings.policies.names
        return try await database.readers.read { snapshot in
            try snapshot.participants().compactMap(\.policy).filter { !known.contains($0) }
                .reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }
}
