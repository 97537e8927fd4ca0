internal import Attendance
internal import JSON

extension Redaction {
    /// What tells who somebody is, under the names Zoom has for it.
    struct PersonalField: Sendable {
        /// As `hash` gets it.
        let kind: String
        /// In order of preference, as they are read.
        private let names: [String]
        /// Whether an empty field leaves the word to the next one, or silences it.
        private let passesOn: Bool
        private let normalise: @Sendable (String) -> String?

        private init(_ kind: IdentityKey.Kind, _ names: String..., passesOn: Bool = false) {
            self.kind = kind.rawValue
            self.names = names
            self.passesOn = passesOn
            normalise = { IdentityKey(kind, $0)?.value }
        }

        private init(address name: String) {
            kind = Redaction.publicAddress
            names = [name]
            passesOn = false
            normalise = { $0 }
        }

        /// As they are read where a delivery is decoded, so that the same one speaks afterwards.
        static let all = [
            PersonalField(.name, "user_name", "sender_name"),
            PersonalField(.name, "original_name"),
            PersonalField(.email, "email", "sender_email"),
            PersonalField(.zoomUser, "participant_user_id", "id", passesOn: true),
            PersonalField(.registrant, "registrant_id"),
            PersonalField(.customerKey, "customer_key"),
            PersonalField(.phone, "phone_number"),
            PersonalField(address: "public_ip"),
        ]

        /// The name it stands under and its value; nil where nothing is said, or nothing that names anybody.
        func normalised(in person: JSONView) -> (name: String, value: String)? {
            guard let name = names.first(where: { passesOn ? person[$0]?.text != nil : person[$0] != nil }),
                // An identity has Unicode's one spelling before it has a key.
                let text = ObservedIdentity(displayName: person[name]?.text).displayName,
                let value = normalise(text)
            else { return nil }
            return (name, value)
        }
    }
}
