extension PresenceFlag {
    /// `sentence` by language: in English and Spanish.
    public var sentences: [String: String] { ["en": sentence, "es": spanish] }

    private var spanish: String {
        switch self {
        case .inferredLeave:
            "Zoom no informó cuándo salió; por eso parte del tiempo es estimada y no está probada."
        case .missingJoin:
            "Zoom informó que salió, pero no cuándo llegó; por eso puede faltar parte de su tiempo."
        case .severalDevices:
            "Estuvo conectado más de una vez al mismo tiempo. Ese tiempo cuenta una sola vez."
        case .practiceSession:
            "Estuvo en la sesión de práctica. Ese tiempo no cuenta."
        case .meetingShorterThanScheduled:
            "La reunión fue demasiado corta para que alguien estuviera el tiempo requerido."
        case .endNeverTold:
            "Zoom no informó cuándo terminó la reunión."
        case .lateSigned:
            "Parte de lo que Zoom informó llegó mucho después de firmarse."
        case .sharedAddress:
            "Otro participante estuvo conectado desde la misma dirección de internet."
        case .nameUnlikeRoster:
            "El nombre que mostró en Zoom no se parece al que conoce el tribunal."
        case .inTwoMeetings:
            "Estuvo en otra reunión al mismo tiempo. Ese tiempo cuenta una sola vez."
        case .correctedByPerson:
            "Una persona corrigió parte de su tiempo, indicando el motivo."
        case .claimedByPerson:
            "Una persona confirmó qué asistente era usted."
        }
    }
}
