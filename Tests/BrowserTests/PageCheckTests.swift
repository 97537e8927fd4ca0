import DevTools
import Foundation
import JSON
import ServiceSupport
import TestSupport
import Testing

extension BrowserTests {
    @Suite("What holds on every page")
    struct PageCheckTests {
        /// A bridge in which everything has happened that pages tell of.
        private static let court = Task {
            let court = try await Court(people: Court.Person.few + Court.Person.hostile)
            let people = court.people
            try court.deliver(Holding(.evening, 0, uuid: "yesterday==").whole(Array(people.prefix(3))))
            let latest = Holding(.evening, 1, uuid: "latest==")
            try court.deliver([latest.started(), latest.joined(people[0]), latest.joined(people[1], minute: 25)])
            let stranger = Court.Person.stranger("iPhone")
            try court.deliver([latest.joined(stranger, minute: 1), latest.left(stranger, minute: 58)])
            try court.deliver([latest.left(people[0], minute: 59), latest.left(people[1], minute: 40), latest.ended()])
            let now = Holding(.open, uuid: "now==")
            try court.deliver([now.started()] + ([people[0]] + people.suffix(4)).map { now.joined($0, minute: 2) })
            try await court.waitForCard(of: "P-1")
            for person in [Court.rep, Court.administrator, "P-1", "P-5"] { try await court.invite(person) }
            return court
        }

        struct Place: Sendable, CustomStringConvertible {
            let path: String
            var person: String?
            /// Whether the pages' own texts stand on it, in both languages.
            var isTranslated = true
            var target = 24
            /// Where letters twice as large are tried: what is made for telephones is read on them with large letters.
            var isForTelephones = true
            /// Has to hold before anything is looked at.
            var isReady = "document.querySelector('h1')"
            var description: String { "\(path)\(person.map { " as \($0)" } ?? "")" }
        }

        static let places = [
            Place(path: "/sign-in"), Place(path: "/invite"), Place(path: "/verify", isTranslated: false),
            Place(path: "/docs", isTranslated: false),
            Place(path: "/rep", person: Court.rep, isForTelephones: false),
            Place(path: "/rep?view=needs", person: Court.rep, isForTelephones: false),
            Place(path: "/rep?view=now", person: Court.rep, isForTelephones: false),
            Place(path: "/rep?view=activity", person: Court.rep, isForTelephones: false),
            Place(
                path: "/rep?participant=P-1", person: Court.rep, isForTelephones: false,
                isReady: "document.querySelector('.attendance-head')"),
            Place(path: "/me", person: "P-1", target: 44),
            Place(path: "/me", person: "P-5", target: 44),
            Place(path: "/admin", person: Court.administrator, isForTelephones: false),
        ]

        @Test("the checks find what is wrong")
        func checksFind() async throws {
            let bad = """
                <!doctype html><html><head><title> </title><link rel="icon" href="data:,"></head>
                <body style="background:#fff;margin:0"><h2>First</h2><h4>Skipped</h4>
                <p id="a" style="color:#999">Pale</p><p id="a">Twice rep.title</p><p>{name} is here</p>
                <button></button><input placeholder="Name"><img src="data:,"><div tabindex="3">Out of turn</div>
                <button style="width:12px;height:12px;padding:0;outline:none">x</button><button style="padding:0">y</button>
                <div style="width:2000px">Wide</div>
                <div style="height:8px;overflow:hidden"><p style="margin:0">Cut off<br>below</p></div>
                <p style="margin:0">Below</p><p style="margin-top:-18px">Above</p><p aria-labelledby="nobody">Hola</p>
                <table><tr><td>1</td></tr></table>
                </body></html>
                """
            let server = try LocalServer { _ in .text(bad, headers: [("Content-Type", "text/html; charset=utf-8")]) }
            try await withPage { page in
                try await page.go(server.url)
                try await page.evaluate(Self.script)
                let wanted = [
                    "names()": ["no name: <button>", "no label: <input>", "picture without words"],
                    "structure()": [
                        "no language", "no title", "0 main parts", "0 first headings", "level 4 after 2", "id “a”",
                        "“nobody”", "out of turn", "table without headings",
                    ],
                    "contrast()": ["“Pale”"], "targets(24)": ["12 × 12"], "width()": ["“Wide”"],
                    "clipping()": ["“Cut off"], "overlap()": ["“Above”"],
                    "words(['rep.title'], ['Hola'])": ["“rep.title”", "“{name} is here”"],
                ]
                for (check, words) in wanted {
                    let found = try await page.evaluate("pageChecks.\(check)").array?.compactMap(\.string) ?? []
                    for word in words {
                        #expect(found.contains { $0.contains(word) }, "\(check) does not find \(word): \(found)")
                    }
                }
                try await page.evaluate("document.querySelectorAll('button')[1].focus({focusVisible: true})")
                #expect(try await page.evaluate("pageChecks.focus()")["troubles"]?.array?.isEmpty == false)
            }
        }

        private static let script: String = {
            (try? String(contentsOf: Folders.here.appending(path: "checks.js"), encoding: .utf8)) ?? ""
        }()

