import Attendance
import Testing

@testable import Bridge

@Suite("What administrators are alerted to")
struct WatchdogTests {
    private let watchdog = Watchdog()
    /// 2026-09-15T23:00:00Z
    private let start = BridgeUnderTest.evening

    private func time(
        _ meeting: String, _ minute: Int64 = 0, heard: Bool = false
    ) -> Sight.ScheduledTime {
        Sight.ScheduledTime(
            meeting: Meeting(id: MeetingID(meeting), number: MeetingNumber("847"), name: "The \(meeting)"),
            slot: Slot(start: start + .minutes(minute), end: start + .minutes(minute + 60)), isHeard: heard)
    }

    /// Minutes after `start`. The bridge has run for a day, looked a minute ago, and others' events come.
    private func sight(
        at minute: Int64, _ slots: [Sight.ScheduledTime], standing: [Concern] = [], watched: Int64? = nil,
        lastEvent: Int64? = nil
    ) -> Sight {
        let now = start + .minutes(minute)
        return Sight(
            now: now, runningSince: start - .hours(24), watchedThrough: start + .minutes(watched ?? minute - 1),
            slots: slots, lastEvent: start + .minutes(lastEvent ?? minute), standing: standing)
    }

    private func raised(_ concerns: [Concern]) -> [Concern] {
        concerns.map { concern in
            var standing = concern
            standing.since = standing.since ?? start + .minutes(15)
            return standing
        }
    }

    private func kinds(_ concerns: [Concern]) -> [AlertKind] { concerns.map(\.kind) }

    @Test("a scheduled time is looked at when it began fifteen minutes ago, once, and again only for an alert about it")
    func due() {
        let schedule = Schedule(weekdays: [2], startMinute: 19 * 60, durationMinutes: 60, timeZone: "America/New_York")
        let meeting = Meeting(
            id: MeetingID("m"), number: MeetingNumber("847"), name: "M", schedule: schedule)
        func due(_ minute: Int64, since: Int64?, _ standing: [Concern] = []) -> [Timestamp] {
            watchdog.due(
                of: [meeting], since: since.map { start + .minutes($0) }, standing: standing,
                now: start + .minutes(minute)
            ).map(\.slot.start)
        }
        #expect(due(14, since: 13).isEmpty)
        #expect(due(15, since: 14) == [start])
        #expect(due(16, since: 15).isEmpty)
        #expect(due(16, since: nil).isEmpty)
        #expect(due(60, since: 14) == [start], "after a pause")
        let week: Int64 = 7 * 24 * 60
        #expect(due(3 * week, since: 0) == [start + .minutes(2 * week)], "after a very long one")
        let alert = Concern(kind: .meetingSilent, subject: "m 2026-09-15T23:00:00Z", since: start, detail: "")
        #expect(due(100, since: 99, [alert]) == [start])
        let others = Concern(kind: .meetingSilent, subject: "n 2026-09-15T23:00:00Z", since: start, detail: "")
        #expect(due(100, since: 99, [others]).isEmpty)
        let all = Concern(
            kind: .meetingsSilent, subject: "2026-09-15T22:00:00Z/2026-09-15T23:00:00Z", since: start, detail: "")
        #expect(due(100, since: 99, [all]) == [start])
    }

    @Test("a silent meeting is alerted to once, for as long as nothing is known of it")
    func silent() {
        let first = watchdog.concerns(in: sight(at: 15, [time("m")]))
        #expect(first.map(\.name) == [["meeting-silent", "m 2026-09-15T23:00:00Z"]])
        #expect(first[0].detail.contains("The m (m)"))
        let standing = raised(first)
        #expect(watchdog.concerns(in: sight(at: 16, [time("m")], standing: standing)) == standing)
        #expect(watchdog.concerns(in: sight(at: 90, [time("m", heard: true)], standing: standing)).isEmpty)
        #expect(watchdog.concerns(in: sight(at: 90, [], standing: standing)).isEmpty, "cancelled meanwhile")
        let week: Int64 = 7 * 24 * 60
        #expect(watchdog.concerns(in: sight(at: week, [time("m")], standing: standing)) == standing)
        #expect(watchdog.concerns(in: sight(at: week + 1, [time("m")], standing: standing)).isEmpty)
    }

