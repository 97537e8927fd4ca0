import Attendance
import Store
import Testing

@testable import Bridge

@Suite("Which occurrence a report is of")
struct OccurrenceSearchTests {
    let start = BridgeUnderTest.evening

    func candidate(_ uuid: String, _ began: Int64?, _ ended: Int64?) -> OccurrenceSearch.Candidate {
        let record = OccurrenceRecord(
            key: OccurrenceKey(1), id: OccurrenceID(uuid), number: nil, meeting: nil, firstReceivedAt: start,
            deadline: nil)
        return OccurrenceSearch.Candidate(
            record: record, began: began.map { start + .minutes($0) }, ended: ended.map { start + .minutes($0) })
    }

    func search(start saysStart: Bool = true, _ first: Int64, _ last: Int64) -> OccurrenceSearch {
        OccurrenceSearch(
            start: saysStart ? start + .minutes(first) : nil, first: start + .minutes(first),
            last: start + .minutes(last))
    }

    @Test("the one that began within five minutes of it, though others overlap")
    func near() {
        let (long, near) = (candidate("long", -60, 90), candidate("near", 5, 60))
        #expect(search(0, 60).find(among: [long, near]) == .found(near))
        #expect(search(0, 60).find(among: [long, candidate("late", 6, 60)]) != .found(near))
    }

    @Test("where none began then, the only one that overlaps: its first deliveries may have been lost")
    func overlapping() {
        let (before, during) = (candidate("before", -60, -1), candidate("during", 20, 60))
        #expect(search(0, 60).find(among: [before, during]) == .found(during))
        #expect(search(0, 60).find(among: [before]) == .none)
        #expect(search(0, 60).find(among: [candidate("after", 61, 90)]) == .none)
    }

    @Test("one whose end was never told may have gone on for hours, and not for days")
    func endless() {
        let endless = candidate("endless", 0, nil)
        #expect(search(11 * 60, 11 * 60 + 5).find(among: [endless]) == .found(endless))
        #expect(search(13 * 60, 14 * 60).find(among: [endless]) == .none)
    }

    @Test("several that fit equally well are listed in the order they began")
    func several() {
        let (a, b) = (candidate("a", 40, 60), candidate("b", 0, 20))
        #expect(search(start: false, 10, 50).find(among: [a, b]) == .several([b, a]))
        let (c, d) = (candidate("c", 1, 60), candidate("d", -1, 60))
        #expect(search(0, 60).find(among: [c, d]) == .several([d, c]))
    }

    @Test("of one that has not begun nothing is known")
    func unbegun() { #expect(search(0, 60).find(among: [candidate("x", nil, nil)]) == .none) }
}