        @Test("names, structure, contrast, targets, widths, large text, focus, words", arguments: places)
        func checks(_ place: Place) async throws {
            let court = try await Self.court.value
            var findings = Findings(place: "\(place)")
            for language in place.isTranslated ? ["en", "es"] : ["en"] {
                try await withPage(PageLook(language: language, wantsLessMotion: true)) { page in
                    if let person = place.person { try await page.signIn(as: person, to: court) }
                    try await page.go(court.address + place.path)
                    try await page.wait(until: place.isReady)
                    try await page.settled()
                    try await look(at: page, place, language, &findings)
                }
            }
            for finding in findings.sorted { Issue.record("\(finding)") }
        }

        /// All checks, in both schemes and three widths, with large text and from right to left.
        private func look(
            at page: Page, _ place: Place, _ language: String, _ findings: inout Findings
        ) async throws {
            try await page.evaluate(Self.script)
            let file = place.description.filter { $0.isLetter || $0.isNumber || $0 == " " }.replacing(" ", with: "-")
            for width in [1280, 390, 320] {
                // Colours are the same at every width.
                for isDark in width == 1280 ? [false, true] : [false] {
                    let look = PageLook(
                        width: width, height: 800, isDark: isDark, language: language, wantsLessMotion: true)
                    try await page.look(look)
                    try await page.settled()
                    findings.look = "\(look)"
                    try await page.evaluate("pageChecks.still()")
                    try await findings.add(page, "contrast()")
                    if isDark {
                        try await keep(page, as: "\(file)-\(look)", whole: true)
                        continue
                    }
                    for check in ["width()", "clipping()", "overlap()", "motion()", "targets(\(place.target))"] {
                        try await findings.add(page, check)
                    }
                    try await keep(page, as: "\(file)-\(look)", whole: true)
                    guard language == "en" else { continue }
                    try await page.evaluate("document.documentElement.dir = 'rtl'")
                    findings.look = "\(look) from right to left"
                    for check in ["width()", "clipping()", "overlap()"] { try await findings.add(page, check) }
                    try await keep(page, as: "\(file)-\(look)-rtl", whole: true)
                    try await page.evaluate("document.documentElement.dir = 'ltr'")
                    guard width == 1280 || width == 390 && place.isForTelephones else { continue }
                    try await page.evaluate("document.documentElement.style.fontSize = '200%'")
                    findings.look = "\(look) with text of 200 %"
                    for check in ["width()", "clipping()", "overlap()"] { try await findings.add(page, check) }
                    try await keep(page, as: "\(file)-\(look)-large", whole: true)
                    try await page.evaluate("document.documentElement.style.fontSize = ''")
                }
            }
            findings.look = language
            try await page.look(PageLook(language: language, wantsLessMotion: true))
            for check in ["names()", "structure()"] { try await findings.add(page, check) }
            if place.isTranslated {
                let (keys, foreign) = try Messages.all(otherThan: language)
                try await findings.add(page, "words(\(keys), \(foreign))")
            }
            if language == "en" { try await walk(page, &findings) }
        }

        /// Goes through the page with Tab: in the order of the document, always in sight.
        private func walk(_ page: Page, _ findings: inout Findings) async throws {
            findings.look = "by keyboard"
            try await page.settled()
            try await page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
            var first: String?
            for step in 0..<60 {
                try await page.press("Tab")
                // Once it is drawn: even without motion a style takes a frame to arrive.
                let focus = try await page.evaluate("pageChecks.still().then(() => pageChecks.focus())")
                guard let place = focus["place"]?.string else { break }
                if place == first { break }
                if first == nil { first = place }
                for trouble in focus["troubles"]?.array ?? [] { findings.add("focus", trouble.string ?? "") }
                if step > 0, focus["isBefore"] == true { findings.add("focus", "goes back in the page to \(place)") }
            }
            if first == nil { findings.add("focus", "nothing can be reached with Tab") }
        }
    }
}

/// What is wrong on a page, each once, with where it was seen.
struct Findings {
    let place: String
    var look = ""
    private var found: [String: [String]] = [:]

    init(place: String) { self.place = place }

    mutating func add(_ check: String, _ finding: String) {
        let finding = "\(check): \(finding)"
        if found[finding]?.last != look { found[finding, default: []].append(look) }
    }

    /// Runs one of `checks.js`.
    mutating func add(_ page: Page, _ check: String) async throws {
        for finding in try await page.evaluate("pageChecks.\(check)").array ?? [] {
            add(String(check.prefix { $0 != "(" }), finding.string ?? "?")
        }
    }

    var sorted: [String] {
        found.sorted { $0.key < $1.key }.map { "\(place): \($0.key) [\($0.value.joined(separator: ", "))]" }
    }
}

/// The texts of the pages.
enum Messages {
    /// All keys, and the texts of other languages that read otherwise in this one, both as JSON.
    static func all(otherThan language: String) throws -> (keys: String, foreign: String) {
        let other = language == "en" ? "es" : "en"
        let (ours, theirs) = (try texts(language), try texts(other))
        let own = Set(ours.values)
        let foreign = theirs.values.filter { !$0.contains("{") && !own.contains($0) }
        return (list(Set(ours.keys).union(theirs.keys)), list(Set(foreign)))
    }

    private static func list(_ texts: Set<String>) -> String {
        JSON.array(texts.sorted().map { .string($0) }).pretty()
    }

    static func texts(_ language: String) throws -> [String: String] {
        let folder = Folders.web.appending(path: "messages/\(language)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var texts: [String: String] = [:]
        for file in files where file.pathExtension == "json" {
            for (key, text) in try JSON.parse(Array(Data(contentsOf: file))).object ?? [:] {
                texts[key] = text.string
            }
        }
        return texts
    }
}
