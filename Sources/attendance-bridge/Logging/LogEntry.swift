import Attendance
import JSON

enum LogLevel: String, CaseIterable, Comparable, Sendable {
    case debug, info, warning, error

    static func < (a: Self, b: Self) -> Bool {
        func rank(_ level: Self) -> Int { allCases.firstIndex(of: level) ?? 0 }
        return rank(a) < rank(b)
    }
}

enum LogFormat: String, CaseIterable, Sendable { case json, text }

/// One line of the log: what happened, and the ids and figures that go with it. Names, addresses and tokens of people
/// have no place here, so that a log may be handed to anybody.
struct LogEntry: Sendable, Equatable {
    var level: LogLevel
    /// In the words of a metric: `delivery-refused`.
    var event: String
    var fields: [(name: String, value: LogValue)]

    static func == (a: Self, b: Self) -> Bool {
        a.level == b.level && a.event == b.event && a.fields.elementsEqual(b.fields, by: ==)
    }
}

/// What a field may hold. A `String` needs `.text`, said on purpose.
enum LogValue: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    case integer(Int64)
    case number(Double)
    case truth(Bool)
    case text(String)

    init(stringLiteral value: StaticString) { self = .text(value.description) }
    init(integerLiteral value: Int64) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .truth(value) }

    static func id(_ id: some StringIdentifier) -> Self { .text(id.rawValue) }
    static func count(_ value: some BinaryInteger) -> Self { .integer(Int64(clamping: value)) }
    static func time(_ value: Timestamp) -> Self { .text(value.rfc3339) }
}

extension LogEntry {
    /// The line as the log holds it, with its line break.
    func line(at time: Timestamp, as format: LogFormat) -> [UInt8] {
        switch format {
        case .json: jsonLine(at: time)
        case .text: textLine(at: time)
        }
    }

    private func jsonLine(at time: Timestamp) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 200)
        writer.object { line in
            line.member("at", time.rfc3339)
            line.member("level", level.rawValue)
            line.member("event", event)
            for (name, value) in fields { line.member(name, value.json) }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private func textLine(at time: Timestamp) -> [UInt8] {
        let name = level.rawValue.uppercased()
        var line = "\(time.rfc3339) \(name)\(String(repeating: " ", count: max(1, 8 - name.count)))\(event)"
        for (name, value) in fields { line += " \(name)=\(value.shown)" }
        return Array((line + "\n").utf8)
    }
}

extension LogValue {
    fileprivate var json: JSON {
        switch self {
        case .integer(let value): .integer(value)
        case .number(let value): value.isFinite ? .number(value) : .null
        case .truth(let value): .bool(value)
        case .text(let value): .string(value)
        }
    }

    /// For a person; quoted like JSON where it holds anything that could be taken for another field or line.
    fileprivate var shown: String {
        switch self {
        case .integer(let value): return "\(value)"
        case .number(let value): return "\(value)"
        case .truth(let value): return "\(value)"
        case .text(let value):
            let isPlain =
                !value.isEmpty && value.unicodeScalars.allSatisfy { $0.value > 32 && $0 != "\"" && $0.value < 127 }
            if isPlain { return value }
            var writer = JSONWriter()
            writer.value(value)
            return writer.string
        }
    }
}
