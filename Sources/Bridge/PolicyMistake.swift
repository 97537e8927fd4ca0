/// Why a policy file cannot be used; says where and what is allowed.
public struct PolicyMistake: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ place: String, _ words: String) { description = "\(place): \(words)" }
}
