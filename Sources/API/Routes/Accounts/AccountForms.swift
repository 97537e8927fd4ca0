internal import Attendance
internal import Bridge
internal import JSON

/// What is sent about accounts.
extension BodyForm {
    static let signIn = BodyForm(
        required: [AccountFields.name, AccountFields.password], optional: [AccountFields.code])
    static let newPassword = BodyForm(required: [AccountFields.current, AccountFields.new])
    static let passwordAlone = BodyForm(required: [AccountFields.password])
    static let codeAlone = BodyForm(required: [AccountFields.code])
    static let newToken = BodyForm(required: [AccountFields.tokenName, AccountFields.scopes, AccountFields.days])
    static let newOfficial = BodyForm(
        required: [AccountFields.id, AccountFields.officialRole, AccountFields.fullName],
        optional: [AccountFields.email])
    static let role = BodyForm(required: [AccountFields.officialRole])
    static let invitee = BodyForm(required: [AccountFields.person], optional: [AccountFields.mail])
    static let acceptance = BodyForm(required: [AccountFields.invite, AccountFields.password])
    static let inviteAlone = BodyForm(required: [AccountFields.invite])
}

enum AccountFields {
    static let name = BodyField<String>.text(
        "name", upTo: 200, "The id on the roster, or the e-mail address there.", example: "maria.lopez")
    static let password = BodyField<String>.secret("password", "The password.")
    static let current = BodyField<String>.secret("current", "The present password.")
    static let new = BodyField<String>.secret("new", "The new one: at least 12 characters; a sentence is best.")
    static let code = BodyField<String>.text(
        "code", upTo: 40, "Of the second factor, or a recovery code.", example: "492039")
    static let tokenName = BodyField<String>.text(
        "name", upTo: 100, "What it is for, so that you know it again.", example: "case management")
    static let scopes = BodyField<Set<Scope>>.scopes
    static let days = BodyField<Int>.whole("days", 1...730, "How many days it holds.", example: 90)
    static let id = BodyField<PersonID>.newIdentifier(
        "id", "A word of your own: letters, digits, . _ - @", example: "robin.diaz")
    static let officialRole = BodyField<Role>.choice(
        "role", of: [.courtRep, .administrator], "What they are.", example: .courtRep)
    static let fullName = BodyField<String>.text("name", upTo: 200, "Their name.", example: "Robin Diaz")
    static let email = BodyField<String>.text(
        "email", upTo: 254, "Where mail reaches them.", example: "robin.diaz@example.gov")
    static let person = BodyField<PersonID>.identifier("person", "Somebody of the roster.", example: "P-1001")
    static let mail = BodyField<Bool>(
        name: "mail", wanted: "true or false",
        schema: [
            "type": "boolean", "description": "Send the link to the address that the roster has of them, too.",
        ], example: false
    ) { $0.bool }
    static let invite = BodyField<String>.secret("token", "What stands after # in the link.")
}

extension BodyField where Value == String {
    /// Shown nowhere, and no example.
    static func secret(_ name: String, _ about: String) -> Self {
        Self(
            name: name, wanted: "text of 1 to 1000 characters",
            schema: [
                "type": "string", "minLength": 1, "maxLength": 1000, "format": "password",
                "description": .string(about),
            ], example: "correct horse battery staple"
        ) { json in json.string.flatMap { (1...1000).contains($0.unicodeScalars.count) ? $0 : nil } }
    }
}

extension BodyField where Value == Int {
    static func whole(_ name: String, _ range: ClosedRange<Int>, _ about: String, example: Int) -> Self {
        Self(
            name: name, wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            schema: [
                "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
                "maximum": .integer(Int64(range.upperBound)), "description": .string(about),
            ], example: .integer(Int64(example))
        ) { json in json.whole.flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil } }
    }
}

extension BodyField where Value == Set<Scope> {
    fileprivate static var scopes: Self {
        let words = Scope.allCases.map { JSON.string($0.rawValue) }
        return Self(
            name: "scopes",
            wanted: "a list of one or more of \(Scope.allCases.map(\.rawValue).joined(separator: ", "))",
            schema: [
                "type": "array", "minItems": 1, "uniqueItems": true,
                "items": ["type": "string", "enum": .array(words)],
                "description": "What it may be used for; never more than its person may do.",
            ], example: ["read", "feed"]
        ) { json in
            guard let words = json.array?.map(\.string), words.allSatisfy({ $0 != nil }) else { return nil }
            let given = words.compactMap { $0 }
            guard Set(given).count == given.count, !given.contains(where: { $0.contains(" ") }) else { return nil }
            return Set<Scope>(words: given.joined(separator: " "))
        }
    }
}

extension BodyField where Value == PersonID {
    /// As a roster would take it.
    fileprivate static func newIdentifier(_ name: String, _ about: String, example: String) -> Self {
        Self(
            name: name, wanted: "a word of letters, digits and . _ - @ of at most 64 characters",
            schema: [
                "type": "string", "pattern": "^[A-Za-z0-9._@-]{1,64}$", "description": .string(about),
            ], example: .string(example)
        ) { json in
            json.string.flatMap { text in
                let isWord = text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"):
                        true
                    default: "._-@".utf8.contains(byte)
                    }
                }
                return isWord && (1...64).contains(text.utf8.count) ? PersonID(text) : nil
            }
        }
    }
}
