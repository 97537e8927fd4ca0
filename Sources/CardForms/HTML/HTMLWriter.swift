/// Writes HTML in which every text is escaped.
struct HTMLWriter {
    private(set) var text = ""

    /// - Parameter html: never with anything in it that came from outside.
    mutating func raw(_ html: String) { text += html }

    mutating func escaped(_ text: String) { self.text += text.printable.escapedForXML }

    mutating func element<Failure: Error>(
        _ name: String, _ attributes: [(String, String)] = [],
        _ content: (inout HTMLWriter) throws(Failure) -> Void
    ) throws(Failure) {
        text += "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(value.printable.escapedForXML)\"" }
        text += ">"
        try content(&self)
        text += "</\(name)>"
    }

    mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String) {
        element(name, attributes) { $0.escaped(text) }
    }
}
