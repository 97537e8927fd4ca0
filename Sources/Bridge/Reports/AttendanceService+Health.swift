public import Attendance
internal import Store

/// How the bridge is, for whoever runs it.
public struct HealthReport: Hashable, Sendable {
    public var now: Timestamp
    public var startedAt: Timestamp
    /// What keeps it from doing its work; empty when it is ready.
    public var troubles: [String]
    /// When the newest delivery came; nil: none ever.
    public var lastDeliveryAt: Timestamp?
    /// Its number, and so about how many there are.
    public var newestDelivery: Int64
    /// From when on deliveries are counted here: an hour ago, or the start.
    public var countedSince: Timestamp
    public var deliveries: [Counters.Outcome: Int]
    public var writesWaiting: Int
    public var openAlerts: [AlertKind: Int]
    /// Nil where it cannot be found out.
    public var databaseBytes: Int64?
    public var logBytes: Int64?
    public var schema: Int
}

extension AttendanceService {
    public func health() async throws -> HealthReport {
        let (since, deliveries) = refusalWindow.lastHour(of: counters)
        let (last, newest) = try await database.readers.read { snapshot in
            (try snapshot.lastReceived(), try snapshot.lastDelivery())
        }
        let bytes = database.fileBytes
        return HealthReport(
            now: now(), startedAt: refusalWindow.runningSince, troubles: troubles, lastDeliveryAt: last,
            newestDelivery: newest, countedSince: since, deliveries: deliveries, writesWaiting: writesWaiting,
            openAlerts: try await openAlertCounts(), databaseBytes: bytes.database, logBytes: bytes.log,
            schema: schemaVersion)
    }
}
