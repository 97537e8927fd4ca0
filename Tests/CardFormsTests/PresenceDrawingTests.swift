import Attendance
import CourtCard
import Testing

@testable import CardForms

@Suite("The drawn timeline")
struct PresenceDrawingTests {
    func drawing(width: Double = 540, _ change: (inout CardFacts) -> Void = { _ in }) throws -> PresenceDrawing {
        var facts = ExampleCard.facts()
        change(&facts)
        return PresenceDrawing(CardReading(ExampleCard.sheet(try ExampleCard.card(facts)), .english), width: width)
    }

    func texts(_ drawing: PresenceDrawing) -> [String] {
        drawing.marks.compactMap { mark in
            guard case .text(let text, _, _, _, _, _) = mark else { return nil }
            return text
        }
    }

    @Test("everything stays within the picture, as wide as paper or as a telephone", arguments: [540.0, 280])
    func bounds(_ width: Double) throws {
        let drawing = try drawing(width: width) { $0.presence.inferred = ExampleCard.stays((120, 125)) }
        for mark in drawing.marks {
            switch mark {
            case .box(let x, let y, let width, let height, _, _):
                #expect(x >= 0 && y >= 0 && x + width <= drawing.width && y + height <= drawing.height)
            case .line(let x1, let y1, let x2, let y2, _, _):
                #expect(min(x1, x2) >= 0 && max(x1, x2) <= drawing.width)
                #expect(min(y1, y2) >= 0 && max(y1, y2) <= drawing.height)
            case .text(_, let x, let y, _, _, _):
                #expect(x >= 0 && x <= drawing.width && y <= drawing.height)
            }
        }
    }

    @Test("connections one after the other share a lane; such as overlap have their own, under all of them together")
    func lanes() throws {
        #expect(try texts(drawing()).contains("1 · app, 2 · phone"))
        let overlapping = try texts(drawing { $0.presence.lanes[1].proven = ExampleCard.stays((1000, 3480)) })
        #expect(overlapping.contains("Together"))
        #expect(overlapping.contains("1 · app"))
        #expect(overlapping.contains("2 · phone"))
    }

    @Test("what was missed at either end is marked with its length, and nothing where nothing was")
    func missed() throws {
        #expect(try texts(drawing()).contains("late 3 min"))
        let early = try texts(drawing { $0.presence.inferred = IntervalSet() })
        #expect(early.contains("left 2 min early"))
        let whole = try texts(drawing { $0.presence.proven = ExampleCard.stays((0, 3600)) })
        #expect(!whole.contains { $0.hasPrefix("late") || $0.hasPrefix("left") })
    }

    @Test("what was missed at both ends can be read, however short the time between", arguments: [540.0, 280])
    func missedMost(_ width: Double) throws {
        let drawing = try drawing(width: width) {
            $0.presence.inferred = IntervalSet()
            $0.presence.proven = ExampleCard.stays((1800, 1920))
        }
        let labels = drawing.marks.compactMap { mark -> (x: ClosedRange<Double>, y: Double)? in
            guard case .text(let text, let x, let y, let size, let anchor, _) = mark,
                text.hasPrefix("late") || text.hasPrefix("left")
            else { return nil }
            let length = Mark.width(of: text, size: size)
            return (anchor == .start ? x...x + length : x - length...x, y)
        }
        #expect(labels.count == 2)
        #expect(labels[0].y != labels[1].y || !labels[0].x.overlaps(labels[1].x))
    }

    @Test("nobody is late for what had not begun")
    func lateMeeting() throws {
        let texts = try texts(drawing { $0.actual.start = ExampleCard.start + .minutes(3) })
        #expect(!texts.contains { $0.hasPrefix("late") })
    }

    @Test("the axis shows full steps of the clock on the meeting's wall, across a change of the clock too")
    func axis() throws {
        let labels = try texts(drawing()).filter { $0.hasSuffix("pm") && !$0.hasPrefix("Scheduled") }
        #expect(labels.contains("7:10 pm"))
        let kathmandu = try texts(drawing { $0.scheduled?.timeZone = "Asia/Kathmandu" })
        #expect(kathmandu.contains("4:50 am"))
    }

    @Test("hatching stays in its box")
    func hatched() {
        for mark in Mark.hatched(x: 10, y: 5, width: 7, height: 4) {
            guard case .line(let x1, let y1, let x2, let y2, _, _) = mark else { continue }
            #expect(x1 >= 10 && x2 <= 17 && y2 >= 5 && y1 <= 9)
        }
    }

    @Test("those who cannot see it are told the same")
    func alternative() throws {
        #expect(
            try drawing().alt
                == "Timeline. Scheduled: 7:00 – 8:00 pm. Proven: 7:03:05 – 7:30:02 pm; 7:35:00 – 7:58:00 pm. "
                + "Inferred: 7:58:00 – 8:00:00 pm. Waiting room: 7:01:02 – 7:03:05 pm.")
    }

    @Test(
        "numbers are written alike everywhere",
        arguments: [(1.0, "1"), (-0.005, "-0.01"), (2.345678, "2.35"), (10.1, "10.1")])
    func numbers(_ value: Double, _ text: String) {
        #expect(value.short == text || text == "10.1" && value.short == "10.10")
    }
}
