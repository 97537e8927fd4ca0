import Attendance
import TestSupport
import Testing

@Suite("Progress of anybody")
struct ProgressPropertyTests {
    /// A participant with an order and a year of attendances, in a zone whose clocks change.
    private struct Story {
        var requirement: Requirement
        var zone: String
        var now: Timestamp
        var attendances: [AttendanceSummary] = []
        var weekStart: Int
        var excused: Set<LocalDate>

        init(seed: UInt64) {
            var random = SplitMix64(seed: seed)
            func some<T>(_ value: T) -> T? { Bool.random(using: &random) ? value : nil }
            let first = LocalDate(day: 20_400 + Int64.random(in: 0..<700, using: &random))
            zone = LocalClockTests.zones.randomElement(using: &random) ?? "UTC"
            requirement = Requirement(
                meetingsPerWeek: some(Int.random(in: 1...5, using: &random)),
                meetingsInTotal: some(Int.random(in: 1...60, using: &random)), startsOn: some(first),
                deadline: some(first.adding(days: Int64.random(in: 0..<400, using: &random))))
            now = Timestamp(seconds: (first.day + Int64.random(in: -10..<420, using: &random)) * 86_400 + 40_000)
            weekStart = Int.random(in: 1...7, using: &random)
            let excused = (0..<4).map { _ in first.adding(days: Int64.random(in: 0..<400, using: &random)) }
            self.excused = Set(excused.prefix(Int.random(in: 0...4, using: &random)))
            for index in 0..<Int.random(in: 0..<60, using: &random) {
                let minute = Int64.random(in: -20_000..<500_000, using: &random)
                let start = Timestamp(seconds: first.day * 86_400 + minute / 30 * 1800)
                guard start < now else { continue }
                var attendance = AttendanceSummary(
                    occurrence: OccurrenceID("\(index)"), meeting: MeetingID("\(index % 3)"), start: start,
                    slot: some(Slot(start: start, end: start + .hours(1))),
                    interval: some(Interval(start + .minutes(2), start + .minutes(minute % 100))),
                    verdict: [.passed, .passed, .passed, .failed, .needsReview, nil].randomElement(using: &random)
                        ?? nil)
                attendance.isVoid = Int.random(in: 0..<10, using: &random) == 0
                attendance.isExcused = Int.random(in: 0..<10, using: &random) == 0
                attendances.append(attendance)
            }
        }

        func progress(_ attendances: [AttendanceSummary]? = nil) -> Progress {
            Progress(
                requirement: requirement, timeZone: zone, now: now, attendances: attendances ?? self.attendances,
                recentLimit: 200, weekStart: weekStart, excusedWeeks: excused)
        }
    }

    @Test("weeks follow each other without a gap, from midnight to midnight, and hold every attendance that counts")
    func weeks() throws {
        for seed in UInt64(0)..<600 {
            let story = Story(seed: seed)
            let found = story.progress()
            let clock = try #require(LocalClock(story.zone))
            for (newer, older) in zip(found.weeks, found.weeks.dropFirst()) {
                #expect(older.endsAt == newer.startsAt && older.firstDay.adding(days: 7) == newer.firstDay)
                #expect(older.status != .current)
            }
            for week in found.weeks {
                #expect(week.firstDay.weekday == story.weekStart)
                #expect(week.startsAt == clock.moment(day: week.firstDay.day, minute: 0))
                #expect(clock.date(of: week.startsAt) == week.firstDay, "seed \(seed)")
                #expect(clock.date(of: week.startsAt - Span(milliseconds: 1)) < week.firstDay, "seed \(seed)")
                #expect((167...169).contains((week.endsAt - week.startsAt).milliseconds / 3_600_000))
            }
            #expect(found.thisWeek.startsAt <= story.now && story.now < found.thisWeek.endsAt)
            #expect(found.weeks.map(\.done).reduce(0, +) <= found.total.done)
            if found.weeks.count < 53 {
                #expect(found.weeks.map(\.done).reduce(0, +) == found.total.done, "seed \(seed)")
            }
        }
    }

    @Test("order and what does not count change nothing")
    func order() {
        for seed in UInt64(0)..<300 {
            let story = Story(seed: seed)
            var random = SplitMix64(seed: seed)
            let found = story.progress()
            #expect(story.progress(story.attendances.shuffled(using: &random)) == found, "seed \(seed)")
            let counting = story.attendances.filter { $0.verdict == .passed && !$0.isVoid || $0.isExcused }
            var bare = story
            // The first attendance of all may begin the first week.
            bare.requirement.startsOn = story.requirement.startsOn ?? LocalDate(day: 20_300)
            var full = story
            full.requirement.startsOn = bare.requirement.startsOn
            let (some, all) = (bare.progress(counting), full.progress())
            #expect(some.weeks == all.weeks && some.standing == all.standing && some.streak == all.streak)
            #expect(some.projection == all.projection && some.total == all.total)
        }
    }

    @Test("one more meeting never makes anything worse")
    func monotone() {
        let rank: [Progress.Standing: Int] = [.behind: 0, .onTrack: 1, .complete: 2]
        for seed in UInt64(0)..<600 {
            var story = Story(seed: seed)
            story.requirement.startsOn = story.requirement.startsOn ?? LocalDate(day: 20_300)
            let before = story.progress()
            let start = story.now - .hours(24 * Int64(seed % 90)) - .hours(3)
            let more = AttendanceSummary(
                occurrence: OccurrenceID("more"), meeting: MeetingID("more"), start: start,
                interval: Interval(start, start + .hours(2)), verdict: .passed)
            let after = story.progress(story.attendances + [more])
            #expect(before.total.done <= after.total.done && after.total.done <= before.total.done + 1, "seed \(seed)")
            #expect(rank[before.standing] ?? 0 <= rank[after.standing] ?? 0, "seed \(seed)")
        }
    }

    @Test("the standing agrees with the weeks, the total and the deadline")
    func standing() throws {
        for seed in UInt64(0)..<600 {
            let story = Story(seed: seed)
            let found = story.progress()
            guard found.weeks.count < 53 else { continue }
            let today = try #require(LocalClock(story.zone)).date(of: story.now)
            let isPast = story.requirement.deadline.map { $0 < today } ?? false
            let over = found.weeks.filter { $0.endsAt <= story.now || isPast }
            let asked = over.reduce(0) { $0 + ($1.required ?? 0) }
            let missing = story.requirement.meetingsInTotal.map { $0 - found.total.done }
            switch found.standing {
            case .complete:
                if let missing { #expect(missing <= 0) } else { #expect(isPast && found.total.done >= asked) }
                #expect(!found.standingSentence.hasPrefix("Behind"))
            case .onTrack:
                #expect(found.total.done >= asked && missing ?? 1 > 0 && (missing == nil || !isPast), "seed \(seed)")
            case .behind:
                let days = story.requirement.deadline.map { Int($0.day - today.day) + 1 }
                #expect(
                    found.total.done < asked || missing ?? 0 > 0 && (isPast || missing ?? 0 > days ?? .max),
                    "seed \(seed)")
                #expect(found.standingSentence.hasPrefix("Behind: "))
            }
            for week in found.weeks where week.status == .excused { #expect(week.required ?? 0 == 0) }
            for week in found.weeks where week.status == .missed { #expect(week.done < week.required ?? 0) }
            #expect(found.streak <= max(found.weeks.count, 53))
            if let day = found.projection.reachedOn, found.standing != .complete { #expect(day > today) }
        }
    }
}
