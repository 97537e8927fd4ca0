import DevTools
import JSON
import ServiceSupport
import Testing

extension BrowserTests {
    @Suite("What a page weighs")
    struct WeightTests {
        @Test("500 participants come with the first view in less than 100 KiB")
        func weight() async throws {
            let people = (0..<500).map { Court.Person(id: "P-\(1000 + $0)", name: "Participant \($0) of the Program") }
            let court = try await Court(people: people)
            try court.deliver(Holding(.evening, 1, uuid: "past==").whole(Array(people.prefix(200))))
            try await court.invite(Court.rep)
            try await withPage { page in
                try await page.signIn(as: Court.rep, to: court)
                try await page.go("about:blank")
                page.forgetAnswers()
                try await page.go("\(court.address)/rep")
                try await page.see("500 participants")
                let answers = page.answers
                let bytes = answers.compactMap(\.transferredBytes).reduce(0, +)
                let list = answers.sorted { $0.transferredBytes ?? 0 > $1.transferredBytes ?? 0 }
                    .map { "\($0.address) \($0.transferredBytes ?? -1)" }.joined(separator: "\n")
                #expect(bytes < 100 * 1024, "\(bytes) bytes in \(answers.count) answers:\n\(list)")
                #expect(bytes > 20_000, "it was not counted: \(bytes)")
                #expect(try await page.evaluate("document.querySelectorAll('tbody tr').length").integer ?? 0 > 20)
            }
        }
    }
}
