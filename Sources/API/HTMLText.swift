/// Text of a page, made safe wherever something is put into it: `"<b>\(name)</b>"` holds the name's characters, whatever
/// they are. Only other `HTMLText` goes in as it is.
struct HTMLText: ExpressibleByStringInterpolation, CustomStringConvertible, Sendable {
    private(set) var description: String

    init(stringLiteral value: String) { description = value }
    init(stringInterpolation: StringInterpolation) { description = stringInterpolation.text }

    var bytes: [UInt8] { Array(description.utf8) }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text: String

        init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ html: HTMLText) { text += html.description }

        /// Safe between tags and in quoted attributes.
        mutating func appendInterpolation(_ string: String) {
            for character in string.unicodeScalars {
                switch character {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                case "\"": text += "&quot;"
                case "'": text += "&#39;"
                default: text.unicodeScalars.append(character)
                }
            }
        }
    }
}

extension Sequence<HTMLText> {
    func joined() -> HTMLText { reduce(into: "") { $0 = "\($0)\($1)" } }
}
