import Attendance
import Testing

@Suite("What people read of a rule")
struct SentenceTests {
    private static func sentences(
        _ rule: PolicyRule, _ proven: IntervalSet, inferred: IntervalSet = IntervalSet(),
        in times: OccurrenceTimes = RuleTests.times(), match: MatchStrength = .code
    ) throws -> [String: String] {
        let presence = Presence(proven: proven, inferred: inferred)
        return try #require(RuleTests.assess([rule], presence, in: times, match: match).rules.first).sentences
    }

    @Test(
        "in English and Spanish, where the policy says nothing",
        arguments: [
            (
                .attendedShare(atLeastPercent: 80, warnBelowPercent: nil), 0..<52,
                "You were there 52 of 60 minutes (86 %). Needed: 48.",
                "Estuvo presente 52 de 60 minutos (86 %). Se requieren: 48."
            ),
            (
                .minimum(.minutes(5)), 0..<1, "You were there 1 minute in all. Needed: at least 5.",
                "Estuvo presente 1 minuto en total. Se requieren al menos: 5."
            ),
            (.late(atMost: .minutes(10)), 0..<9, "You came on time.", "Llegó a tiempo."),
            (
                .late(atMost: .minutes(10)), 12..<60, "You came 12 minutes late. Allowed: 10.",
                "Llegó 12 minutos tarde. Permitido: 10."
            ),
            (.leftEarly(atMost: .minutes(10)), 0..<60, "You stayed to the end.", "Se quedó hasta el final."),
            (
                .longestAbsence(atMost: .minutes(10)), 0..<40, "Your longest absence was 20 minutes. Allowed: 10.",
                "Su ausencia más larga fue de 20 minutos. Permitido: 10."
            ),
            (
                .longestAbsence(atMost: .minutes(10)), 0..<60, "You were there without a break.",
                "Estuvo presente sin interrupción."
            ),
            (.rejoins(atMost: 2), 0..<60, "You did not leave and come back.", "No salió y volvió."),
            (
                .inferredShare(atMostPercent: 10), 0..<60, "None of your time is inferred.",
                "Ninguna parte de su tiempo es estimada."
            ),
            (
                .matchStrength(atLeast: .phone), 0..<60,
                "You were recognised by your join code. Needed: your phone number, or something surer.",
                "Se le reconoció por su código de acceso. Se requiere: su número de teléfono, o algo más seguro."
            ),
            (
                .camera(atLeastPercent: 80), 0..<60,
                "Zoom does not tell this service about cameras, so the use of yours is not measured.",
                "Zoom no informa a este servicio sobre las cámaras; por eso no se mide el uso de la suya."
            ),
        ] as [(Demand, Range<Int64>, String, String)])
    func builtIn(demand: Demand, there: Range<Int64>, english: String, spanish: String) throws {
        let found = try Self.sentences(PolicyRule(demand), minutes(there))
        #expect(found == ["en": english, "es": spanish])
    }

