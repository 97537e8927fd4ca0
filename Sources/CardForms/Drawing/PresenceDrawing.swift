internal import Attendance
internal import CourtCard

/// When somebody was there, drawn: a lane for each connection over the scheduled time.
struct PresenceDrawing {
    let width: Double
    private(set) var height = 0.0
    private(set) var marks: [Mark] = []
    /// The same in words.
    let alt: String

    private let reading: CardReading
    private let range: Interval
    /// Left and right end of the axis.
    private let left: Double
    private let right: Double

    private static let laneHeight = 10.0
    private static let laneGap = 3.0
    /// Of what was missed, above the lanes.
    private static let rowHeight = 10.0
    /// Below it there is no room for the zone beside the axis.
    private static let narrow = 400.0

    init(_ reading: CardReading, width: Double) {
        self.reading = reading
        self.width = width
        (left, right) = width < Self.narrow ? (58, width - 36) : (62, width - 50)
        range = Self.range(of: reading)
        alt = Self.words(reading, range)
        draw()
    }

    /// The scheduled time and all that was recorded, with some air around.
    private static func range(of reading: CardReading) -> Interval {
        let presence = reading.facts.presence
        let lanes = presence.lanes.flatMap { [$0.proven, $0.inferred, $0.waiting] }
        let sets = [presence.proven, presence.inferred, presence.corrected, presence.removed, presence.waiting] + lanes
        let starts = sets.compactMap(\.start) + [reading.slot?.start, reading.facts.actual.start].compactMap { $0 }
        let ends = sets.compactMap(\.end) + [reading.slot?.end, reading.facts.actual.end].compactMap { $0 }
        let start = starts.min() ?? reading.content.issuedAt
        let end = max(ends.max() ?? start, start + .minutes(1))
        let air = Span(milliseconds: max(60_000, (end - start).milliseconds / 40))
        return Interval(start - air, end + air)
    }

    private static func words(_ reading: CardReading, _ range: Interval) -> String {
        let clock = reading.clock
        var parts: [String] = []
        if let slot = reading.slot { parts.append("\(reading.words.scheduled): \(clock.span(slot.start, slot.end)).") }
        for kind in CardReading.Kind.allCases {
            let intervals = reading.time(kind).intervals
            if intervals.isEmpty { continue }
            let times = intervals.map { clock.span($0.start, $0.end, withSeconds: true) }
            parts.append("\(reading.word(kind)): \(times.joined(separator: "; ")).")
        }
        return reading.words.timeline + ". " + parts.joined(separator: " ")
    }

    private func x(_ moment: Timestamp) -> Double {
        let part = Double((moment - range.start).milliseconds) / Double(range.length.milliseconds)
        return left + (right - left) * min(1, max(0, part))
    }

    /// One row of the picture.
    private struct Lane {
        /// Their places on the card; of all together none.
        var connections: [Int]
        var times: [(CardReading.Kind, IntervalSet)]
        var end: Timestamp?
    }

    private mutating func draw() {
        let lanes = lanes
        let (missed, rows) = missedMarks(y: 16)
        let top = 12 + Double(rows) * Self.rowHeight
        let bottom = top + Double(lanes.count) * (Self.laneHeight + Self.laneGap) + Self.laneGap
        drawSchedule(top: top, bottom: bottom)
        marks += missed
        for (index, lane) in lanes.enumerated() {
            let y = top + Self.laneGap + Double(index) * (Self.laneHeight + Self.laneGap)
            draw(lane, y: y, isFirst: index == 0)
        }
        drawAxis(y: bottom)
        drawLegend(y: bottom + 24)
        height = bottom + 28
    }

    private mutating func drawSchedule(top: Double, bottom: Double) {
        guard let slot = reading.slot else { return }
        let (from, to) = (x(slot.start), x(slot.end))
        marks.append(.box(x: from, y: top, width: to - from, height: bottom - top, fill: 0.9, line: 0))
        for (edge, time, anchor) in [(from, slot.start, Mark.Anchor.start), (to, slot.end, .end)] {
            marks.append(.line(x1: edge, y1: 2, x2: edge, y2: bottom, width: 0.8, gray: 0))
            let label =
                anchor == .start ? "\(reading.words.scheduled) \(reading.clock.time(time))" : reading.clock.time(time)
            let shift = anchor == .start ? 3.0 : -3.0
            marks.append(.text(label, x: edge + shift, y: 8.5, size: 7, anchor: anchor, isBold: true))
        }
    }

