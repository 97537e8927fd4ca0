import JSON
import ServiceSupport

/// What an answer has that its description does not say, or lacks that it does: as much of JSON Schema as the bridge
/// uses.
func differences(_ value: JSON, from schema: JSON, in document: JSON, at path: String = "$") -> [String] {
    if let name = schema["$ref"]?.string?.split(separator: "/").last {
        guard let found = document["components"]?["schemas"]?[String(name)] else {
            return ["\(path): no schema \(name)"]
        }
        return differences(value, from: found, in: document, at: path)
    }
    if let choices = schema["oneOf"]?.array {
        let all = choices.map { differences(value, from: $0, in: document, at: path) }
        return all.contains([]) ? [] : all.flatMap(\.self)
    }
    let types = schema["type"]?.array?.compactMap(\.string) ?? [schema["type"]?.string].compactMap(\.self)
    guard types.contains(value.typeName) else { return ["\(path): \(value.typeName) instead of \(types)"] }
    if let words = schema["enum"]?.array, !words.contains(value) { return ["\(path): not one of its words"] }
    if let items = schema["items"] {
        return (value.array ?? []).enumerated().flatMap {
            differences($0.element, from: items, in: document, at: "\(path)[\($0.offset)]")
        }
    }
    guard let members = value.object, let properties = schema["properties"]?.object else { return [] }
    let needed = Set((schema["required"]?.array ?? []).compactMap(\.string))
    let lacking = needed.subtracting(members.keys).map { "\(path).\($0): lacking" }
    return lacking.sorted()
        + members.sorted { $0.key < $1.key }.flatMap { name, member in
            guard let property = properties[name] else { return ["\(path).\(name): not described"] }
            return differences(member, from: property, in: document, at: "\(path).\(name)")
        }
}

extension JSON {
    fileprivate var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