    @Test("rejoins are said once, or so many times")
    func rejoins() throws {
        let rule = PolicyRule(.rejoins(atMost: 1))
        #expect(try Self.sentences(rule, minutes(0..<10, 20..<60))["en"] == "You left and came back once. Allowed: 1.")
        #expect(
            try Self.sentences(rule, minutes(0..<10, 20..<30, 40..<60))["es"]
                == "Salió y volvió 2 veces. Permitido: 1.")
        #expect(
            try Self.sentences(rule, minutes(0..<10, 20..<30), inferred: minutes(40..<60))["en"]
                == "You left and came back perhaps 2 times: not everything was told. Allowed: 1.")
    }

    @Test("a share just above what is allowed is not rounded down to it")
    func inferred() throws {
        let rule = PolicyRule(.inferredShare(atMostPercent: 20))
        let found = try Self.sentences(rule, seconds(0..<2870), inferred: seconds(2870..<3600))
        #expect(
            found["en"]
                == "21 % of your time is inferred, because Zoom did not tell all of it. Allowed: 20 %.")
    }

    @Test("the policy's own sentences replace those of their language, and add languages")
    func own() throws {
        let rule = PolicyRule(
            .attendedShare(atLeastPercent: 80, warnBelowPercent: nil),
            sentences: [
                "es": "Estuvo {measured} de {whole}: {percent} de cien. Mínimo {threshold}.",
                "de": "Sie waren {measured} von {whole} da ({percent} %), nötig sind {threshold}.",
            ])
        #expect(
            try Self.sentences(rule, minutes(0..<52)) == [
                "en": "You were there 52 of 60 minutes (86 %). Needed: 48.",
                "es": "Estuvo 52 minutos de 60 minutos: 86 de cien. Mínimo 48 minutos.",
                "de": "Sie waren 52 min von 60 min da (86 %), nötig sind 48 min.",
            ])
    }

    @Test("each outcome has its own sentences, so that none says for certain what is in doubt")
    func outcomes() throws {
        let rule = PolicyRule(
            .late(atMost: .minutes(10)), sentences: ["de": "{measured} zu spät, erlaubt {threshold}."],
            sentencesInDoubt: ["de": "Vielleicht {possible} bis {measured} zu spät."],
            sentencesNotMeasured: ["de": "Der Beginn ist nicht bekannt."])
        let unknown = RuleTests.times(slot: nil, began: nil)
        #expect(try Self.sentences(rule, seconds(630..<3600))["de"] == "10 min 30 s zu spät, erlaubt 10 min.")
        #expect(
            try Self.sentences(rule, minutes(20..<60), inferred: minutes(5..<20))["de"]
                == "Vielleicht 5 min bis 20 min zu spät.")
        #expect(try Self.sentences(rule, minutes(0..<60), in: unknown)["de"] == "Der Beginn ist nicht bekannt.")
        let decidedOnly = PolicyRule(rule.demand, sentences: rule.sentences)
        #expect(try Self.sentences(decidedOnly, minutes(20..<60), inferred: minutes(5..<20))["de"] == nil)
    }

    @Test("the usual English words can be replaced too, and region tags read like their language")
    func replaced() throws {
        let rule = PolicyRule(
            .matchStrength(atLeast: .phone),
            sentences: ["en": "By {measured}.", "es-MX": "Por {measured}, {threshold}."])
        let found = try Self.sentences(rule, minutes(0..<60), match: .name)
        #expect(found["en"] == "By your display name.")
        #expect(found["es-MX"] == "Por su nombre en pantalla, su número de teléfono.")
    }

    @Test(
        "a template names its mistake",
        arguments: [
            ("", .empty), (" \n", .empty), ("a { b", .brace), ("a } b", .brace), ("{{measured}}", .brace),
            ("{measured", .brace), ("{minutes}", .unknown("minutes")), ("{}", .unknown("")),
            ("{Measured}", .unknown("Measured")),
        ] as [(String, SentenceTemplate.Mistake)])
    func mistakes(text: String, mistake: SentenceTemplate.Mistake) {
        #expect(throws: mistake) { try SentenceTemplate(text) }
    }

    @Test("every way of being recognised has its words")
    func strengths() throws {
        for strength in MatchStrength.allCases {
            let rule = PolicyRule(.matchStrength(atLeast: .name))
            let found = try Self.sentences(rule, minutes(0..<60), match: strength)
            for sentence in found.values { #expect(!sentence.contains("by \(strength.rawValue).")) }
            #expect(found["en"]?.hasPrefix("You were recognised by ") == true)
        }
        let words = try MatchStrength.allCases.map {
            try Self.sentences(PolicyRule(.matchStrength(atLeast: .name)), minutes(0..<60), match: $0)
        }
        #expect(Set(words).count == MatchStrength.allCases.count)
    }
}