    private mutating func draw(_ lane: Lane, y: Double, isFirst: Bool) {
        let middle = y + Self.laneHeight / 2
        marks.append(.text(label(of: lane), x: 0, y: middle + 2.6, size: 7.5, anchor: .start, isBold: isFirst))
        marks.append(.line(x1: left, y1: middle, x2: right, y2: middle, width: 0.25, gray: 0.6))
        for (kind, set) in lane.times {
            for interval in set.intervals { marks += bar(kind, x(interval.start), x(interval.end), y) }
        }
        let there = lane.times.filter { $0.0 == .proven || $0.0 == .corrected }.reduce(Span.zero) { $0 + $1.1.total }
        marks.append(
            .text("\(there.wholeMinutes) min", x: width, y: middle + 2.6, size: 7.5, anchor: .end, isBold: isFirst))
    }

    private func label(of lane: Lane) -> String {
        if lane.connections.isEmpty { return reading.words.together }
        if lane.connections.count > 2 {
            return reading.words.severalConnections.filled(String(lane.connections.count))
        }
        let devices = reading.facts.presence.lanes.map { reading.device($0.device) }
        return lane.connections.map { "\($0 + 1) · \(devices[$0])" }.joined(separator: ", ")
    }

    private func bar(_ kind: CardReading.Kind, _ from: Double, _ to: Double, _ y: Double) -> [Mark] {
        // A moment too short to be seen is still there.
        let (width, height) = (max(0.8, to - from), Self.laneHeight)
        switch kind {
        case .proven: return [.box(x: from, y: y, width: width, height: height, fill: 0.15, line: 0)]
        case .inferred: return Mark.hatched(x: from, y: y, width: width, height: height)
        case .corrected: return [.box(x: from, y: y, width: width, height: height, fill: 1, line: 1.4)]
        case .removed: return Mark.crossed(x: from, y: y, width: width, height: height)
        case .waiting:
            return [.line(x1: from, y1: y + height / 2, x2: from + width, y2: y + height / 2, width: 2, gray: 0.25)]
        }
    }
}

extension PresenceDrawing {
    /// All time together first, where there is more than one lane to put together.
    private var lanes: [Lane] {
        let presence = reading.facts.presence
        var lanes: [Lane] = []
        for (index, lane) in presence.lanes.enumerated() {
            let all = lane.proven.union(lane.inferred).union(lane.waiting)
            let times = [
                (CardReading.Kind.waiting, lane.waiting), (.proven, lane.proven), (.inferred, lane.inferred),
            ]
            // Connections that do not overlap share a row: somebody who came back is drawn as one.
            let free = lanes.firstIndex { row in row.end.map { end in all.start.map { $0 >= end } ?? true } ?? true }
            if let free {
                lanes[free].times += times
                lanes[free].end = all.end ?? lanes[free].end
                lanes[free].connections.append(index)
            } else {
                lanes.append(Lane(connections: [index], times: times, end: all.end))
            }
        }
        let decided = [(CardReading.Kind.corrected, presence.corrected), (.removed, presence.removed)]
            .filter { !$0.1.isEmpty }
        if lanes.count == 1, decided.isEmpty { return lanes }
        let together = Lane(
            connections: [],
            times: [
                (.waiting, presence.waiting), (.proven, presence.proven), (.inferred, presence.inferred),
                (.corrected, presence.corrected), (.removed, presence.removed),
            ])
        return [together] + lanes
    }

    /// What is missing at the beginning and at the end, measured from when the meeting was really on.
    private func missedMarks(y: Double) -> (marks: [Mark], rows: Int) {
        guard let slot = reading.slot else { return ([], 0) }
        let presence = reading.facts.presence
        let there = presence.proven.union(presence.inferred).union(presence.corrected)
        guard let first = there.start, let last = there.end else { return ([], 0) }
        let begin = max(slot.start, reading.facts.actual.start ?? slot.start)
        let end = min(slot.end, reading.facts.actual.end ?? slot.end)
        let (late, early) = ((first - begin).wholeMinutes, (end - last).wholeMinutes)
        let labels = (
            late > 0 ? reading.words.late.filled("\(late) min") : "",
            early > 0 ? reading.words.early.filled("\(early) min") : ""
        )
        // Side by side between the brackets; where somebody was there too shortly for that, one below the other.
        let needed = Mark.width(of: labels.0, size: 7) + Mark.width(of: labels.1, size: 7) + 10
        let isBelow = late > 0 && early > 0 && needed > x(last) - x(first)
        var marks: [Mark] = []
        if late > 0 { marks += bracket(x(begin), x(first), y) + [beside(labels.0, x(first) + 3, y, .start)] }
        if early > 0 {
            let y = isBelow ? y + Self.rowHeight : y
            marks += bracket(x(last), x(end), y) + [beside(labels.1, x(last) - 3, y, .end)]
        }
        return (marks, (late > 0 || early > 0 ? 1 : 0) + (isBelow ? 1 : 0))
    }

