import Attendance
import Testing

@Suite struct ProgressTests {
    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    private func attended(
        _ start: Timestamp, _ verdict: Verdict? = .passed, occurrence: String? = nil, slot: Slot? = nil,
        meeting: String = "tuesday"
    ) -> AttendanceSummary {
        AttendanceSummary(
            occurrence: OccurrenceID(occurrence ?? start.rfc3339), meeting: MeetingID(meeting), start: start,
            slot: slot, verdict: verdict)
    }

    private func progress(
        _ attendances: [AttendanceSummary], now: Timestamp, zone: String = "America/New_York"
    ) -> Progress {
        Progress(
            requirement: Requirement(meetingsPerWeek: 3, meetingsInTotal: 24), timeZone: zone, now: now,
            attendances: attendances)
    }

    @Test("a week goes from Monday to Monday on the participant's clock, whatever the clock does meanwhile")
    func week() throws {
        // New York changed to summer time on Sunday 2026-03-08.
        let week = progress([], now: try time("2026-03-08T12:00:00Z")).thisWeek
        #expect(week.startsAt == (try time("2026-03-02T05:00:00Z")))
        #expect(week.endsAt == (try time("2026-03-09T04:00:00Z")))
        #expect(progress([], now: week.endsAt).thisWeek.startsAt == week.endsAt)
        #expect(progress([], now: week.startsAt).thisWeek.startsAt == week.startsAt)
        let unknown = progress([], now: try time("2026-03-08T12:00:00Z"), zone: "Mars/Olympus").thisWeek
        #expect(unknown.startsAt == (try time("2026-03-02T00:00:00Z")))
    }

    @Test("only what passed counts, this week and in total")
    func counts() throws {
        let now = try time("2026-06-04T12:00:00Z")
        let found = progress(
            [
                attended(try time("2026-06-02T23:00:00Z")), attended(try time("2026-06-03T23:00:00Z"), .failed),
                attended(try time("2026-06-01T23:00:00Z"), .needsReview),
                attended(try time("2026-06-04T11:00:00Z"), nil),
                attended(try time("2026-05-26T23:00:00Z")),
                // Still Sunday in New York.
                attended(try time("2026-06-01T03:59:59Z")), attended(try time("2026-06-01T04:00:00Z")),
            ], now: now)
        #expect(found.thisWeek.done == 2 && found.thisWeek.required == 3)
        #expect(found.total == Progress.Count(done: 4, required: 24))
        #expect(found.recent.count == 7)
        #expect(found.recent.map(\.start) == found.recent.map(\.start).sorted(by: >))
    }

    @Test("two occurrences of one slot count once, two slots or two meetings twice")
    func slots() throws {
        let start = try time("2026-06-02T23:00:00Z")
        let slot = Slot(start: start, end: start + .minutes(60))
        let again = attended(start + .minutes(20), slot: slot)
        #expect(progress([attended(start, slot: slot), again], now: start).total.done == 1)
        #expect(
            progress([attended(start, slot: slot), attended(start, .failed, occurrence: "x", slot: slot)], now: start)
                .total.done == 1)
        #expect(
            progress(
                [attended(start, slot: slot), attended(start, occurrence: "x", slot: slot, meeting: "other")],
                now: start
            ).total.done == 2)
        #expect(progress([attended(start), attended(start + .minutes(20))], now: start).total.done == 2)
    }

    @Test("order changes nothing")
    func order() {
        let all = (0..<30).map { attended(at(minute: $0 * 700), $0 % 3 == 0 ? .failed : .passed) }
        #expect(progress(all.shuffled(), now: at(0)) == progress(all, now: at(0)))
    }

    @Test("the current meeting counts up to now, and is none for who is not there")
    func current() throws {
        let open = Timeline([event(.joined, 0, "a")]).presence
        let current = try #require(
            Progress.Current(occurrence: occurrence, meeting: MeetingID("m"), presence: open, now: at(150)))
        #expect(current.since == at(0) && current.soFar == .seconds(150) && current.soFar.wholeMinutes == 2)
        let closed = Timeline([event(.joined, 0, "a"), event(.left, 5, "a")]).presence
        #expect(Progress.Current(occurrence: occurrence, meeting: MeetingID("m"), presence: closed, now: at(9)) == nil)
    }
}
