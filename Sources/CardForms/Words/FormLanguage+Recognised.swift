internal import Attendance

extension FormLanguage {
    /// By what somebody was recognised.
    func recognised(by kind: IdentityKey.Kind) -> String {
        switch (self, kind) {
        case (.english, .registrant): "by the registration for the meeting"
        case (.english, .customerKey): "by the participant's own join link"
        case (.english, .zoomUser): "by the Zoom account signed in"
        case (.english, .email): "by the e-mail address Zoom gave"
        case (.english, .phone): "by the telephone number that dialled in"
        case (.english, .code): "by the join code in the name shown"
        case (.english, .name): "by nothing but the name shown"
        case (.english, .claim): "by a person who said who it was"
        case (.spanish, .registrant): "por la inscripción en la reunión"
        case (.spanish, .customerKey): "por su propio enlace de acceso"
        case (.spanish, .zoomUser): "por la cuenta de Zoom usada"
        case (.spanish, .email): "por el correo electrónico que dio Zoom"
        case (.spanish, .phone): "por el número de teléfono que llamó"
        case (.spanish, .code): "por el código de acceso en el nombre mostrado"
        case (.spanish, .name): "solo por el nombre mostrado"
        case (.spanish, .claim): "por una persona que dijo quién era"
        }
    }

    /// A notice in this language, where it is one that is known here; else as it was signed.
    func notice(_ id: String, signed sentence: String) -> String {
        guard self == .spanish else { return sentence }
        return switch id {
        case "identity":
            "Nadie comprobó quién estaba delante del aparato, no se vio ningún documento de identidad y no se miró "
                + "ninguna cámara."
        case "attention":
            "La tarjeta prueba cuándo hubo conexión con la reunión. No prueba que se prestara atención ni que se "
                + "participara."
        case "inferred":
            "El tiempo estimado es probable, pero no está probado: Zoom no lo informó todo. Ningún resultado se "
                + "basa solo en él."
        case "confidential":
            "Confidencial: trata de un asunto ante un tribunal. Muéstrela solo a quien la necesite."
        case "dispute":
            "Si algo aquí no es correcto, el participante puede impugnarlo; se avisa enseguida a su representante del "
                + "tribunal, que tiene que responder."
        default: sentence
        }
    }
}
