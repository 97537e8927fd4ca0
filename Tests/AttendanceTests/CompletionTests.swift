import Attendance
import Testing

@Suite struct CompletionTests {
    private func completion(
        _ events: [MeetingEvent], endReceived: Int64? = nil, lastReceived: Int64? = nil, scheduledEnd: Int64? = nil,
        now: Int64
    ) -> Completion {
        Completion(
            of: Timeline(events), endReceived: at(ifTold: endReceived), lastReceived: at(ifTold: lastReceived),
            scheduledEnd: at(ifTold: scheduledEnd), now: at(now))
    }

    private let inside = event(.joined, 0, "a"), ended = event(.ended, 3600), left = event(.left, 3600, "a")

    @Test("it is over at once when it ended and everybody left")
    func allLeft() {
        #expect(
            completion([inside, left, ended], endReceived: 3601, lastReceived: 3601, now: 3601) == .complete(.allLeft))
        #expect(completion([ended], endReceived: 3601, lastReceived: 3601, now: 3601) == .complete(.allLeft))
    }

    @Test("leaves that are missing are waited for, counted from when the end was received")
    func settled() {
        let events = [inside, ended]
        #expect(completion(events, endReceived: 5000, lastReceived: 5010, now: 5010) == .waiting(until: at(5015)))
        #expect(completion(events, endReceived: 5000, lastReceived: 5010, now: 5014) == .waiting(until: at(5015)))
        #expect(completion(events, endReceived: 5000, lastReceived: 5010, now: 5015) == .complete(.settled))
    }

    @Test("without an end it is over four hours after the last delivery and after the scheduled end")
    func stale() {
        let hours: Int64 = 4 * 3600
        #expect(completion([inside], lastReceived: 100, now: 200) == .waiting(until: at(100 + hours)))
        #expect(completion([inside], lastReceived: 100, now: 100 + hours) == .complete(.stale))
        #expect(
            completion([inside, left], lastReceived: 100, scheduledEnd: 3600, now: 100 + hours)
                == .waiting(until: at(3600 + hours)))
        #expect(completion([inside, left], lastReceived: 100, now: 50 + hours) == .waiting(until: at(100 + hours)))
    }

    @Test("who joins after the end keeps it going")
    func joinedAfterEnd() {
        let again = [inside, left, ended, event(.joined, 3700, "b")]
        #expect(
            completion(again, endReceived: 3601, lastReceived: 3701, now: 9000)
                == .waiting(until: at(3701 + 4 * 3600)))
        let gone = again + [event(.left, 3800, "b")]
        // Perhaps only for a moment: another end may come.
        #expect(
            completion(gone, endReceived: 3601, lastReceived: 3801, now: 3801) == .waiting(until: at(3801 + 600)))
        #expect(completion(gone, endReceived: 3601, lastReceived: 3801, now: 3801 + 600) == .complete(.settled))
        let ended = gone + [event(.ended, 3800)]
        #expect(completion(ended, endReceived: 3802, lastReceived: 3802, now: 3802) == .complete(.allLeft))
    }

    @Test("nothing told, nothing to wait for")
    func nothing() {
        #expect(completion([], now: 0) == .waiting(until: nil))
    }
}
