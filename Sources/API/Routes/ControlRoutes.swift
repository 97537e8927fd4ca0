internal import Attendance
public import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// What commands ask of a running service over its control socket.
    static func controlRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(.post, "/control/roster", for: .operators, "Import a roster file.") { request, _, _ in
                guard let format = request.query["format"].flatMap({ RosterFormat(rawValue: $0) }) else {
                    throw Problem.badRequest("format must be csv or json.")
                }
                let summary =
                    request.query["dry-run"] == "yes"
                    ? try await service.previewRoster(request.body, format)
                    : try await service.importRoster(request.body, format)
                return .json(summary.json)
            },
            Route(.get, "/control/status", for: .operators, "Whether the service is there.") { _, _, _ in
                var json = JSONWriter()
                json.object { $0.member("version", settings.version) }
                return .json(json.bytes)
            },
        ]
    }
}

extension RosterSummary {
    /// What was added, changed and left as it was, by kind.
    public var json: [UInt8] {
        func write(_ kind: Kind, _ json: inout JSONWriter) {
            json.object {
                $0.member("added") { json in json.array { json in kind.added.forEach { json.value($0) } } }
                $0.member("changed") { json in json.array { json in kind.changed.forEach { json.value($0) } } }
                $0.member("unchanged") { json in json.array { json in kind.unchanged.forEach { json.value($0) } } }
            }
        }
        var json = JSONWriter()
        json.object {
            $0.member("officials") { json in write(officials, &json) }
            $0.member("participants") { json in write(participants, &json) }
            $0.member("meetings") { json in write(meetings, &json) }
        }
        return json.bytes
    }
}
