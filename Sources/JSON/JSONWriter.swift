/// Writes compact JSON straight into bytes, members in the order written.
///
///     var json = JSONWriter()
///     json.object {
///         $0.member("event", "participant-joined")
///         $0.member("data") { $0.object { $0.member("minutes", 12) } }
///     }
public struct JSONWriter: Sendable {
    public private(set) var bytes: [UInt8]
    private var needsComma = false

    public init(reservingCapacity capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// `body` writes members only.
    public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }

    /// `body` writes values only.
    public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        open(UInt8(ascii: "["))
        try body(&self)
        close(UInt8(ascii: "]"))
    }

    /// `body` writes exactly one value.
    public mutating func member(_ name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
        key(name)
        try body(&self)
    }

    public mutating func member(_ name: String, _ value: String?) {
        key(name)
        if let value { self.value(value) } else { null() }
    }

    public mutating func member(_ name: String, _ value: (some FixedWidthInteger)?) {
        key(name)
        if let value { self.value(value) } else { null() }
    }

    public mutating func member(_ name: String, _ value: Bool?) {
        key(name)
        if let value { self.value(value) } else { null() }
    }

    public mutating func member(_ name: String, _ value: JSON) {
        key(name)
        self.value(value)
    }

    public mutating func value(_ value: String) {
        separate()
        bytes.appendQuoted(value)
    }

    public mutating func value(_ value: some FixedWidthInteger) {
        separate()
        bytes += value.description.utf8
    }

    public mutating func value(_ value: Bool) {
        separate()
        bytes += (value ? "true" : "false").utf8
    }

    /// Infinities and NaN, which JSON cannot write, are null.
    public mutating func value(_ value: Double) {
        separate()
        bytes += (value.isFinite ? ecmaScript(value) : "null").utf8
    }

    public mutating func null() {
        separate()
        bytes += "null".utf8
    }

    /// Members sorted by name.
    public mutating func value(_ value: JSON) {
        switch value {
        case .null: null()
        case .bool(let value): self.value(value)
        case .integer(let value): self.value(value)
        case .number(let value): self.value(value)
        case .string(let value): self.value(value)
        case .array(let elements): array { for element in elements { $0.value(element) } }
        case .object(let members):
            object { for (name, value) in members.sorted(by: { $0.key < $1.key }) { $0.member(name, value) } }
        }
    }

    /// A value that is JSON already.
    public mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        bytes += json
    }

    private mutating func key(_ name: String) {
        separate()
        bytes.appendQuoted(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}
