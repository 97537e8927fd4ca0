import Attendance
import CourtCard
import Testing

@testable import CardForms

@Suite("What a card names by fixed words")
struct RecordWordsTests {
    @Test("decisions are told as people say it", arguments: FormLanguage.allCases)
    func decisions(_ language: FormLanguage) throws {
        let kinds = ["claim", "add-time", "remove-time", "excuse", "void", "reissue"]
        var facts = ExampleCard.facts()
        facts.decisions = kinds.enumerated().map { index, kind in
            .init(
                id: Int64(index), kind: kind, interval: nil, reason: "Seen", author: PersonID("m.l"),
                role: "court-rep", at: ExampleCard.start)
        }
        let notes = CardReading(ExampleCard.sheet(try ExampleCard.card(facts)), language).notes
        for (kind, note) in zip(kinds, notes.suffix(kinds.count)) {
            #expect(!note.hasPrefix("\(kind),") && note.contains("Seen") && !note.contains("court-rep"))
        }
    }

    @Test("where messages came from, and why the meeting was over, is told in the language of the form")
    func spanish() throws {
        for source in ["webhook", "webhook-log", "report-csv", "report-api"] {
            #expect(FormLanguage.english.source(source) != source)
            #expect(FormLanguage.spanish.source(source) != FormLanguage.english.source(source))
        }
        for reason in Completion.Reason.allCases {
            #expect(FormLanguage.spanish.closing(reason.rawValue, signed: "Signed.") != "Signed.")
            #expect(FormLanguage.english.closing(reason.rawValue, signed: "Signed.") == "Signed.")
        }
    }
}
