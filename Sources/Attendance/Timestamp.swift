/// A moment in UTC, in whole milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public init(seconds: Int64) { self.init(milliseconds: seconds &* 1000) }

    /// The years 0 to 9999: what RFC 3339 can write. No sum of lengths between them overflows.
    public static let distantPast = Self(milliseconds: -62_167_219_200_000)
    public static let distantFuture = Self(milliseconds: 253_402_300_799_999)

    /// Within the years that can be written.
    var clamped: Self { min(max(self, .distantPast), .distantFuture) }

    public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }
    public static func + (a: Self, b: Span) -> Self { Self(milliseconds: a.milliseconds + b.milliseconds) }
    public static func - (a: Self, b: Span) -> Self { Self(milliseconds: a.milliseconds - b.milliseconds) }
    public static func - (a: Self, b: Self) -> Span { Span(milliseconds: a.milliseconds - b.milliseconds) }
}

/// A length of time in whole milliseconds: what attendance is added up in. May be negative.
public struct Span: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public static func seconds(_ n: Int64) -> Self { Self(milliseconds: n * 1000) }
    public static func minutes(_ n: Int64) -> Self { Self(milliseconds: n * 60_000) }
    public static func hours(_ n: Int64) -> Self { Self(milliseconds: n * 3_600_000) }
    public static let zero = Self(milliseconds: 0)

    /// Whole minutes, rounded down: only for a person to read.
    public var wholeMinutes: Int64 { milliseconds.flooredDivision(by: 60_000) }

    public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }
    public static func + (a: Self, b: Self) -> Self { Self(milliseconds: a.milliseconds + b.milliseconds) }
    public static func - (a: Self, b: Self) -> Self { Self(milliseconds: a.milliseconds - b.milliseconds) }
    public static func += (a: inout Self, b: Self) { a.milliseconds += b.milliseconds }
}

extension Int64 {
    /// Division that rounds towards minus infinity, so that moments before 1970 fall into the right day.
    func flooredDivision(by divisor: Int64) -> Int64 {
        let (q, r) = quotientAndRemainder(dividingBy: divisor)
        return r != 0 && (r < 0) != (divisor < 0) ? q - 1 : q
    }
}
