/// What was told of one connection, in the order it happened.
///
/// Kept small, because it is read again at every delivery: strings stay in the events.
struct Point: Hashable {
    /// At equal times the lower comes first: a join wins over a leave, and a leave that comes with being put in the
    /// waiting room is known to.
    enum Act: UInt8 {
        case putInWaitingRoom, left, enteredWaitingRoom, leftWaitingRoom, seen, joined

        var isOfStay: Bool { self == .joined || self == .left || self == .putInWaitingRoom }
    }

    var time: Int64
    var act: Act
    /// Index into the stays of the connection; -1 where the act is not one of a stay.
    var stay: Int32

    static func precedes(_ a: Self, _ b: Self) -> Bool {
        (a.time, a.act.rawValue, a.stay) < (b.time, b.act.rawValue, b.stay)
    }
}

/// One visit of a connection to one room: the meeting, or a breakout room. `user_id` is new at every room move.
struct Stay: Hashable {
    var userID: String?
    var inBreakoutRoom: Bool

    static func precedes(_ a: Self, _ b: Self) -> Bool {
        if a.inBreakoutRoom != b.inBreakoutRoom { return b.inBreakoutRoom }
        return a.userID != b.userID && a.userID.precedes(b.userID)
    }
}

/// The points of a connection and the stays they belong to: both sorted, so that the same set makes the same lists.
struct Points {
    private(set) var points: [Point] = []
    private(set) var stays: [Stay] = []
    /// What reports tell of the connection, the surer first.
    private(set) var reported: [ReportedStay] = []

    mutating func insert(_ row: ReportedStay) {
        reported.insert(row, at: reported.partitioningIndex { ReportedStay.precedes(row, $0) })
    }

    mutating func insert(_ act: Point.Act, at time: Int64, in stay: Stay?) {
        let point = Point(time: time, act: act, stay: stay.map { place(of: $0) } ?? -1)
        points.insert(point, at: points.partitioningIndex { Point.precedes(point, $0) })
    }

    mutating func merge(_ other: Self) {
        for row in other.reported { insert(row) }
        for point in other.points {
            insert(point.act, at: point.time, in: point.stay < 0 ? nil : other.stays[Int(point.stay)])
        }
    }

    private mutating func place(of stay: Stay) -> Int32 {
        let place = stays.partitioningIndex { !Stay.precedes($0, stay) }
        if place < stays.count, stays[place] == stay { return Int32(place) }
        stays.insert(stay, at: place)
        if place < stays.count - 1 {
            for i in points.indices where points[i].stay >= place { points[i].stay += 1 }
        }
        return Int32(place)
    }
}

extension Array {
    /// The first place from which `belongsAfter` holds: the end of the array when it is not true of the last element,
    /// which is asked first because events nearly always come in order.
    func partitioningIndex(_ belongsAfter: (Element) -> Bool) -> Int {
        guard let last, belongsAfter(last) else { return count }
        var (low, high) = (0, count - 1)
        while low < high {
            let middle = (low + high) / 2
            if belongsAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
