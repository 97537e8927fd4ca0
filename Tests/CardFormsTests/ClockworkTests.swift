import Attendance
import Testing

@testable import CardForms

@Suite("Times on paper")
struct ClockworkTests {
    func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    @Test(
        "a moment is written as the clock on the wall shows it",
        arguments: [
            ("America/New_York", "2026-10-06T23:00:00Z", "Tue 6 Oct 2026, 7:00 pm", "UTC−4", "New York"),
            ("America/New_York", "2026-12-01T05:00:00Z", "Tue 1 Dec 2026, 12:00 am", "UTC−5", "New York"),
            ("Asia/Kathmandu", "2026-10-06T06:15:00Z", "Tue 6 Oct 2026, 12:00 pm", "UTC+5:45", "Kathmandu"),
            ("America/St_Johns", "2026-10-06T23:00:00Z", "Tue 6 Oct 2026, 8:30 pm", "UTC−2:30", "St Johns"),
            ("Nowhere/At_All", "2026-10-06T23:00:00Z", "Tue 6 Oct 2026, 11:00 pm", "UTC", "UTC"),
        ])
    func moments(_ zone: String, _ moment: String, _ words: String, _ offset: String, _ place: String) throws {
        let clock = Clockwork(zone, .english)
        #expect(clock.moment(try time(moment)) == words)
        #expect(clock.offset(at: try time(moment)) == offset)
        #expect(clock.place == place)
    }

    @Test("a span says morning and afternoon once where both ends share it, and the second date where it is another")
    func spans() throws {
        let clock = Clockwork("America/New_York", .english)
        let evening = try time("2026-10-06T23:00:00Z")
        #expect(clock.span(evening, evening + .minutes(60)) == "7:00 – 8:00 pm")
        #expect(clock.span(evening - .hours(8), evening) == "11:00 am – 7:00 pm")
        #expect(clock.span(evening, evening + .hours(6)) == "7:00 pm – 1:00 am, Wed 7 Oct 2026")
        #expect(Clockwork("America/New_York", .spanish).span(evening, evening + .minutes(5)) == "7:00 – 7:05 p. m.")
    }

    @Test("a language is chosen by its tag, English for all that is not known")
    func languages() {
        #expect(FormLanguage(tag: "es-MX") == .spanish)
        #expect(FormLanguage(tag: "ES") == .spanish)
        #expect(FormLanguage(tag: "fr") == .english)
    }

    @Test("values are put where the words have room for them, whatever stands in them")
    func filled() {
        #expect("{} of {}".filled("{}", "b") == "{} of b")
        #expect("nothing".filled("a") == "nothing")
    }
}
