internal import Attendance

/// What an alert says: what is wrong, and what to do.
extension Concern {
    /// Alerts about Zoom as such; there is never a second of a kind.
    private static let zoom = "zoom"

    init(silent time: Sight.ScheduledTime, _ sight: Sight) {
        let meeting = time.meeting
        self.init(
            kind: .meetingSilent, subject: "\(meeting.id) \(time.slot.start.rfc3339)",
            detail: """
                Nothing came from Zoom of \(meeting.name) (\(meeting.id)), which was to begin \(time.shown). \
                \(sight.wasDown(at: time.slot.start) ? "The bridge did not run then. " : "")\
                If it did not take place, add the date to the meeting's cancelled_dates in the roster. If it did, see that \
                \(meeting.number) is its number at Zoom, that the event subscription of the Zoom app is on, and that the \
                app may see the host's account. What was missed can be fetched: attendance-bridge reconcile \
                --webhook-logs --apply, then attendance-bridge reconcile --api --meeting \(meeting.number) --apply
                """)
    }

    /// - Parameter times: in order.
    init(silent times: [Sight.ScheduledTime], from first: Timestamp, through last: Timestamp, _ sight: Sight) {
        var names: [String] = []
        for time in times where !names.contains(time.meeting.name) { names.append(time.meeting.name) }
        let more = names.count > 5 ? " and \(names.count - 5) more" : ""
        let cause =
            times.contains { sight.wasDown(at: $0.slot.start) }
            ? "The bridge did not run from \(sight.watchedThrough?.rfc3339 ?? "") to \(sight.runningSince.rfc3339)."
            : "See that the event subscription of the Zoom app is on and that it may see the hosts' accounts."
        self.init(
            kind: .meetingsSilent, subject: "\(first.rfc3339)/\(last.rfc3339)",
            detail: """
                Nothing came from Zoom of \(times.count) scheduled meetings that were to begin between \
                \(first.rfc3339) and \(last.rfc3339): \(names.prefix(5).joined(separator: ", "))\(more). \(cause) \
                What was missed can be fetched: \(Self.fetching(since: first)). Dates on which a meeting does not take \
                place belong into its cancelled_dates in the roster.
                """)
    }

    init(stoppedSince last: Timestamp?, mute: Int) {
        let since = last.map { "Nothing has come from Zoom since \($0.rfc3339)" } ?? "Nothing has ever come from Zoom"
        let although = mute > 0 ? "\(mute) scheduled meetings began" : "a meeting should have ended"
        self.init(
            kind: .deliveriesStopped, subject: Self.zoom,
            detail: """
                \(since), although \(although). See that the notification URL answers from outside (DNS, certificate, \
                proxy, firewall); that the event subscription of the Zoom app is on, and if it is, switch it off and on \
                again; and that the app is still authorised. Zoom tries again for 85 minutes only. What was missed can \
                be fetched afterwards: \(Self.fetching(since: last)).
                """)
    }

    init(notValidatedSince last: Timestamp) {
        self.init(
            kind: .validationOverdue, subject: Self.zoom,
            detail: """
                Zoom last validated the notification URL at \(last.rfc3339). It does so every 72 hours, and switches the \
                event subscription off after six failures in a row. See that the URL answers from outside within 3 \
                seconds (DNS, certificate, proxy, firewall), then press Validate on the Zoom app's page.
                """)
    }

    init(_ found: Sight.Refusals) {
        self.init(
            kind: .signaturesRefused, subject: Self.zoom,
            detail: """
                In the last hour \(found.refused) of \(found.total) requests to the notification URL carried no valid \
                signature and were refused. Zoom does not send a refused delivery again. If the secret token of the Zoom \
                app was changed, set BRIDGE_ZOOM_SECRETS to the new one and, after a comma, the old one, restart, and \
                fetch what was lost: attendance-bridge reconcile --webhook-logs --apply. If it was not, somebody else is \
                posting: only Zoom need reach that URL.
                """)
    }

    /// - Parameter moment: nil where it is not known.
    private static func fetching(since moment: Timestamp?) -> String {
        let date = moment.map { " --since \($0.rfc3339.prefix(10))" } ?? ""
        return
            "attendance-bridge reconcile --webhook-logs --apply, then attendance-bridge reconcile --api\(date) --apply"
    }
}

/// Which scheduled times an alert is about: told by its subject, so that it survives restarts.
extension Concern {
    func covers(_ time: Sight.ScheduledTime) -> Bool {
        stretch(of: time.meeting.id)?.contains(time.slot.start) ?? false
    }

    /// The scheduled starts of a meeting that it is about; nil: none.
    func stretch(of meeting: MeetingID) -> ClosedRange<Timestamp>? {
        switch kind {
        case .meetingSilent:
            let parts = subject.split(separator: " ")
            guard parts.count == 2, parts[0] == meeting.rawValue, let start = Timestamp(rfc3339: parts[1]) else {
                return nil
            }
            return start...start
        case .meetingsSilent:
            let ends = subject.split(separator: "/").compactMap { Timestamp(rfc3339: $0) }
            return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
        case .deliveriesStopped, .validationOverdue, .signaturesRefused, .subscriptionDisabled, .mailFailed: return nil
        }
    }
}

extension Sight {
    /// Between the last look of the process before this one and its start.
    fileprivate func wasDown(at moment: Timestamp) -> Bool {
        moment < runningSince && watchedThrough.map { $0 <= moment } ?? false
    }
}

extension Sight.ScheduledTime {
    /// As the people of the meeting would say it.
    fileprivate var shown: String {
        guard let schedule = meeting.schedule, let clock = LocalClock(schedule.timeZone) else {
            return "at \(slot.start.rfc3339)"
        }
        let minute = clock.minuteOfDay(slot.start)
        func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let time = twoDigits(minute / 60) + ":" + twoDigits(minute % 60)
        return "on \(clock.date(of: slot.start)) at \(time) (\(schedule.timeZone))"
    }
}