    @Test("a meeting of which something is known is alerted to by nobody")
    func heard() {
        #expect(watchdog.concerns(in: sight(at: 15, [time("m", heard: true)])).isEmpty)
    }

    @Test("a meeting that stays silent is not told of again at its next time")
    func staysSilent() {
        let standing = raised(watchdog.concerns(in: sight(at: 15, [time("m")])))
        let next: Int64 = 24 * 60
        let again = watchdog.concerns(in: sight(at: next + 15, [time("m"), time("m", next)], standing: standing))
        #expect(again == standing)
    }

    @Test("up to three meetings are told of one by one, more of them together")
    func together() {
        let three = ["a", "b", "c"].map { time($0) }
        #expect(kinds(watchdog.concerns(in: sight(at: 15, three))) == Array(repeating: .meetingSilent, count: 3))
        let four = three + [time("d")]
        let one = watchdog.concerns(in: sight(at: 15, four))
        #expect(one.map(\.name) == [["meetings-silent", "2026-09-15T23:00:00Z/2026-09-15T23:00:00Z"]])
        #expect(one[0].detail.contains("4 scheduled meetings"))
        // It lasts until something is known of each.
        let standing = raised(one)
        var rest = four
        for index in rest.indices {
            #expect(watchdog.concerns(in: sight(at: 16, rest, standing: standing)) == standing)
            rest[index].isHeard = true
        }
        #expect(watchdog.concerns(in: sight(at: 16, rest, standing: standing)).isEmpty)
    }

    @Test("after a long stop all that was missed meanwhile is one alert, which says that the bridge did not run")
    func longStop() {
        let missed = (0..<500).flatMap { meeting in
            (0..<3).map { time("m\(meeting)", Int64($0) * 1440) }
        }
        let days: Int64 = 3 * 1440
        var after = sight(at: days + 20, missed, watched: -60)
        after.runningSince = start + .minutes(days)
        let concerns = watchdog.concerns(in: after)
        #expect(concerns.map(\.name) == [["meetings-silent", "2026-09-15T23:00:00Z/2026-09-17T23:00:00Z"]])
        #expect(concerns[0].detail.contains("1500 scheduled meetings"))
        #expect(concerns[0].detail.contains("did not run from 2026-09-15T22:00:00Z to 2026-09-18T23:00:00Z"))
        let standing = raised(concerns)
        #expect(watchdog.concerns(in: sight(at: days + 21, missed, standing: standing)) == standing)
    }

    @Test("one scheduled time while the bridge did not run is one alert")
    func shortStop() {
        var after = sight(at: 60, [time("m")], watched: -5)
        after.runningSince = start + .minutes(40)
        let concerns = watchdog.concerns(in: after)
        #expect(kinds(concerns) == [.meetingSilent])
        #expect(concerns[0].detail.contains("did not run"))
    }

    @Test("what was before the first look of all is nobody's business")
    func firstLook() {
        var first = sight(at: 15, [time("m")])
        first.watchedThrough = nil
        #expect(watchdog.concerns(in: first).isEmpty)
    }

    @Test("nothing is raised and nothing cleared before the bridge has listened for fifteen minutes")
    func settling() {
        let old = Concern(kind: .deliveriesStopped, subject: "zoom", since: start - .hours(1), detail: "")
        var early = sight(at: 20, [time("m")], standing: [old], watched: 4)
        early.runningSince = early.now - .minutes(15) + Span(milliseconds: 1)
        #expect(watchdog.concerns(in: early) == [old])
        early.runningSince = early.now - .minutes(15)
        #expect(kinds(watchdog.concerns(in: early)) == [.meetingSilent])
    }

