internal import Attendance
internal import Crypto
internal import Store

/// Writes down what came of an attempt, and what follows from it: in one transaction.
struct OutboundRecord {
    let id: SubscriptionID
    let outcome: OutboundOutcome
    let attempt: StoredAttempt
    /// The subscription as it was when the attempt was made.
    let found: StoredSubscription

    enum Result {
        case goOn
        /// Somebody changed the subscription meanwhile.
        case lookAgain
        case again(Timestamp)
        case over
    }

    func write(_ service: AttendanceService) async throws -> Result {
        let now = service.now()
        let jitter = Double.random(in: 0..<1)
        let (result, alert) = try await service.database.writer.write {
            [self, archive = service.archive] transaction, _ in
            guard let row = try transaction.subscription(id) else { return (Result.over, Alert?.none) }
            try transaction.add(attempt, of: id, keeping: AttendanceService.attemptsKept)
            let step = RetryPlan.step(after: outcome, failures: row.failures, at: now, jitter: jitter)
            return try follow(step, row, transaction, archive, at: now)
        }
        if case .delivered = outcome {
            service.counters.outboundDelivered.add(1)
        } else {
            service.counters.outboundFailed.add(1)
        }
        service.log(alert)
        return result
    }

    private func follow(
        _ step: RetryPlan.Step, _ row: StoredSubscription, _ transaction: Transaction, _ archive: Archive,
        at now: Timestamp
    ) throws -> (Result, Alert?) {
        var row = row
        switch step {
        case .goOn:
            // Somebody asked for older messages meanwhile: these come first.
            guard row.cursor == found.cursor else { return (.lookAgain, nil) }
            (row.cursor, row.movedAt, row.failures, row.due) = (attempt.position, now, 0, nil)
            try transaction.update(row)
            return (row.disabledAt == nil ? .goOn : .over, nil)
        case .again(let moment):
            guard row.generation == found.generation else { return (.lookAgain, nil) }
            (row.failures, row.due) = (row.failures + 1, moment)
            try transaction.update(row)
            return (.again(moment), nil)
        case .disable(let end):
            guard row.generation == found.generation else { return (.lookAgain, nil) }
            row.failures += 1
            (row.due, row.disabledAt, row.disabledBecause) = (nil, now, end.rawValue)
            try transaction.update(row)
            let alert = try transaction.raise(
                .subscriptionDisabled, about: id.rawValue, detail: try detail(end, row, archive), at: now)
            return (.over, alert)
        }
    }

    private func detail(_ end: SubscriptionEnd, _ row: StoredSubscription, _ archive: Archive) throws -> String {
        let url = try SubscriptionContent(of: row, from: archive.vault).url
        var settings = OutboundSettings()
        settings.allowsPrivateAddresses = true
        let host = (try? OutboundURL(url, settings))?.host ?? "its address"
        let last = outcome.status.map { "it answered \($0)" } ?? outcome.failure ?? "no answer came"
        return
            "The subscription “\(row.name)” is sent nothing more. \(end.sentence) The last time, at \(host): \(last). "
            + "What happens is sent later for as long as the feed is kept. Put it right, then enable it: "
            + "attendance-bridge subscription enable \(id)"
    }
}
