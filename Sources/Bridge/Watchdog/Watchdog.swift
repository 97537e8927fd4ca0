internal import Attendance

/// Decides what an administrator should be alerted to. Pure: the same sight gives the same concerns, so that it can be
/// asked again after a restart, and as often as one likes.
struct Watchdog: Hashable, Sendable {
    /// How long after its scheduled start a meeting may bring nothing; and how long the bridge waits after its own start
    /// before it judges anything, for Zoom tries again after 5 and 20 minutes.
    var grace = Span.minutes(15)
    /// Zoom's log of failed deliveries reaches as far back; a silence before is not told of any more.
    var memory = Span.hours(7 * 24)
    /// How many meetings are told of one by one. Where more fall silent at once, it has one cause.
    var severally = 3
    /// How long after a scheduled end the people in the meeting may go on without any event, of whatever meeting. People
    /// do stay longer; but that nobody anywhere comes or goes for so long is odd.
    var overrun = Span.hours(1)
    /// The same for occurrences outside any schedule: before they are taken as over because nothing came.
    var quiet = Span.hours(3)
    /// Zoom validates every 72 hours.
    var validation = Span.hours(72 + 6)
    /// In the last hour: this many, and this share of all. An alert lasts while there is at least half of both.
    var (refused, refusedPercent) = (20, 20)

    /// What should be alerted to now: what lasts of that which stands, and what is new.
    func concerns(in sight: Sight) -> [Concern] {
        guard isSettled(sight) else { return sight.standing }
        let silent = sight.slots.filter { !$0.isHeard && $0.slot.start >= sight.now - memory }
        var concerns = sight.standing.filter { lasts($0, silent) }
        let known = Set(silent.filter { time in concerns.contains { $0.covers(time) } }.map(\.meeting.id))
        let stopped = stopped(sight, silent)
        concerns += [stopped, validationOverdue(sight), signaturesRefused(sight)].compactMap(\.self)
        let new = silent.filter { time in
            guard isNew(time, in: sight), !known.contains(time.meeting.id) else { return false }
            // Where nothing comes at all, that is said once, and not of every meeting.
            return stopped == nil || !isMute(time, sight)
        }
        concerns += silences(new.sorted { ($0.slot, $0.meeting.id) < ($1.slot, $1.meeting.id) }, sight)
        return concerns.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// Whether the bridge has listened for long enough to say what does not come.
    func isSettled(_ sight: Sight) -> Bool { sight.now - sight.runningSince >= grace }

    // MARK: Scheduled times

    /// The scheduled times to look at: those due since the last look, and those that alerts are about.
    func due(
        of meetings: [Meeting], since watchedThrough: Timestamp?, standing: [Concern], now: Timestamp
    ) -> [(meeting: Meeting, slot: Slot)] {
        let last = now - grace
        let first = max(watchedThrough ?? now, now - memory) - grace + Span(milliseconds: 1)
        return meetings.flatMap { meeting -> [(Meeting, Slot)] in
            guard let schedule = meeting.schedule else { return [] }
            var slots = Set(schedule.slots(from: first, through: last))
            for concern in standing {
                guard let stretch = concern.stretch(of: meeting.id) else { continue }
                slots.formUnion(
                    schedule.slots(from: max(stretch.lowerBound, now - memory), through: min(stretch.upperBound, last)))
            }
            return slots.sorted().map { (meeting, $0) }
        }
    }

    private func isNew(_ time: Sight.ScheduledTime, in sight: Sight) -> Bool {
        guard let watched = sight.watchedThrough else { return false }
        return time.slot.start + grace > watched
    }

    private func silences(_ times: [Sight.ScheduledTime], _ sight: Sight) -> [Concern] {
        guard let first = times.first, let last = times.last else { return [] }
        let meetings = Set(times.map(\.meeting.id))
        if times.count <= severally, meetings.count == times.count { return times.map { Concern(silent: $0, sight) } }
        return [Concern(silent: times, from: first.slot.start, through: last.slot.start, sight)]
    }

    private func lasts(_ concern: Concern, _ silent: [Sight.ScheduledTime]) -> Bool {
        switch concern.kind {
        case .meetingSilent, .meetingsSilent: silent.contains { concern.covers($0) }
        // Decided together with the new ones.
        case .deliveriesStopped, .validationOverdue, .signaturesRefused: false
        case .subscriptionDisabled, .mailFailed: true
        }
    }

    // MARK: Deliveries

    private func stopped(_ sight: Sight, _ silent: [Sight.ScheduledTime]) -> Concern? {
        if let standing = sight.standing.first(where: { $0.kind == .deliveriesStopped }), let since = standing.since {
            return sight.lastEvent.map { $0 <= since } ?? true ? standing : nil
        }
        let mute = Set(silent.filter { isMute($0, sight) }.map(\.meeting.id))
        let isOverrun = sight.occupied.contains { end in
            guard let last = sight.lastEvent else { return false }
            guard let end else { return sight.now - last >= quiet }
            return last < end && sight.now - end >= overrun
        }
        guard mute.count >= severally || isOverrun else { return nil }
        return Concern(stoppedSince: sight.lastEvent, mute: mute.count)
    }

    /// Since the scheduled start not only this meeting has been silent, but every one.
    private func isMute(_ time: Sight.ScheduledTime, _ sight: Sight) -> Bool {
        sight.lastEvent.map { $0 < time.slot.start } ?? true
    }

    private func validationOverdue(_ sight: Sight) -> Concern? {
        guard let last = sight.lastValidation, sight.now - last > validation else { return nil }
        return sight.standing.first { $0.kind == .validationOverdue } ?? Concern(notValidatedSince: last)
    }

    private func signaturesRefused(_ sight: Sight) -> Concern? {
        let found = sight.refusals
        func reaches(_ part: Int) -> Bool {
            found.refused * part >= refused && found.refused * 100 * part >= found.total * refusedPercent
        }
        if let standing = sight.standing.first(where: { $0.kind == .signaturesRefused }) {
            return !found.isWholeHour || reaches(2) ? standing : nil
        }
        return reaches(1) ? Concern(found) : nil
    }
}