    @Test("where nothing comes from Zoom at all, that is the one alert, until something comes")
    func stopped() {
        let three = ["a", "b", "c"].map { time($0) }
        let concerns = watchdog.concerns(in: sight(at: 15, three, lastEvent: -1))
        #expect(concerns.map(\.name) == [["deliveries-stopped", "zoom"]])
        #expect(concerns[0].detail.contains("2026-09-15T22:59:00Z"))
        let standing = raised(concerns)
        // More meetings fall silent.
        let more = (0..<40).map { time("later\($0)", 30) }
        #expect(watchdog.concerns(in: sight(at: 45, more, standing: standing, lastEvent: -1)) == standing)
        // Something comes; what was missed is no news any more.
        #expect(watchdog.concerns(in: sight(at: 46, [], standing: standing, lastEvent: 46)).isEmpty)
        // Two meetings may well not take place.
        #expect(
            kinds(watchdog.concerns(in: sight(at: 15, Array(three.prefix(2)), lastEvent: -1)))
                == [.meetingSilent, .meetingSilent])
        // Others' events come.
        #expect(kinds(watchdog.concerns(in: sight(at: 15, three, lastEvent: 1))).contains(.meetingSilent))
    }

    @Test(
        "people left in a meeting an hour after its scheduled end, and no event since, mean that deliveries stopped",
        arguments: [
            (end: 60 as Int64?, now: 119 as Int64, lastEvent: 59 as Int64, isAlert: false), (60, 120, 59, true),
            (60, 120, 60, false), (60, 500, 61, false), (nil, 179, 0, false), (nil, 180, 0, true),
        ])
    func overrun(end: Int64?, now: Int64, lastEvent: Int64, isAlert: Bool) {
        var late = sight(at: now, [], lastEvent: lastEvent)
        late.occupied = [end.map { start + .minutes($0) }]
        #expect(kinds(watchdog.concerns(in: late)) == (isAlert ? [.deliveriesStopped] : []))
    }

    @Test("a validation is overdue after 78 hours, but only where there ever was one")
    func validation() {
        var late = sight(at: 0, [])
        #expect(watchdog.concerns(in: late).isEmpty)
        late.lastValidation = start - .hours(78)
        #expect(watchdog.concerns(in: late).isEmpty)
        late.lastValidation = start - .hours(78) - Span(milliseconds: 1)
        let concerns = watchdog.concerns(in: late)
        #expect(concerns.map(\.name) == [["validation-overdue", "zoom"]])
        late.standing = raised(concerns)
        #expect(watchdog.concerns(in: late) == late.standing)
        late.lastValidation = start
        #expect(watchdog.concerns(in: late).isEmpty)
    }

    @Test(
        "refused signatures count from 20 in an hour and a fifth of all; the alert lasts while there is half of that",
        arguments: [
            (refused: 19, total: 19, raises: false, lasts: true), (20, 100, true, true), (20, 101, false, true),
            (10, 100, false, true), (9, 9, false, false), (10, 101, false, false), (0, 0, false, false),
        ])
    func signatures(refused: Int, total: Int, raises: Bool, lasts: Bool) {
        var now = sight(at: 0, [])
        now.refusals = Sight.Refusals(refused: refused, total: total, isWholeHour: true)
        #expect(kinds(watchdog.concerns(in: now)) == (raises ? [.signaturesRefused] : []))
        let standing = Concern(kind: .signaturesRefused, subject: "zoom", since: start, detail: "")
        now.standing = [standing]
        #expect(watchdog.concerns(in: now) == (lasts ? [standing] : []))
        // The counters of the process before are gone.
        now.refusals.isWholeHour = false
        #expect(watchdog.concerns(in: now) == [standing])
    }

    @Test("the refused are counted over the last hour, whatever the clock does")
    func window() {
        let (counters, window) = (Counters(), RefusalWindow(at: start))
        func look(_ minute: Int64) -> [Int] {
            let found = window.look(at: counters, now: start + .minutes(minute))
            return [found.refused, found.total, found.isWholeHour ? 1 : 0]
        }
        counters.count(.unsigned)
        counters.count(.new)
        #expect(look(1) == [1, 2, 0])
        #expect(look(60) == [1, 2, 1])
        counters.count(.unsigned)
        #expect(look(61) == [1, 1, 1], "what was counted by minute 1 is more than an hour ago")
        #expect(look(121) == [0, 0, 1])
        #expect(look(30)[2] == 0, "set back")
        #expect(look(90) == [0, 0, 1])
    }
}
