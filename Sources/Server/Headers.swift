internal import CBeast

/// A request's header fields, in the order they came; names match in any case.
///
/// They stay the bytes that were received: a `String` is made only of what is asked for.
public struct Headers: Sendable {
    let head: RequestHead

    /// The first value of a field; nil if it was not sent.
    ///
    /// Where a second value could mean an attack, use ``values(of:)``.
    public subscript(_ name: String) -> String? {
        for field in head.fields where head.matches(field.name, name) {
            return head.string(field.value)
        }
        return nil
    }

    /// All values of a field, one for each time it was sent, untouched.
    public func values(of name: String) -> [String] {
        var values: [String] = []
        for field in head.fields where head.matches(field.name, name) {
            values.append(head.string(field.value))
        }
        return values
    }

    public func contains(_ name: String) -> Bool {
        head.fields.contains { head.matches($0.name, name) }
    }

    /// Every field, as it was sent.
    public var all: [HeaderField] {
        head.fields.map { HeaderField(head.string($0.name), head.string($0.value)) }
    }

    public var count: Int { head.fields.count }
}

/// A header field to be sent.
public struct HeaderField: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// The bytes of a request's head and where in them everything stands.
final class RequestHead: Sendable {
    struct Range: Sendable {
        let start: UInt32
        let count: UInt32
    }

    struct Field: Sendable {
        let name: Range
        let value: Range
    }

    let bytes: [UInt8]
    let fields: [Field]

    /// - Parameter request: valid during the call only; everything is copied.
    init(_ request: cb_request) {
        bytes = Array(UnsafeBufferPointer(start: request.head, count: request.head_count))
        fields = UnsafeBufferPointer(start: request.fields, count: request.field_count).map {
            Field(
                name: Range(start: $0.name.start, count: $0.name.count),
                value: Range(start: $0.value.start, count: $0.value.count))
        }
    }

    func slice(_ range: Range) -> ArraySlice<UInt8> {
        bytes[Int(range.start)..<Int(range.start + range.count)]
    }

    func string(_ range: Range) -> String {
        String(decoding: slice(range), as: UTF8.self)
    }

    /// Whether the bytes are `name`, letters in any case.
    func matches(_ range: Range, _ name: String) -> Bool {
        let other = name.utf8
        guard other.count == Int(range.count) else { return false }
        return zip(slice(range), other).allSatisfy { lowercased($0) == lowercased($1) }
    }

    private func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}
