internal import Attendance
internal import Bridge
internal import JSON
internal import Live
internal import Server

extension BridgeAPI {
    /// What /readyz and /metrics tell machines, in one read for people.
    static func healthRoute(_ service: AttendanceService, _ settings: APISettings, _ feed: FeedDesk) -> Route {
        Route(
            .get, "/api/health", for: .administrators,
            "How the bridge is: what is wrong, when the last delivery came, what came in the last hour, alerts, sizes.",
            answer: "HealthReport"
        ) { _, _, _ in
            let figures = await feed.statistics
            let poll = HeaderField("Poll-Interval", String(settings.pollSeconds))
            return .json(
                try await service.health().json(version: settings.version, feed: figures), headers: personal + [poll])
        }
    }
}

extension HealthReport {
    fileprivate func json(version: String, feed: FeedDesk.Figures) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("status", troubles.isEmpty ? "ready" : "not-ready")
            $0.member("troubles", .array(troubles.map { .string($0) }))
            $0.member("version", version)
            $0.member("startedAt", startedAt.rfc3339)
            $0.member("now", now.rfc3339)
            $0.member("lastDeliveryAt", lastDeliveryAt?.rfc3339)
            $0.member("newestDelivery", newestDelivery)
            $0.member("lastHour") { json in json.object(writeHour) }
            $0.member("writesWaiting", writesWaiting)
            $0.member("openAlerts") { json in
                json.array { json in
                    for (kind, count) in openAlerts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                        json.object {
                            $0.member("kind", kind.rawValue)
                            $0.member("count", count)
                        }
                    }
                }
            }
            $0.member("database") { json in
                json.object {
                    $0.member("bytes", databaseBytes)
                    $0.member("logBytes", logBytes)
                    $0.member("schema", schema)
                }
            }
            $0.member("feed") { json in
                json.object {
                    $0.member("position", feed.head.rawValue)
                    $0.member("connections", feed.connections)
                    $0.member("people", feed.people)
                }
            }
        }
        return json.bytes
    }

    private func writeHour(_ json: inout JSONWriter) {
        json.member("since", countedSince.rfc3339)
        json.member("deliveries") { json in
            json.object {
                for outcome in Counters.Outcome.allCases { $0.member(outcome.rawValue, deliveries[outcome] ?? 0) }
            }
        }
    }
}
