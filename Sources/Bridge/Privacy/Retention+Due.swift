internal import Attendance
internal import Store

extension Retention {
    /// What is due now.
    init(_ settings: BridgeSettings, at now: Timestamp, in queries: some Queries) throws {
        let strangers = now - settings.strangerRetention
        for stored in try queries.keys(before: strangers, limit: .max) {
            // What came last counts, not what came first.
            guard try queries.lastReceived(in: stored.occurrence) ?? stored.since <= strangers,
                let record = try queries.occurrence(stored.occurrence)
            else { continue }
            occurrences.append(record.id)
        }
        entries = try queries.entriesOfNoneToForget(before: strangers)
        messages = try queries.messagesToForget(before: now - settings.feedRetention)
        guard let retention = settings.participantRetention else { return }
        for (id, lastHeardOf) in try queries.quietParticipants(since: now - retention) {
            guard let participant = try queries.participant(id) else { continue }
            let finished = try Finished(participant, settings, at: now, in: queries)
            guard let reason = finished.reason, let since = [lastHeardOf, finished.since].compactMap(\.self).max(),
                since + retention <= now
            else { continue }
            participants.append(DueParticipant(participant: id, lastHeardOf: since, reason: reason))
        }
    }
}

/// Whether the court asks no more of a participant, and why.
private struct Finished {
    /// Nil: something is still asked, or waits for an answer.
    var reason: String?
    /// When that began, where that says it; else when they were last heard of does.
    var since: Timestamp?

    init(_ participant: Participant, _ settings: BridgeSettings, at now: Timestamp, in queries: some Queries) throws {
        let requirement = participant.requirement
        let decisions = Decisions(try queries.decisions(about: participant.id))
        guard decisions.openDisputes.isEmpty else { return }
        let clock = LocalClock(participant.timeZone) ?? LocalClock("UTC")
        if let deadline = requirement.deadline, let end = clock?.moment(day: deadline.day + 1, minute: 0), end <= now {
            (reason, since) = ("Their deadline of \(deadline) has passed.", end)
        } else if let total = requirement.meetingsInTotal {
            let standing = try Standing(of: participant, at: nil, weekStart: settings.weekStart, in: queries)
            if standing.done(at: now) >= total { reason = "They attended all \(total) meetings that were asked for." }
        } else if requirement.meetingsPerWeek == nil, requirement.deadline == nil, participant.meetings.isEmpty {
            reason = "Nothing is asked of them, and they are expected at no meeting."
        }
    }
}
