import DevTools
import Foundation
import JSON
import ServiceSupport
import Testing

extension BrowserTests {
    @Suite("What a participant sees")
    struct ParticipantJourneys {
        @Test("being counted, then the card; says that it is wrong, reads the answer, and never loads the page anew")
        func counted() async throws {
            let court = try await Court()
            let rep = try await court.invite(Court.rep)
            try await court.invite("P-1")
            let ana = court.people[0]
            try await withPage(PageLook(width: 390, height: 844)) { page in
                try await page.signIn(as: "P-1", to: court)
                try await page.go("\(court.address)/me")
                try await page.see("You are not in a meeting")
                try await page.evaluate("void (globalThis.isTheSamePage = true)")

                let now = Holding(.open, uuid: "now==")
                try court.deliver([now.started(), now.joined(ana, minute: 5)])
                try await page.see("You are being counted since")
                try await keep(page, as: "me-counted", whole: true)

                try court.deliver([now.left(ana, minute: 15), now.ended(minute: 16)])
                try await page.see("You are not in a meeting")
                try await page.click("DisclosureTriangle", .containing("Open meeting"))
                try await page.see("This meeting does not count.")
                try await page.click("button", "Something is wrong")
                try await page.fill(.containing("What is wrong?"), with: "I was there for the whole hour.")
                try await page.click("button", "Send")
                try await page.see("has been told and has to answer.")
                try await keep(page, as: "me-disputed", whole: true)

                let disputes = try rep.send("GET", "/api/disputes?open=true")
                let number = try disputes.json["disputes"]?[0]?["dispute"]?.integer
                let answer = try rep.send(
                    "POST", "/api/disputes/\(try #require(number))/answer",
                    ["reason": "Zoom shows ten minutes. Please show me a screenshot."])
                #expect(answer.status == 201, "\(answer.text)")
                try await page.see("Please show me a screenshot.")
                #expect(try await page.evaluate("globalThis.isTheSamePage") == true)
            }
        }

        @Test("hostile names are text and nothing else", arguments: Court.Person.hostile)
        func names(_ person: Court.Person) async throws {
            let court = try await Court(people: [person])
            try await court.invite(person.id)
            let now = Holding(.open, uuid: "now==")
            try court.deliver([now.started(), now.joined(person, minute: 5)])
            try await withPage(PageLook(width: 390, height: 844)) { page in
                try await page.signIn(as: person.id, to: court)
                try await page.go("\(court.address)/me")
                try await page.see("You are being counted since")
                try await page.settled()
                #expect(try await page.evaluate("document.querySelectorAll('img[src=x]').length") == 0)
                #expect(
                    try await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth") == true,
                    "it is wider than the screen")
            }
        }
    }
}
