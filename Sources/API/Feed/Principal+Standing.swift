internal import Attendance
internal import Bridge

extension Principal {
    /// Whether what let them in would do so now, as the same, and to the feed.
    func mayStillListen(_ service: AttendanceService, at now: Timestamp) async throws -> Bool {
        do {
            let access = try await service.access(of: credential, at: now)
            return access.person == id && access.role == role && access.scopes.contains(.feed)
        } catch is AccessError {
            return false
        }
    }
}
