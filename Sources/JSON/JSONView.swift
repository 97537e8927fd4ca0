internal import CJansson

/// A parsed text to look into: nothing is copied but what is asked for.
///
/// For the hot path and for hostile input; `JSON` is the handier value elsewhere.
public struct JSONView: Sendable {
    let document: Document
    let node: Node

    /// One value of jansson's tree.
    struct Node: @unchecked Sendable {
        // Safe: the tree is never changed after parsing, jansson's read functions do not write, and whoever holds a
        // node also holds the `Document` that keeps it alive.
        let pointer: UnsafeMutablePointer<json_t>
    }

    /// Owns the tree.
    final class Document: Sendable {
        let root: Node
        init(owning root: UnsafeMutablePointer<json_t>) { self.root = Node(pointer: root) }
        deinit { json_decref(root.pointer) }
    }

    init(_ document: Document, _ pointer: UnsafeMutablePointer<json_t>) {
        self.document = document
        self.node = Node(pointer: pointer)
    }

    /// The member of an object; nil when this is no object or has no such member. The last of duplicates wins.
    public subscript(key: StaticString) -> JSONView? {
        key.withUTF8Buffer { name in
            name.withMemoryRebound(to: CChar.self) { name in
                json_object_getn(node.pointer, name.baseAddress, name.count).map { JSONView(document, $0) }
            }
        }
    }

    public enum Kind: Hashable, Sendable { case null, bool, integer, number, string, array, object }

    public var kind: Kind {
        switch node.pointer.pointee.type {
        case JSON_OBJECT: .object
        case JSON_ARRAY: .array
        case JSON_STRING: .string
        case JSON_INTEGER: .integer
        case JSON_REAL: .number
        case JSON_TRUE, JSON_FALSE: .bool
        default: .null
        }
    }

    public var bool: Bool? {
        switch node.pointer.pointee.type {
        case JSON_TRUE: true
        case JSON_FALSE: false
        default: nil
        }
    }

    /// Nil for numbers written with a fraction or exponent.
    public var integer: Int64? {
        node.pointer.pointee.type == JSON_INTEGER ? json_integer_value(node.pointer) : nil
    }

    /// Any number, rounded to the nearest double.
    public var number: Double? {
        switch node.pointer.pointee.type {
        case JSON_INTEGER, JSON_REAL: json_number_value(node.pointer)
        default: nil
        }
    }

    public var string: String? {
        withUTF8 { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the bytes of a string; nil when this is no string.
    public func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result? {
        guard node.pointer.pointee.type == JSON_STRING, let text = json_string_value(node.pointer) else { return nil }
        let count = json_string_length(node.pointer)
        defer { withExtendedLifetime(document) {} }
        return try text.withMemoryRebound(to: UInt8.self, capacity: count) {
            try body(UnsafeBufferPointer(start: $0, count: count))
        }
    }

    /// The elements of an array; empty when this is none.
    public var elements: [JSONView] {
        (0..<json_array_size(node.pointer)).compactMap { index in
            json_array_get(node.pointer, index).map { JSONView(document, $0) }
        }
    }

    /// The members of an object in the order written; empty when this is none.
    public var members: [(name: String, value: JSONView)] {
        var members: [(name: String, value: JSONView)] = []
        members.reserveCapacity(json_object_size(node.pointer))
        var iterator = json_object_iter(node.pointer)
        while let at = iterator {
            if let name = json_object_iter_key(at), let value = json_object_iter_value(at) {
                let bytes = UnsafeRawBufferPointer(start: name, count: json_object_iter_key_len(at))
                members.append((String(decoding: bytes, as: UTF8.self), JSONView(document, value)))
            }
            iterator = json_object_iter_next(node.pointer, at)
        }
        return members
    }
}
