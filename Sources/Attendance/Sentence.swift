/// What a rule found, in plain words for the person it is about.
///
/// Minutes are rounded down. Where that would contradict the outcome, or a threshold is no whole minute, seconds are
/// shown too.
enum Sentence {
    static func share(_ sure: Span, perhaps: Span, of whole: Span, needed: Span, lasted: Span?) -> String {
        let percent = whole > .zero ? sure.milliseconds * 100 / whole.milliseconds : 0
        let isWhole = whole.isWholeMinutes && needed.isWholeMinutes
        let fraction =
            isWhole
            ? "\(sure.wholeMinutes) of \(minutes(whole))" : "\(precisely(sure)) of \(precisely(whole, up: true))"
        let doubt = perhaps == sure ? "" : " for certain, perhaps \(isWhole ? minutes(perhaps) : precisely(perhaps))"
        return "You were there \(fraction) (\(percent) %)\(doubt). Needed: "
            + (isWhole ? "\(needed.wholeMinutes)" : precisely(needed, up: true)) + "." + short(lasted)
    }

    static func minimum(_ sure: Span, perhaps: Span, least: Span, lasted: Span?) -> String {
        let isWhole = least.isWholeMinutes
        let doubt = perhaps == sure ? "" : " for certain, perhaps \(isWhole ? minutes(perhaps) : precisely(perhaps))"
        return "You were there \(isWhole ? minutes(sure) : precisely(sure)) in all\(doubt). Needed: at least "
            + (isWhole ? "\(least.wholeMinutes)" : precisely(least, up: true)) + "." + short(lasted)
    }

    static func late(_ late: Span, most: Span, isCertain: Bool) -> String {
        guard isCertain else {
            return "You came perhaps \(atMost(late, most)) late: not everything was told. \(allowed(most))"
        }
        return late == .zero ? "You came on time." : "You came \(atMost(late, most)) late. \(allowed(most))"
    }

    static func leftEarly(_ early: Span, most: Span, isCertain: Bool) -> String {
        guard isCertain else {
            return "You left perhaps \(atMost(early, most)) early: not everything was told. \(allowed(most))"
        }
        return early == .zero ? "You stayed to the end." : "You left \(atMost(early, most)) early. \(allowed(most))"
    }

    private static func short(_ lasted: Span?) -> String {
        lasted.map { " The meeting itself lasted \(minutes($0))." } ?? ""
    }

    private static func allowed(_ most: Span) -> String {
        "Allowed: " + (most.isWholeMinutes ? "\(most.wholeMinutes)" : precisely(most)) + "."
    }

    /// A length that must not be more than `most`: rounding it down must not hide that it is.
    private static func atMost(_ span: Span, _ most: Span) -> String {
        if span.wholeMinutes == 0, span > .zero, span <= most { return "less than a minute" }
        let hides = span > most && span.wholeMinutes <= most.wholeMinutes
        return hides || !most.isWholeMinutes ? precisely(span, up: hides) : minutes(span)
    }

    private static func minutes(_ span: Span) -> String {
        span.wholeMinutes == 1 ? "1 minute" : "\(span.wholeMinutes) minutes"
    }

    private static func precisely(_ span: Span, up: Bool = false) -> String {
        let seconds = (span.milliseconds + (up ? 999 : 0)).flooredDivision(by: 1000)
        return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
    }
}

extension Span {
    fileprivate var isWholeMinutes: Bool { milliseconds % 60_000 == 0 }
}
