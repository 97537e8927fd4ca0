internal import Attendance
internal import JSON

/// The sentences of a rule: checked at the start, so that no card ever shows a placeholder.
extension PolicyFile {
    static func readSentences(
        of rule: inout PolicyRule, from object: [String: JSON], _ place: String
    ) throws(PolicyMistake) {
        for (key, path, outcome) in sentenceKeys {
            guard let value = object[key] else { continue }
            if rule.id == .camera, outcome != .notMeasured {
                throw PolicyMistake(place, "camera is never measured: say it in sentencesNotMeasured, not in \(key).")
            }
            let allowed = rule.placeholders(for: outcome)
            rule[keyPath: path] = try sentences(value, allowed, "\(place): \(key)")
        }
    }

    /// By which of its sentences an outcome is told.
    static var sentenceKeys: [(String, WritableKeyPath<PolicyRule, [String: String]>, RuleResult.Outcome)] {
        [
            ("sentences", \.sentences, .passed), ("sentencesInDoubt", \.sentencesInDoubt, .needsReview),
            ("sentencesNotMeasured", \.sentencesNotMeasured, .notMeasured),
        ]
    }

    private static func sentences(
        _ json: JSON, _ allowed: [SentenceTemplate.Placeholder], _ place: String
    ) throws(PolicyMistake) -> [String: String] {
        guard let object = json.object, !object.isEmpty else {
            throw PolicyMistake(place, "must be an object of sentences by language, such as {\"es\": \"…\"}.")
        }
        var sentences: [String: String] = [:]
        for (language, value) in object.sorted(by: { $0.key < $1.key }) {
            guard isLanguageTag(language) else {
                throw PolicyMistake(place, "\(language) is no language; write it like en, es or pt-BR.")
            }
            guard let text = value.string else { throw PolicyMistake(place, "\(language) must be a text.") }
            try check(text, allowed, "\(place): \(language)")
            sentences[language] = text
        }
        return sentences
    }

    private static func check(
        _ text: String, _ allowed: [SentenceTemplate.Placeholder], _ place: String
    ) throws(PolicyMistake) {
        let names = allowed.map { "{\($0.rawValue)}" }.joined(separator: ", ")
        let hint = allowed.isEmpty ? "none is allowed here" : "allowed here are \(names)"
        let template: SentenceTemplate
        do { template = try SentenceTemplate(text) } catch {
            switch error {
            case .empty: throw PolicyMistake(place, "the sentence is empty.")
            case .brace: throw PolicyMistake(place, "a brace stands alone; placeholders are written like {measured}.")
            case .unknown(let name): throw PolicyMistake(place, "{\(name)} is no placeholder; \(hint).")
            }
        }
        for placeholder in template.placeholders.map(\.rawValue).sorted()
        where !allowed.map(\.rawValue).contains(placeholder) {
            throw PolicyMistake(place, "{\(placeholder)} has no value; \(hint).")
        }
    }

    /// A language, and perhaps a script or region (RFC 5646 §2.1), in the usual letters: `en`, `pt-BR`, `zh-Hant`.
    private static func isLanguageTag(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let language = parts.first, (2...3).contains(language.utf8.count), parts.count <= 4 else { return false }
        return language.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
            && parts.dropFirst().allSatisfy { part in
                (2...8).contains(part.utf8.count)
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
    }
}
