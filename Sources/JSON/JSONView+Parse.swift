internal import CJansson

extension JSONView {
    public enum Duplicates: Hashable, Sendable { case lastWins, refused }

    /// Reads RFC 8259. Text nested more than 2,048 deep is refused.
    public static func parse(
        _ bytes: some Collection<UInt8>, duplicates: Duplicates = .lastWins
    ) throws(JSONError) -> JSONView {
        try read(bytes, flags: duplicates == .refused ? JSON_REJECT_DUPLICATES : 0)
    }

    /// Reads what `parse` reads and, where it can be told what is meant, what it refuses: see `repaired`. For text whose
    /// loss would be worse than a guess at a damaged detail of it.
    public static func parseTolerantly(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSONView {
        do {
            return try read(bytes, flags: 0)
        } catch {
            switch error.reason {
            case .syntax, .notUTF8, .numberTooLarge, .nulInKey: return try read(repaired(Array(bytes)), flags: 0)
            default: throw error
            }
        }
    }

    private static func read(_ bytes: some Collection<UInt8>, flags: Int) throws(JSONError) -> JSONView {
        var outcome = Result<JSONView, JSONError>.failure(JSONError(.empty))
        if bytes.withContiguousStorageIfAvailable({ outcome = load($0, flags) }) == nil {
            Array(bytes).withUnsafeBufferPointer { outcome = load($0, flags) }
        }
        return try outcome.get()
    }

    private static func load(_ bytes: UnsafeBufferPointer<UInt8>, _ flags: Int) -> Result<JSONView, JSONError> {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return .failure(JSONError(.empty)) }
        var error = json_error_t()
        let root = start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            json_loadb($0, bytes.count, flags | JSON_DECODE_ANY | JSON_ALLOW_NUL, &error)
        }
        guard let root else { return .failure(JSONError(error)) }
        return .success(JSONView(Document(owning: root), root))
    }
}

/// jansson's macros, which Swift does not import.
private let JSON_REJECT_DUPLICATES = 0x1
private let JSON_DECODE_ANY = 0x4
private let JSON_ALLOW_NUL = 0x10

extension JSONError {
    fileprivate init(_ error: json_error_t) {
        var error = error
        let reason: Reason =
            switch cjansson_error_code(&error) {
            case Int32(json_error_stack_overflow.rawValue): .tooDeep
            case Int32(json_error_invalid_utf8.rawValue): .notUTF8
            case Int32(json_error_premature_end_of_input.rawValue): .endedEarly
            case Int32(json_error_end_of_input_expected.rawValue): .trailing
            case Int32(json_error_numeric_overflow.rawValue): .numberTooLarge
            case Int32(json_error_null_byte_in_key.rawValue), Int32(json_error_null_character.rawValue): .nulInKey
            case Int32(json_error_duplicate_key.rawValue): .duplicateKey
            case Int32(json_error_out_of_memory.rawValue): .outOfMemory
            default: .syntax
            }
        self.init(reason, line: Int(max(error.line, 0)), column: Int(max(error.column, 0)))
    }
}
