extension Units {
    static let spanish = Self(
        minute: "minuto", minutes: "minutos", lessThanAMinute: "menos de un minuto",
        strengths: [
            .name: "su nombre en pantalla", .code: "su código de acceso",
            .claimed: "una persona que lo confirmó", .phone: "su número de teléfono",
            .signedIn: "su cuenta de Zoom", .registered: "su inscripción",
        ])
}

extension Sentence {
    var spanish: String {
        if let missing = finding.missing { return missing.spanish }
        let figures = Figures(of: self, in: .spanish)
        let (measured, limit) = (figures.measured, figures.limit)
        let isInDoubt = finding.outcome == .needsReview
        let perhaps = isInDoubt && finding.possible != finding.measured ? " con certeza, quizá \(figures.possible)" : ""
        let short = figures.lasted.map { " La reunión misma duró \($0)." } ?? ""
        switch demand {
        case .attendedShare:
            return "Estuvo presente \(figures.part) de \(figures.whole) (\(figures.percent) %)\(perhaps). "
                + "Se requieren: \(limit)." + short
        case .minimum:
            return "Estuvo presente \(measured) en total\(perhaps). Se requieren al menos: \(limit)." + short
        case .late:
            if isInDoubt { return "Llegó quizá \(measured) tarde: no se informó todo. Permitido: \(limit)." }
            return finding.measured == 0 ? "Llegó a tiempo." : "Llegó \(measured) tarde. Permitido: \(limit)."
        case .leftEarly:
            if isInDoubt { return "Se fue quizá \(measured) antes: no se informó todo. Permitido: \(limit)." }
            return finding.measured == 0
                ? "Se quedó hasta el final." : "Se fue \(measured) antes. Permitido: \(limit)."
        case .longestAbsence:
            if isInDoubt {
                return "Su ausencia más larga fue quizá de \(measured): no se informó todo. Permitido: \(limit)."
            }
            return finding.measured == 0
                ? "Estuvo presente sin interrupción." : "Su ausencia más larga fue de \(measured). Permitido: \(limit)."
        case .rejoins:
            let times = figures.possible == "1" ? "una vez" : "\(figures.possible) veces"
            if isInDoubt { return "Salió y volvió quizá \(times): no se informó todo. Permitido: \(limit)." }
            return finding.possible == 0 ? "No salió y volvió." : "Salió y volvió \(times). Permitido: \(limit)."
        case .inferredShare(let percent):
            return finding.measured == 0
                ? "Ninguna parte de su tiempo es estimada."
                : "El \(figures.percent) % de su tiempo es estimado, porque Zoom no lo informó todo. "
                    + "Permitido: \(percent) %."
        case .matchStrength:
            return "Se le reconoció por \(measured). Se requiere: \(figures.threshold)"
                + (finding.threshold == MatchStrength.allCases.max()?.points ? "." : ", o algo más seguro.")
        case .camera:
            return Finding.Missing.cameras.spanish
        }
    }
}

extension Finding.Missing {
    fileprivate var spanish: String {
        switch self {
        case .duration: "No se informó cuánto duró la reunión; por eso no se puede medir su parte de ella."
        case .start: "No se informó cuándo empezó la reunión; por eso no se sabe si llegó tarde."
        case .end: "No se informó cuándo terminó la reunión; por eso no se sabe si se fue antes."
        case .times: "No se informó cuándo se celebró la reunión; por eso no se pueden medir sus ausencias."
        case .timeInSchedule:
            "La reunión no se celebró a su hora prevista; por eso no se pueden medir sus ausencias."
        case .presenceAfterStart: "No estuvo presente en ningún momento después de empezar la reunión."
        case .presenceBeforeEnd: "No estuvo presente en ningún momento antes de terminar la reunión."
        case .presence: "No estuvo presente; por eso no hay nada que medir."
        case .cameras: "Zoom no informa a este servicio sobre las cámaras; por eso no se mide el uso de la suya."
        }
    }
}
