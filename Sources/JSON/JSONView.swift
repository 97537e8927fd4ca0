/// A parsed text to look into: nothing is copied but what is asked for.
///
/// For the hot path and for hostile input; `JSON` is the handier value elsewhere.
public struct JSONView: Sendable {
    private let document: Document
    private let index: Int

    /// Shared by all views into one text.
    private final class Document: Sendable {
        let text: [UInt8]
        let tokens: [Token]

        init(_ text: [UInt8], _ tokens: [Token]) {
            self.text = text
            self.tokens = tokens
        }
    }

    init(_ text: [UInt8], _ tokens: [Token]) {
        document = Document(text, tokens)
        index = 0
    }

    private init(_ document: Document, at index: Int) {
        self.document = document
        self.index = index
    }

    private var token: Token { document.tokens[index] }

    public enum Kind: Hashable, Sendable { case null, bool, integer, number, string, array, object }

    public var kind: Kind {
        switch token.kind {
        case .null: .null
        case .yes, .no: .bool
        case .integer: .integer
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The member of an object; nil when this is no object or has no such member. The last of duplicates wins.
    public subscript(name: String) -> JSONView? {
        guard token.kind == .object else { return nil }
        let end = Int(token.next)
        var found: Int?
        var at = index + 1
        while at < end {
            if isName(at, name) { found = at + 1 }
            at = Int(document.tokens[at + 1].next)
        }
        return found.map { JSONView(document, at: $0) }
    }

    private func isName(_ index: Int, _ name: String) -> Bool {
        let token = document.tokens[index]
        if token.hasEscapes { return text(of: token) == name }
        guard Int(token.end - token.start) == name.utf8.count else { return false }
        var at = Int(token.start)
        for byte in name.utf8 {
            if document.text[at] != byte { return false }
            at += 1
        }
        return true
    }

    private func text(of token: Token) -> String {
        let bytes = document.text[Int(token.start)..<Int(token.end)]
        return token.hasEscapes ? String(unescaping: bytes) : String(decoding: bytes, as: UTF8.self)
    }

    public var bool: Bool? {
        switch token.kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// Nil for numbers written with a fraction or exponent.
    public var integer: Int64? { token.kind == .integer ? Int64(text(of: token)) : nil }

    /// Any number, rounded to the nearest double.
    public var number: Double? {
        token.kind == .integer || token.kind == .number ? Double(text(of: token)) : nil
    }

    public var string: String? { token.kind == .string ? text(of: token) : nil }

    /// The elements of an array; empty when this is none.
    public var elements: [JSONView] {
        guard token.kind == .array else { return [] }
        var elements: [JSONView] = []
        var at = index + 1
        while at < Int(token.next) {
            elements.append(JSONView(document, at: at))
            at = Int(document.tokens[at].next)
        }
        return elements
    }

    /// The members of an object in the order written, duplicates and all; empty when this is none.
    public var members: [(name: String, value: JSONView)] {
        guard token.kind == .object else { return [] }
        var members: [(name: String, value: JSONView)] = []
        var at = index + 1
        while at < Int(token.next) {
            members.append((text(of: document.tokens[at]), JSONView(document, at: at + 1)))
            at = Int(document.tokens[at + 1].next)
        }
        return members
    }
}
