import Attendance
import TestSupport
import Testing

@Suite struct TimestampTests {
    @Test("what is written in RFC 3339 is read back", arguments: UInt64(0)..<200)
    func readsBack(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let range = Timestamp.distantPast.milliseconds...Timestamp.distantFuture.milliseconds
        let moment = Timestamp(milliseconds: Int64.random(in: range, using: &random))
        #expect(Timestamp(rfc3339: moment.rfc3339) == moment)
    }

    @Test("offsets, decimals and leap days are understood; what is no date is not")
    func reads() {
        #expect(Timestamp(rfc3339: "2026-11-21T20:00:00+01:00") == Timestamp(rfc3339: "2026-11-21T19:00:00Z"))
        #expect(Timestamp(rfc3339: "1970-01-01T00:00:00.0019Z") == Timestamp(milliseconds: 1))
        #expect(Timestamp(rfc3339: "2028-02-29T00:00:00Z") != nil)
        for wrong in [
            "", "2026-02-29T00:00:00Z", "2026-11-21T19:00:00", "2026-13-01T00:00:00Z", "2026-11-21T24:00:00Z",
        ] {
            #expect(Timestamp(rfc3339: wrong) == nil, "\(wrong)")
        }
    }

    @Test("minutes are rounded down, also below zero")
    func minutes() {
        #expect(Span(milliseconds: 119_999).wholeMinutes == 1)
        #expect(Span(milliseconds: -1).wholeMinutes == -1)
    }
}
