extension JSON {
    /// For people: two spaces a level, members sorted by name, no line end at the end. Numbers that JSON cannot write are
    /// null.
    public func pretty() -> String {
        var out: [UInt8] = []
        appendPretty(to: &out, indent: 0)
        return String(decoding: out, as: UTF8.self)
    }

    private func appendPretty(to out: inout [UInt8], indent: Int) {
        func line(_ indent: Int) {
            out.append(UInt8(ascii: "\n"))
            out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
        }
        switch self {
        case .array(let elements) where !elements.isEmpty:
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                line(indent + 2)
                element.appendPretty(to: &out, indent: indent + 2)
            }
            line(indent)
            out.append(UInt8(ascii: "]"))
        case .object(let members) where !members.isEmpty:
            out.append(UInt8(ascii: "{"))
            for (index, (name, value)) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                line(indent + 2)
                out.appendQuoted(name)
                out += ": ".utf8
                value.appendPretty(to: &out, indent: indent + 2)
            }
            line(indent)
            out.append(UInt8(ascii: "}"))
        default:
            var writer = JSONWriter()
            writer.value(self)
            out += writer.bytes
        }
    }
}
