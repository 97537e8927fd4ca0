internal import Attendance
internal import Store
internal import Zoom

extension AttendanceService {
    func watchOverDeliveries() async throws {
        while true {
            do { try await watch() } catch is CancellationError { throw CancellationError() } catch {
                log(.jobFailed(job: "watch over deliveries", "\(error)"))
            }
            try await Task.sleep(for: .seconds(60))
        }
    }

    /// Looks once at what should have come from Zoom; raises what administrators should be alerted to, and clears what is
    /// over. An alert is told of once for as long as it lasts, whatever restarts meanwhile.
    public func watch() async throws {
        // Readiness says so already, and nothing could be written.
        guard database.writer.fault == nil else { return }
        let sight = try await sight(at: now())
        let told = try await database.writer.write { transaction, _ in
            try Alerting(transaction: transaction, now: sight.now).apply(sight)
        }
        for alert in told { log(alert) }
    }

    private func sight(at moment: Timestamp) async throws -> Sight {
        let (runningSince, refusals) = (
            refusalWindow.runningSince, refusalWindow.look(at: counters, now: moment)
        )
        return try await database.readers.read { snapshot in
            let watchdog = Watchdog()
            let standing = try snapshot.openAlerts().compactMap { Concern($0) }
            let watchedThrough = try snapshot.watchedThrough()
            let due = watchdog.due(
                of: try snapshot.meetings(), since: watchedThrough, standing: standing, now: moment)
            return Sight(
                now: moment, runningSince: runningSince, watchedThrough: watchedThrough,
                slots: try due.map { meeting, slot in
                    Sight.ScheduledTime(
                        meeting: meeting, slot: slot,
                        isHeard: try snapshot.isHeard(
                            meeting.id, in: slot, lasting: slot.start + watchdog.grace, leeway: Schedule.leeway))
                },
                lastEvent: try snapshot.lastSent(otherThan: URLValidation.event),
                lastValidation: try snapshot.lastReceivedOfNone(event: URLValidation.event),
                occupied: try snapshot.scheduledEndsWhereSomebodyIs(), refusals: refusals, standing: standing)
        }
    }
}

/// Makes what was concluded true: in one transaction with how far was looked, so that nothing is told twice.
private struct Alerting {
    let transaction: Transaction
    let now: Timestamp

    /// - Returns: what was raised and what was cleared.
    func apply(_ sight: Sight) throws -> [Alert] {
        let watchdog = Watchdog()
        let concerns = watchdog.concerns(in: sight)
        let names = Set(concerns.map(\.name))
        var told: [Alert] = []
        for old in sight.standing where !names.contains(old.name) {
            let cleared = try transaction.clearAlert(old.kind.rawValue, about: old.subject, at: now)
            if let cleared { told.append(Alert(cleared)) }
        }
        for new in concerns where new.since == nil {
            let raised = try transaction.raiseAlert(
                new.kind.rawValue, about: new.subject, detail: new.detail, at: now)
            if let raised { told.append(Alert(raised)) }
        }
        // Before the first look of all nothing was promised; until the bridge has settled, nothing is judged.
        if sight.watchedThrough == nil || watchdog.isSettled(sight) { try transaction.setWatchedThrough(now) }
        try transaction.tell(told, at: now)
        return told
    }
}

extension Concern {
    /// Nil for what is not watched, and for a kind of another version: it is left alone.
    init?(_ stored: StoredAlert) {
        guard let kind = AlertKind(rawValue: stored.kind), kind.isWatched else { return nil }
        self.init(kind: kind, subject: stored.subject, since: stored.since, detail: stored.detail)
    }
}
