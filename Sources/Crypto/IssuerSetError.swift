/// What is wrong with the list of issuers, and where. Says nothing of a key.
public struct IssuerSetError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        case notJSON(String)
        case notList(atMost: Int)
        case notObject
        case unknownMember(String)
        case notText(String)
        case wrongLeeway
        /// Two issuers of one name, or one of our own.
        case nameTaken
        case keysOnce
        case unreadable(file: String, reason: String)
        case keys(TokenKeySetError)
    }

    /// Which entry, by its name where it has one.
    public let place: String
    public let reason: Reason

    init(_ place: String, _ reason: Reason) {
        self.place = place
        self.reason = reason
    }

    public var description: String { "\(place): \(sentence)" }

    private var sentence: String {
        switch reason {
        case .notJSON(let error): error
        case .notList(let most): "must be a JSON array of at most \(most) issuers"
        case .notObject: "must be a JSON object"
        case .unknownMember(let name): "there is no setting \(name)"
        case .notText(let name): "\(name) must be a text of 1 to 1024 bytes"
        case .wrongLeeway: "leewaySeconds must be a whole number from 0 to 120"
        case .nameTaken: "another issuer has the same name, or we ourselves have it"
        case .keysOnce: "either keys or keysFile must stand there"
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
        case .keys(let error): error.description
        }
    }
}
