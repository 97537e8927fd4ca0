import DevTools
import Foundation
import JSON
import ServiceSupport
import Testing

extension BrowserTests {
    @Suite("What a representative decides")
    struct DecisionJourneys {
        private func open(
            _ page: Page, _ court: Court, _ query: String = "", signsIn: Bool = true
        ) async throws {
            if signsIn { try await page.signIn(as: Court.rep, to: court) }
            try await page.go("\(court.address)/rep\(query)")
            try await page.wait(until: "document.querySelector('.live-words')?.textContent === 'Live'")
        }

        @Test("what two tabs ask of somebody at the same time is shown side by side, and whoever came second chooses")
        func conflict() async throws {
            let court = try await Court()
            let rep = try await court.invite(Court.rep)
            let profile = try await SharedBrowser.profile()
            try await withPage(in: profile) { first in
                try await withPage(in: profile) { second in
                    for (page, signsIn) in [(first, true), (second, false)] {
                        try await open(page, court, "?participant=P-1", signsIn: signsIn)
                        try await page.click("button", "Change")
                        _ = try await page.find("spinbutton", .containing("Meetings a week"))
                    }
                    try await second.fill(.containing("Meetings a week"), role: "spinbutton", with: "5")
                    try await second.click("button", "Save")
                    try await second.see("5 meetings a week")
                    try await first.fill(.containing("Meetings a week"), role: "spinbutton", with: "2")
                    try await first.fill(.containing("Meetings in total"), role: "spinbutton", with: "60")
                    try await first.click("button", "Save")
                    try await first.see("Somebody else changed this meanwhile")
                    try await keep(first, as: "rep-conflict")
                    try await first.click("radio", .containing("Yours: 2"))
                    try await first.click("button", "Save this")
                    try await first.see("2 meetings a week")
                    try await second.see("2 meetings a week")
                    let saved = try rep.send("GET", "/api/participants/P-1/requirement").json
                    #expect(saved["meetingsPerWeek"] == 2)
                    #expect(saved["meetingsInTotal"] == 60)
                }
            }
        }

        @Test("somebody nobody knew is claimed, and has a card")
        func claim() async throws {
            let court = try await Court()
            let stranger = Court.Person.stranger("iPhone of Ana")
            let past = Holding(.evening, 1, uuid: "past==")
            try court.deliver(past.whole([stranger]))
            let rep = try await court.invite(Court.rep)
            try await withPage { page in
                try await open(page, court, "?view=needs")
                try await page.click("button", .containing("Say who it was"))
                let field = try await page.find("combobox", .containing("Participant"))
                try await field.choose("P-1")
                try await page.fill(.containing("Reason"), with: "She showed me her phone.")
                try await page.click("button", "Say it was them")
                try await page.gone("dialog", .any)
                try await eventually("there is a card") {
                    try rep.send("GET", "/api/participants/P-1/cards").json["cards"]?.array?.count == 1
                }
                try await page.wait(until: "!document.body.innerText.includes('iPhone of Ana')")
            }
        }

        @Test("time that Zoom did not tell is added, and the new card counts")
        func correct() async throws {
            let court = try await Court()
            let past = Holding(.evening, 1, uuid: "past==")
            let ana = court.people[0]
            try court.deliver([
                past.started(), past.joined(ana, minute: 20), past.left(ana, minute: 60), past.ended(),
            ])
            try await court.waitForCard(of: "P-1")
            let rep = try await court.invite(Court.rep)
            try await withPage { page in
                try await open(page, court, "?participant=P-1")
                try await page.see("Not counted")
                try await page.click("button", "Decide about Evening group")
                try await page.click("menuitem", "Correct the time")
                // The form offers the time from the beginning until they were seen.
                #expect(try await page.find("InputTime", .containing("From")).value != "")
                try await page.fill(.containing("Reason"), with: "The first link did not work; she waited.")
                try await page.click("button", "Correct the time")
                try await page.gone("dialog", .any)
                try await page.wait(
                    until: "document.querySelector('.attendance-head')?.innerText.includes('Counted')")
                try await page.see("corrected")
                try await keep(page, as: "rep-corrected")
                let cards = try rep.send("GET", "/api/participants/P-1/cards").json["cards"]?.array ?? []
                #expect(cards.count == 2)
            }
        }

        @Test("the list on paper holds everybody's name")
        func paper() async throws {
            let court = try await Court(people: Court.Person.few + Court.Person.hostile)
            try await court.invite(Court.rep)
            try await withPage { page in
                try await open(page, court)
                try await page.see("Ben Okafor")
                let file = court.bridge.folder.file("page.pdf")
                try await page.printed().write(to: URL(filePath: file))
                let text = try await runCommand(["pdftotext", "-layout", file, "-"], in: court.bridge.folder)
                for name in ["Ana Torres", "Ben Okafor", "歐陽美玲", "<img src=x onerror=alert(1)>"] {
                    #expect(text.output.contains(name), "\(name) is not on paper:\n\(text.output)")
                }
                // Nothing that can only be pressed.
                #expect(!text.output.contains("Sync latest data"))
            }
        }
    }
}

extension Element {
    /// Chooses one of a list, as somebody does who opens it.
    func choose(_ value: String) async throws {
        try await call(
            """
            function(value) {
                this.value = value;
                for (const kind of ['input', 'change']) this.dispatchEvent(new Event(kind, {bubbles: true}));
            }
            """, .string(value))
    }
}
