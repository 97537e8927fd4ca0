extension JSON {
    /// What becomes of members of one name.
    public enum Duplicates: Hashable, Sendable { case lastWins, refused }

    /// Reads RFC 8259. Text nested more than 512 deep and numbers beyond 64 bits or a double are refused.
    ///
    /// Member names that differ only in how Unicode composes them count as one name, as in a Swift dictionary.
    public static func parse(
        _ bytes: some Collection<UInt8>, duplicates: Duplicates = .lastWins
    ) throws(JSONError) -> JSON {
        let view = try JSONView.parse(bytes)
        guard let value = view.value(duplicates) else { throw JSONError(.duplicateKey) }
        return value
    }
}

extension JSONView {
    /// The whole of what is below here, copied.
    public var value: JSON { value(.lastWins) ?? .null }

    /// Nil when a name occurs twice and that is refused.
    fileprivate func value(_ duplicates: JSON.Duplicates) -> JSON? {
        switch kind {
        case .null: return .null
        case .bool: return .bool(bool == true)
        case .integer: return integer.map(JSON.integer)
        case .number: return number.map(JSON.number)
        case .string: return string.map(JSON.string)
        case .array:
            var copies: [JSON] = []
            for element in elements {
                guard let copy = element.value(duplicates) else { return nil }
                copies.append(copy)
            }
            return .array(copies)
        case .object:
            var copies: [String: JSON] = [:]
            for (name, element) in members {
                guard let copy = element.value(duplicates) else { return nil }
                if copies.updateValue(copy, forKey: name) != nil, duplicates == .refused { return nil }
            }
            return .object(copies)
        }
    }
}
