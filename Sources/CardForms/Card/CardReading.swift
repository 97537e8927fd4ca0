internal import Attendance
internal import CourtCard

/// What a card says, put into the words of one language and the order of a form. Paper and page of the web show the
/// same.
struct CardReading {
    let sheet: CardSheet
    let content: CardContent
    let facts: CardFacts
    let language: FormLanguage
    let words: Words
    /// The meeting's zone.
    let clock: Clockwork

    init(_ sheet: CardSheet, _ language: FormLanguage) {
        self.sheet = sheet
        content = sheet.file.card.content
        facts = content.facts
        self.language = language
        words = language.words
        clock = Clockwork(facts.scheduled?.timeZone, language)
    }

    /// A label and what stands behind it.
    struct Fact: Hashable {
        var label: String
        var value: String
        /// A number or digest that nobody reads, only compares.
        var isTechnical = false
    }

    /// Something that must be seen before all else.
    struct Banner: Hashable {
        var symbol: Symbol
        var title: String
        var text: String
    }

    var number: String { content.number.rawValue }

    /// Court and program, as its papers are headed.
    var heading: [String] {
        [content.issuer?.jurisdiction, content.issuer?.program].compactMap { $0 }.filter { !$0.isEmpty }
    }

    var issued: String {
        "\(words.issued) \(clock.moment(content.issuedAt)) (\(clock.place))"
    }

    var banners: [Banner] {
        var banners: [Banner] = []
        if case .superseded(let number) = sheet.standing {
            banners.append(
                Banner(
                    symbol: .attention, title: words.superseded, text: words.supersededMeans.filled(number.rawValue)))
        }
        if facts.isVoid { banners.append(Banner(symbol: .problem, title: words.void, text: words.voidMeans)) }
        if content.isErased {
            banners.append(Banner(symbol: .dash, title: words.removedTitle, text: words.removedMeans))
        }
        return banners
    }

    /// A personal value: one that is not there was erased.
    func personal(_ value: String) -> String {
        if value.isEmpty && content.isErased { return words.removed }
        return value
    }

    var name: String { personal(facts.participant.name) }

    var meetingName: String { facts.meeting.name }

    var person: [Fact] {
        let representative = facts.participant.courtRepName ?? facts.participant.courtRep.rawValue
        return [
            Fact(label: words.caseNumber, value: personal(facts.participant.caseNumber)),
            Fact(label: words.representative, value: representative),
            Fact(label: words.identity, value: identity),
        ]
    }

    private var identity: String {
        let all = MatchStrength.allCases.sorted()
        let place = (all.firstIndex(of: facts.match.strength) ?? 0) + 1
        let by = language.recognised(by: facts.match.by)
        return "\(by) (\(words.strength.filled(String(place), String(all.count))))"
    }

    var meeting: [Fact] {
        var meeting: [Fact] = []
        if let program = facts.meeting.program { meeting.append(Fact(label: words.program, value: program)) }
        let ending = words.numberEnding.filled(facts.meeting.numberLast4)
        meeting.append(Fact(label: words.platform, value: "\(facts.meeting.platform), \(ending)"))
        meeting.append(Fact(label: words.scheduled, value: scheduled))
        let start = facts.actual.start.map(clock.time) ?? words.unknown
        let end = facts.actual.end.map(clock.time) ?? words.unknown
        let date = facts.scheduled == nil ? facts.actual.start.map { clock.date($0) + ", " } ?? "" : ""
        meeting.append(Fact(label: words.held, value: "\(date)\(start) – \(end)"))
        return meeting
    }

    private var scheduled: String {
        guard let slot = facts.scheduled else { return words.notScheduled }
        let offset = clock.isUTC ? "" : ", \(clock.offset(at: slot.start))"
        return "\(clock.date(slot.start)), \(clock.span(slot.start, slot.end)) (\(clock.place)\(offset))"
    }
}
