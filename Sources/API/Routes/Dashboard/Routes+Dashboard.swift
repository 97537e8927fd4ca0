internal import Attendance
internal import Bridge
internal import Server

extension BridgeAPI {
    /// What a court representative works with all day.
    static func dashboardRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(
                .get, "/api/court-reps/{id}/dashboard", for: .courtRepsAndAdministrators,
                "Where all participants of a court representative stand, what goes on, and what waits for a decision: in one "
                    + "read, for them and administrators. Feed-Position says from where the feed goes on.",
                answer: "Dashboard", isConditional: true
            ) { request, parameters, principal in
                guard let principal, let id = parameters["id"].map({ PersonID($0) }),
                    // Before anything is looked up, so that nobody is told by the time it takes who there is.
                    principal.id == id || principal.role == .administrator,
                    let report = try await service.dashboard(of: id, at: settings.now())
                else { throw Problem.notFound }
                return poll(
                    report.json(pollSeconds: settings.pollSeconds), position: report.position, request, settings)
            }
        ]
    }
}
