import Bridge
import Testing

@Suite("A mistake in a policy file")
struct PolicyMistakeTests {
    private func mistake(_ text: String) -> String? {
        do throws(PolicyMistake) {
            _ = try PolicyFile.read(Array(text.utf8), named: "p.json")
            return nil
        } catch {
            return error.description
        }
    }

    @Test(
        "in the whole stops the start by its place",
        arguments: [
            ("[]", "p.json: the whole must be an object."),
            ("{}", "p.json: name must be a text of 1 to 64 characters, without spaces at its ends."),
            (#"{"name": " x", "rules": []}"#, "p.json: name must be a text of 1 to 64 characters, without spaces"),
            (#"{"name": "x", "rules": []}"#, "p.json: rules must be a list of at least one rule."),
            (#"{"name": "x", "rule": []}"#, "p.json: rule is not known; allowed are name, rules."),
            (#"{"default": "x"}"#, "p.json: policies must be a list of at least one policy."),
            (#"{"default": "x", "policies": []}"#, "p.json: policies must be a list of at least one policy."),
            (#"{"default": "x", "policies": [3]}"#, "p.json: policies[0]: a policy must be an object."),
            (
                #"{"default": "x", "policies": [{"name": "y", "rules": [{"rule": "late", "atMostMinutes": 1}]}]}"#,
                "p.json: default must be the name of one of the policies: y."
            ),
            (
                #"{"policies": [{"name": "y", "rules": [{"rule": "late", "atMostMinutes": 1}]}], "name": "x"}"#,
                "p.json: name is not known; allowed are default, policies."
            ),
            (
                """
                {"default": "y", "policies": [{"name": "y", "rules": [{"rule": "late", "atMostMinutes": 1}]},
                                              {"name": "y", "rules": [{"rule": "late", "atMostMinutes": 1}]}]}
                """,
                "p.json: policies[1]: another policy is called y too."
            ),
            ("{", "p.json: is "),
        ])
    func whole(text: String, words: String) {
        #expect(mistake(text)?.hasPrefix(words) == true, "\(mistake(text) ?? "none")")
    }

    @Test(
        "in a rule says what is allowed",
        arguments: [
            ("3", "rule must be one of attended-share, late, left-early, minimum-minutes, longest-absence, rejoins,"),
            (#"{"rule": "early"}"#, "rule must be one of attended-share, "),
            (#"{"rule": "late"}"#, "atMostMinutes must be a whole number from 0 to 1440."),
            (#"{"rule": "late", "atMostMinutes": 1441}"#, "atMostMinutes must be a whole number from 0 to 1440."),
            (#"{"rule": "late", "atMostMinutes": 1.5}"#, "atMostMinutes must be a whole number from 0 to 1440."),
            (#"{"rule": "late", "atMostMinutes": "5"}"#, "atMostMinutes must be a whole number from 0 to 1440."),
            (
                #"{"rule": "late", "atLeastMinutes": 5}"#,
                "atLeastMinutes is not known; allowed are rule, atMostMinutes, severity, sentences,"
            ),
            (
                #"{"rule": "attended-share", "atLeastPercent": 0}"#,
                "atLeastPercent must be a whole number from 1 to 100."
            ),
            (
                #"{"rule": "attended-share", "atLeastPercent": 80, "warnBelowPercent": 79}"#,
                "warnBelowPercent must be a whole number from 80 to 100."
            ),
            (#"{"rule": "rejoins", "atMost": -1}"#, "atMost must be a whole number from 0 to 1000."),
            (
                #"{"rule": "inferred-share", "atMostPercent": 101}"#,
                "atMostPercent must be a whole number from 0 to 100."
            ),
            (#"{"rule": "match-strength", "atLeast": "face"}"#, "atLeast must be one of name, code, claimed, phone,"),
            (#"{"rule": "camera", "atLeastPercent": 0}"#, "atLeastPercent must be a whole number from 1 to 100."),
            (
                #"{"rule": "late", "atMostMinutes": 5, "severity": "warn"}"#,
                "severity must be one of fail, review, note."
            ),
            (
                #"{"rule": "camera", "atLeastPercent": 80, "sentences": {"en": "x"}}"#,
                "camera is never measured: say it in sentencesNotMeasured, not in sentences."
            ),
        ])
    func rule(text: String, words: String) {
        let found = mistake(#"{"name": "n", "rules": [\#(text)]}"#)
        #expect(found?.hasPrefix("p.json: rules[0]: \(words)") == true, "\(found ?? "none")")
    }

    @Test("a rule stands there once")
    func twice() {
        let rule = #"{"rule": "late", "atMostMinutes": 5}"#
        #expect(
            mistake(#"{"name": "n", "rules": [\#(rule), \#(rule)]}"#) == "p.json: rules[1]: late stands there twice.")
    }

    @Test(
        "in a sentence names the language and the placeholders",
        arguments: [
            ("sentences", "3", "must be an object of sentences by language"),
            ("sentences", "{}", "must be an object of sentences by language"),
            ("sentences", #"{"english": "x"}"#, "english is no language; write it like en, es or pt-BR."),
            ("sentences", #"{"EN": "x"}"#, "EN is no language"), ("sentences", #"{"en-": "x"}"#, "en- is no language"),
            ("sentences", #"{"en_US": "x"}"#, "en_US is no language"), ("sentences", #"{"": "x"}"#, " is no language"),
            ("sentences", #"{"en": 3}"#, "en must be a text."),
            ("sentences", #"{"en": ""}"#, "en: the sentence is empty."),
            ("sentences", #"{"en": "{measured"}"#, "en: a brace stands alone"),
            (
                "sentences", #"{"en": "x", "es": "{minutes}"}"#,
                "es: {minutes} is no placeholder; allowed here are {measured}, {threshold}."
            ),
            (
                "sentences", #"{"en": "{whole}"}"#,
                "en: {whole} has no value; allowed here are {measured}, {threshold}."
            ),
            ("sentences", #"{"en": "{possible}"}"#, "en: {possible} has no value"),
            (
                "sentencesNotMeasured", #"{"en": "{measured}"}"#,
                "en: {measured} has no value; none is allowed here."
            ),
        ])
    func sentence(key: String, value: String, words: String) {
        let rule = #"{"rule": "late", "atMostMinutes": 5, "\#(key)": \#(value)}"#
        let found = mistake(#"{"name": "n", "rules": [\#(rule)]}"#)
        let place = "p.json: rules[0]: \(key): "
        #expect(found?.hasPrefix(place + words) == true, "\(found ?? "none")")
    }

    @Test("a language may have a region or a script", arguments: ["en", "pt-BR", "zh-Hant", "es-419", "fil"])
    func languages(tag: String) {
        let rule = #"{"rule": "late", "atMostMinutes": 5, "sentences": {"\#(tag)": "{measured} ({threshold})"}}"#
        #expect(mistake(#"{"name": "n", "rules": [\#(rule)]}"#) == nil)
    }
}
