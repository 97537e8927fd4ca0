internal import Attendance
internal import Bridge

/// What the page for verifying cards says, in one language.
struct VerifyWords: Sendable {
    /// As `lang` names it.
    let language: String
    let title: String
    let intro: String
    let numberLabel: String
    let codeLabel: String
    let codeHint: String
    let button: String
    let another: String

    let inForce: (heading: String, sentence: String)
    let superseded: (heading: String, sentence: @Sendable (_ newer: String) -> String)
    let void: (heading: String, sentence: @Sendable (_ reason: String) -> String)
    let damaged: (heading: String, sentence: String)
    let unknown: (heading: String, sentence: String)
    let slowedDown: (heading: String, sentence: @Sendable (_ seconds: Int64) -> String)

    let compare: String
    let cardLabel: String
    let personLabel: String
    let caseLabel: String
    let dateLabel: String
    let verdictLabel: String
    let removed: String
    let excused: String
    let verdict: @Sendable (Verdict) -> String

    static let all = [english, spanish]

    /// - Parameter tag: of one of `all`.
    static func of(_ tag: String?) -> VerifyWords { all.first { $0.language == tag } ?? english }
}

extension VerifyWords {
    static let english = VerifyWords(
        language: "en",
        title: "Verify an attendance card",
        intro: "The number and the code are printed on the card, beside the square pattern.",
        numberLabel: "Card number",
        codeLabel: "Code",
        codeHint: "10 letters and digits. Dashes and capitals do not matter.",
        button: "Verify",
        another: "Verify another card",
        inForce: (
            "This card is authentic and in force", "It is what was issued, and no newer card has taken its place."
        ),
        superseded: (
            "This card is authentic, but a newer one has taken its place",
            { "It is what was issued. Card \($0) took its place: do not rely on this one." }
        ),
        void: (
            "This card is authentic and says that the attendance does not count",
            { "It is what was issued. A person decided so, because: \($0)" }
        ),
        damaged: (
            "Do not rely on this card",
            "What is stored here is not what was issued. Ask the court program that gave you the card."
        ),
        unknown: (
            "No card fits this number and code",
            "Check both against the paper. The code is easily misread: it has no letters I, L, O or U."
        ),
        slowedDown: (
            "Too many tries",
            { "Nothing is wrong with the card. Try again in \($0 < 120 ? "\($0) seconds" : "\($0 / 60) minutes")." }
        ),
        compare: "Compare with the card",
        cardLabel: "Card number",
        personLabel: "Initials",
        caseLabel: "Case number ends with",
        dateLabel: "Date of the meeting",
        verdictLabel: "Result",
        removed: "(removed)",
        excused: "excused",
        verdict: {
            switch $0 {
            case .passed: "✓ Counted"
            case .failed: "✕ Not counted"
            case .needsReview: "! Needs review"
            }
        })

    static let spanish = VerifyWords(
        language: "es",
        title: "Verificar una tarjeta de asistencia",
        intro: "El número y el código están impresos en la tarjeta, junto al cuadro de puntos.",
        numberLabel: "Número de tarjeta",
        codeLabel: "Código",
        codeHint: "10 letras y cifras. No importan los guiones ni las mayúsculas.",
        button: "Verificar",
        another: "Verificar otra tarjeta",
        inForce: (
            "Esta tarjeta es auténtica y está vigente",
            "Es la que se emitió, y ninguna tarjeta más nueva la ha reemplazado."
        ),
        superseded: (
            "Esta tarjeta es auténtica, pero otra más nueva la reemplaza",
            { "Es la que se emitió. La tarjeta \($0) la reemplazó: no se fíe de esta." }
        ),
        void: (
            "Esta tarjeta es auténtica y dice que la asistencia no cuenta",
            { "Es la que se emitió. Así lo decidió una persona, porque: \($0)" }
        ),
        damaged: (
            "No se fíe de esta tarjeta",
            "Lo guardado aquí no es lo que se emitió. Pregunte al programa judicial que le dio la tarjeta."
        ),
        unknown: (
            "Ninguna tarjeta corresponde a este número y código",
            "Compare ambos con el papel. El código se lee mal fácilmente: no tiene las letras I, L, O ni U."
        ),
        slowedDown: (
            "Demasiados intentos",
            {
                "La tarjeta no tiene nada malo. Inténtelo de nuevo en "
                    + ($0 < 120 ? "\($0) segundos." : "\($0 / 60) minutos.")
            }
        ),
        compare: "Compare con la tarjeta",
        cardLabel: "Número de tarjeta",
        personLabel: "Iniciales",
        caseLabel: "El número de caso termina en",
        dateLabel: "Fecha de la reunión",
        verdictLabel: "Resultado",
        removed: "(eliminado)",
        excused: "justificada",
        verdict: {
            switch $0 {
            case .passed: "✓ Cuenta"
            case .failed: "✕ No cuenta"
            case .needsReview: "! Por revisar"
            }
        })
}

extension VerifyWords {
    /// `October 6, 2026`, as a person reads it.
    func words(_ date: LocalDate) -> String {
        let parts = date.description.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return date.description }
        return language == "es"
            ? "\(parts[2]) de \(Self.spanishMonths[parts[1] - 1]) de \(parts[0])"
            : "\(Self.englishMonths[parts[1] - 1]) \(parts[2]), \(parts[0])"
    }

    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let spanishMonths = [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ]
}
