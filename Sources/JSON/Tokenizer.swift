/// One value, or the name of a member, within a text.
///
/// Tokens stand in the order of the text: a container's come right after it, names before their values.
struct Token: Sendable {
    enum Kind: UInt8, Sendable { case null, yes, no, integer, number, string, array, object }
    var kind: Kind
    /// A string that must be unescaped.
    var hasEscapes = false
    /// The bytes of a number, or between the quotes of a string.
    var start: Int32
    var end: Int32
    /// The token after this one and all that is in it.
    var next: Int32
}

/// Finds the tokens of a text: RFC 8259, in one pass, without recursion and without copying.
///
/// Written here rather than taken from a C library because every delivery goes through it, and damage can be tolerated
/// where it stands: jansson refuses the whole of a text for one huge number or one lone surrogate, and somebody's
/// attendance with it.
struct Tokenizer {
    /// The text of damaged details is mended later, when it is asked for: see `JSONView.parseTolerantly`.
    let isTolerant: Bool
    let text: [UInt8]
    private(set) var tokens: [Token] = []
    private var at = 0
    private var isASCII = true
    /// The containers that are open.
    private var open: [Int] = []

    static let maxDepth = 512
    private static let maxBytes = Int(Int32.max) / 2

    init(_ text: [UInt8], isTolerant: Bool) {
        self.text = text
        self.isTolerant = isTolerant
        tokens.reserveCapacity(64)
    }

    /// - Returns: whether the text is ASCII, and so UTF-8 without a further look.
    mutating func run() throws(JSONError) -> Bool {
        guard text.count <= Self.maxBytes else { throw JSONError(.tooLong) }
        if isTolerant, text.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        skipSpace()
        if at == text.count { throw JSONError(text.isEmpty ? .empty : .endedEarly) }
        repeat { try value() } while try goOn()
        return isASCII
    }

    /// After a value: closes what ends here. True where another value must follow.
    private mutating func goOn() throws(JSONError) -> Bool {
        while let container = open.last {
            skipSpace()
            let isObject = tokens[container].kind == .object
            switch try byte() {
            case UInt8(ascii: ","):
                at += 1
                if isObject { try name() }
                return true
            case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
                at += 1
                close()
            default: throw error(.syntax)
            }
        }
        skipSpace()
        if at < text.count { throw error(.trailing) }
        return false
    }

    /// One value; of a container with something in it, no more than its beginning.
    private mutating func value() throws(JSONError) {
        while true {
            skipSpace()
            switch try byte() {
            case UInt8(ascii: "{"):
                try begin(.object)
                if try byte() == UInt8(ascii: "}") { return end() }
                try name()
            case UInt8(ascii: "["):
                try begin(.array)
                if try byte() == UInt8(ascii: "]") { return end() }
            case UInt8(ascii: "\""): return try string()
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
            case UInt8(ascii: "t"): return try literal("true", .yes)
            case UInt8(ascii: "f"): return try literal("false", .no)
            case UInt8(ascii: "n"): return try literal("null", .null)
            default: throw error(.syntax)
            }
        }
    }

    private mutating func begin(_ kind: Token.Kind) throws(JSONError) {
        guard open.count < Self.maxDepth else { throw error(.tooDeep) }
        open.append(tokens.count)
        append(kind, from: at, to: at)
        at += 1
        skipSpace()
    }

    private mutating func end() {
        at += 1
        close()
    }

    private mutating func close() {
        if let container = open.popLast() { tokens[container].next = Int32(tokens.count) }
    }

    private mutating func name() throws(JSONError) {
        skipSpace()
        guard try byte() == UInt8(ascii: "\"") else { throw error(.syntax) }
        try string()
        skipSpace()
        guard try byte() == UInt8(ascii: ":") else { throw error(.syntax) }
        at += 1
    }

    private mutating func literal(_ word: String, _ kind: Token.Kind) throws(JSONError) {
        let start = at
        for letter in word.utf8 {
            guard try byte() == letter else { throw error(.syntax) }
            at += 1
        }
        append(kind, from: start, to: at)
    }

    private mutating func string() throws(JSONError) {
        at += 1
        let start = at
        var hasEscapes = false
        while at < text.count {
            let byte = text[at]
            if byte == UInt8(ascii: "\"") {
                append(.string, from: start, to: at, hasEscapes: hasEscapes)
                at += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                try escape()
            } else {
                if byte < 0x20, !isTolerant { throw error(.syntax) }
                if byte >= 0x80 { isASCII = false }
                at += 1
            }
        }
        throw error(.endedEarly)
    }

    private mutating func escape() throws(JSONError) {
        let escape = Escape(in: text[at...])
        guard escape.scalar != nil || isTolerant else { throw error(.syntax) }
        at = min(at + escape.length, text.count)
    }

    private mutating func number() throws(JSONError) {
        let start = at
        if text[at] == UInt8(ascii: "-") { at += 1 }
        if try byte() == UInt8(ascii: "0") { at += 1 } else { try digits() }
        var kind = Token.Kind.integer
        if at < text.count, text[at] == UInt8(ascii: ".") {
            kind = .number
            at += 1
            try digits()
        }
        if at < text.count, text[at] | 0x20 == UInt8(ascii: "e") {
            kind = .number
            at += 1
            if [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(try byte()) { at += 1 }
            try digits()
        }
        // Up to 18 digits fit 64 bits without a look.
        if kind == .number || at - start > 18 {
            let digits = String(decoding: text[start..<at], as: UTF8.self)
            if kind == .number ? Double(digits)?.isFinite != true : Int64(digits) == nil {
                guard isTolerant else { throw error(.numberTooLarge) }
                // Unknown, rather than another number.
                kind = .null
            }
        }
        append(kind, from: start, to: at)
    }

    private mutating func digits() throws(JSONError) {
        let start = at
        while at < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[at]) { at += 1 }
        if at == start { throw error(at == text.count ? .endedEarly : .syntax) }
    }

    private mutating func append(_ kind: Token.Kind, from start: Int, to end: Int, hasEscapes: Bool = false) {
        tokens.append(
            Token(
                kind: kind, hasEscapes: hasEscapes, start: Int32(start), end: Int32(end), next: Int32(tokens.count + 1))
        )
    }

    private mutating func skipSpace() {
        while at < text.count {
            switch text[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    private func byte() throws(JSONError) -> UInt8 {
        guard at < text.count else { throw error(.endedEarly) }
        return text[at]
    }

    private func error(_ reason: JSONError.Reason) -> JSONError {
        let before = text.prefix(at)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return JSONError(
            reason, line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: at - lineStart + 1)
    }
}
