/// What a card names by a fixed word, as people say it. What is not known here stands as the card has it.
extension FormLanguage {
    /// A decision.
    func decision(_ kind: String) -> String {
        switch (self, kind) {
        case (.english, "claim"): "Recognised by a person"
        case (.english, "add-time"): "Time added"
        case (.english, "remove-time"): "Time taken away"
        case (.english, "excuse"): "Excused"
        case (.english, "void"): "Made void"
        case (.english, "reissue"): "Card made anew"
        case (.spanish, "claim"): "Reconocido por una persona"
        case (.spanish, "add-time"): "Tiempo añadido"
        case (.spanish, "remove-time"): "Tiempo descontado"
        case (.spanish, "excuse"): "Justificada"
        case (.spanish, "void"): "Anulada"
        case (.spanish, "reissue"): "Tarjeta emitida de nuevo"
        default: kind
        }
    }

    /// Whoever decided something.
    func role(_ role: String) -> String {
        switch (self, role) {
        case (.english, "court-rep"): "court representative"
        case (.spanish, "court-rep"): "representante del tribunal"
        case (.spanish, "administrator"): "administración"
        case (.spanish, "participant"): "participante"
        default: role
        }
    }

    /// How a message of Zoom came.
    func source(_ source: String) -> String {
        switch (self, source) {
        case (.english, "webhook"): "sent as it happened"
        case (.english, "webhook-log"): "from Zoom's log of what it sent"
        case (.english, "report-csv"): "from a report of the host"
        case (.english, "report-api"): "from Zoom's own record"
        case (.spanish, "webhook"): "enviados en el momento"
        case (.spanish, "webhook-log"): "del registro de envíos de Zoom"
        case (.spanish, "report-csv"): "de un informe del anfitrión"
        case (.spanish, "report-api"): "del registro propio de Zoom"
        default: source
        }
    }

    /// Why nothing more was waited for.
    func closing(_ reason: String, signed sentence: String) -> String {
        guard self == .spanish else { return sentence }
        return switch reason {
        case "all-left": "La reunión terminó y todos habían salido."
        case "settled": "La reunión terminó. No se informó a tiempo de la salida de todos."
        case "stale": "Zoom no informó cuándo terminó la reunión, y no llegó nada más en mucho tiempo."
        default: sentence
        }
    }
}
