/// How a language writes lengths of time, and by what somebody was recognised.
struct Units {
    let minute: String
    let minutes: String
    /// Nil: no such words; seconds are shown.
    let lessThanAMinute: String?
    /// What is not there is written as its raw value.
    let strengths: [MatchStrength: String]

    /// - Parameter tag: such as `es` or `es-MX`. For languages not known: symbols that all of them read.
    static func language(_ tag: String) -> Self {
        switch tag.prefix(while: { $0 != "-" }) {
        case "en": .english
        case "es": .spanish
        default: Self(minute: "min", minutes: "min", lessThanAMinute: nil, strengths: [:])
        }
    }

    func minutes(_ span: Span) -> String {
        span.wholeMinutes == 1 ? "1 \(minute)" : "\(span.wholeMinutes) \(minutes)"
    }

    /// A length that must not be more than `most`: rounding it down must not hide that it is.
    func atMost(_ span: Span, _ most: Span) -> String {
        if span.wholeMinutes == 0, span > .zero, span <= most {
            return lessThanAMinute ?? Self.precisely(span, up: true)
        }
        let hides = span > most && span.wholeMinutes <= most.wholeMinutes
        return hides || most.milliseconds % 60_000 != 0 ? Self.precisely(span, up: hides) : minutes(span)
    }

    static func precisely(_ span: Span, up: Bool = false) -> String {
        let seconds = (span.milliseconds + (up ? 999 : 0)).flooredDivision(by: 1000)
        return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
    }
}
