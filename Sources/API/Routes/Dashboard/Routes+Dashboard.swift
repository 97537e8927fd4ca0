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
                    + "read, for them and administrators. Feed-Position says from where the feed goes on. As CSV, one line for "
                    + "each participant.",
                query: [.tableForm], answer: Answer(schema: "Dashboard", as: ["application/json", "text/csv"]),
                isConditional: true
            ) { request, parameters, principal in
                let isTable = try isTable(request)
                guard let principal, let id = parameters["id"].map({ PersonID($0) }),
                    // Before anything is looked up, so that nobody is told by the time it takes who there is.
                    principal.id == id || principal.role == .administrator,
                    let report = try await service.dashboard(of: id, at: settings.now())
                else { throw Problem.notFound }
                if isTable { return conditional(report.csvResponse, to: request) }
                return poll(
                    report.json(pollSeconds: settings.pollSeconds), position: report.position, request, settings,
                    varying: "Authorization, Accept, Accept-Encoding")
            }
        ]
    }

    /// As the address says, or `Accept`.
    private static func isTable(_ request: Request) throws(Problem) -> Bool {
        guard let form = request.query[QueryField.tableForm.name] else {
            let types = ["application/json", "text/csv"]
            return Preferences(request.headers.values(of: "accept")).best(of: types) == "text/csv"
        }
        guard QueryField.tableForm.choices?.contains(form) == true else {
            throw .badRequest("form must be one of json, csv.")
        }
        return form == "csv"
    }
}

extension QueryField {
    fileprivate static let tableForm = QueryField(
        name: "form", range: nil, choices: ["json", "csv"],
        about: "In which form; where it is not said, Accept decides.")
}