    private func beside(_ label: String, _ x: Double, _ y: Double, _ anchor: Mark.Anchor) -> Mark {
        .text(label, x: x, y: y + 2.4, size: 7, anchor: anchor, isBold: false)
    }

    private func bracket(_ from: Double, _ to: Double, _ y: Double) -> [Mark] {
        [(from, y, to, y), (from, y - 2.5, from, y + 2.5), (to, y - 2.5, to, y + 2.5)].map {
            .line(x1: $0.0, y1: $0.1, x2: $0.2, y2: $0.3, width: 0.8, gray: 0)
        }
    }

    private mutating func drawAxis(y: Double) {
        marks.append(.line(x1: left, y1: y, x2: right, y2: y, width: 0.8, gray: 0))
        let most = max(1, Int((right - left) / 50))
        let minutes = range.length.milliseconds / 60_000
        let steps: [Int64] = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440]
        let step = (steps.first { minutes / $0 <= Int64(most) } ?? minutes) * 60_000
        // The first full step on the wall's clock.
        let past = reading.clock.millisecondsOfDay(range.start) % step
        var tick = range.start + Span(milliseconds: (step - past) % step)
        while tick < range.end {
            let x = x(tick)
            marks.append(.line(x1: x, y1: y, x2: x, y2: y + 3, width: 0.8, gray: 0))
            marks.append(.text(reading.clock.time(tick), x: x, y: y + 10.5, size: 7, anchor: .middle, isBold: false))
            tick = tick + Span(milliseconds: step)
        }
        let line = width < Self.narrow ? 24 : 10.5
        marks.append(.text(reading.clock.place, x: width, y: y + line, size: 7, anchor: .end, isBold: false))
    }

    /// Also what another connection proves is drawn as inferred of the one that does not.
    private func drawn(_ kind: CardReading.Kind) -> IntervalSet {
        let lanes = reading.facts.presence.lanes
        return switch kind {
        case .inferred: lanes.reduce(reading.time(kind)) { $0.union($1.inferred) }
        case .waiting: lanes.reduce(reading.time(kind)) { $0.union($1.waiting) }
        default: reading.time(kind)
        }
    }

    private mutating func drawLegend(y: Double) {
        var x = left
        func label(_ text: String) {
            marks.append(.text(text, x: x + 18, y: y, size: 7, anchor: .start, isBold: false))
            x += 18 + Mark.width(of: text, size: 7) + 12
        }
        if reading.slot != nil {
            marks.append(.box(x: x, y: y - 6, width: 14, height: 7, fill: 0.9, line: 0.4))
            label(reading.words.scheduled)
        }
        for kind in CardReading.Kind.allCases where kind == .proven || !drawn(kind).isEmpty {
            marks += bar(kind, x, x + 14, y - 6).map { $0.squeezed(top: y - 6, height: 7, from: Self.laneHeight) }
            label(reading.word(kind))
        }
    }
}

extension Mark {
    /// Lower than drawn, with the same top.
    fileprivate func squeezed(top: Double, height: Double, from old: Double) -> Mark {
        func squeeze(_ y: Double) -> Double { top + (y - top) * height / old }
        return switch self {
        case .box(let x, let y, let width, let height, let fill, let line):
            .box(
                x: x, y: squeeze(y), width: width, height: squeeze(y + height) - squeeze(y), fill: fill, line: line)
        case .line(let x1, let y1, let x2, let y2, let width, let gray):
            .line(x1: x1, y1: squeeze(y1), x2: x2, y2: squeeze(y2), width: width, gray: gray)
        case .text: self
        }
    }
}
