import ServiceSupport
import Testing

@testable import attendance_bridge

@Suite("Demo view")
struct DemoViewTests {
    static var state: DemoState {
        var state = DemoState(
            meeting: "Tuesday Group, Tue 6 Oct, 7:24 pm (New York)", now: "Ana moves to a breakout room", sent: 7,
            total: 16,
            participant: DemoState.Audience(title: "Ana Example, participant"),
            courtRep: DemoState.Audience(title: "Robin Sample, court representative"))
        state.participant.told = [
            .init(time: "7:00 pm", mark: .good, text: "Tuesday Group began. Join by the link you were sent."),
            .init(time: "7:02 pm", mark: .good, text: "You are in. Your time counts from now."),
        ]
        state.courtRep.told = (0..<20).map { .init(time: "7:0\($0 % 10) pm", text: "Told \($0)") }
        state.card = DemoCard(
            number: "CC-2026-4711-1", name: "Ana Example", caseNumber: "24-CR-4711", meeting: "Tuesday Group",
            time: "Tue 6 Oct, 7:00 pm (New York)", minutes: "57 of 60 minutes proven",
            rules: [
                .init(mark: .good, sentence: "You were there 57 of 60 minutes (95 %). Needed: 48."),
                .init(mark: .attention, sentence: "You joined 2 minutes late. Allowed: 10."),
            ], verdict: .good, verdictWords: "Counted", hash: String(repeating: "ab", count: 32))
        state.url = "http://127.0.0.1:40123/"
        return state
    }

    @Test("no line is wider than the terminal, whatever its width", arguments: Array(30...140))
    func fits(width: Int) {
        for line in DemoView.live(Self.state, width: width) { #expect(line.width <= width, "\(line.plain)") }
        let card = DemoCardView.lines(Self.state.card!, width: width)
        #expect(Set(card.map(\.width)).count == 1, "the box is straight")
    }

    @Test(
        "the number of lines depends on the width only, so that redrawing covers what was drawn", arguments: [40, 90])
    func steady(width: Int) {
        var empty = Self.state
        empty.participant.told = []
        empty.courtRep.told = []
        empty.now = ""
        #expect(DemoView.live(empty, width: width).count == DemoView.live(Self.state, width: width).count)
        #expect(DemoView.live(empty, width: width).count <= 22, "a small terminal has 24 lines")
    }

    @Test("the newest is shown where not everything fits")
    func newest() {
        let text = DemoView.live(Self.state, width: 100).map(\.plain).joined(separator: "\n")
        #expect(text.contains("Told 19") && text.contains("Told 11") && !text.contains("Told 10"))
        #expect(text.contains("Told to Ana Example, participant"))
        #expect(text.contains("7 of 16 deliveries  Ana moves to a breakout room"))
    }

    @Test("the card holds number, person, rules, verdict and hash, each meaning with its shape")
    func card() {
        let text = DemoView.ending(Self.state, width: 90).map(\.plain).joined(separator: "\n")
        for part in [
            "Proof card CC-2026-4711-1", "Ana Example · case 24-CR-4711", "57 of 60 minutes proven",
            "✓ You were there 57 of 60 minutes (95 %). Needed: 48.", "! You joined 2 minutes late.", "✓ Counted",
            "SHA-256 abab", "It ran at http://127.0.0.1:40123/", "attendance-bridge demo --keep",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("colour is added only where it is wanted, and around the text as it is")
    func colour() {
        let text = StyledText("good", .good) + " plain"
        #expect(text.rendered(colour: false) == "good plain")
        #expect(text.rendered(colour: true) == "\u{1B}[32mgood\u{1B}[0m plain")
        #expect(text.fitted(to: 6).rendered(colour: true) == "\u{1B}[32mgood\u{1B}[0m …")
        #expect(text.fitted(to: 4).plain == "goo…")
    }

    @Test("into a file goes every line once, without any control character")
    func transcript() {
        let pipe = Pipe()
        var screen = DemoScreen(Terminal(pipe.writing, environment: [:]))
        var state = Self.state
        screen.show(state)
        state.participant.told.append(.init(time: "8:00 pm", text: "The meeting is over."))
        screen.show(state)
        screen.finish(state)
        let text = pipe.available()
        #expect(!text.contains("\u{1B}"))
        #expect(text.split(separator: "\n").filter { $0.contains("You are in.") }.count == 1)
        #expect(text.split(separator: "\n").filter { $0.contains("The meeting is over.") }.count == 1)
        #expect(text.contains("┌─ Proof card"))
    }
}
