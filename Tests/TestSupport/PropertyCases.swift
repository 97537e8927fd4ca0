internal import Foundation

/// How many random cases each property is tried with.
public enum PropertyCases {
    /// `BRIDGE_PROPERTY_CASES`, for a long search; otherwise as many as take a few seconds in all.
    public static let count =
        ProcessInfo.processInfo.environment["BRIDGE_PROPERTY_CASES"].flatMap { UInt64($0) }.map { max($0, 1) } ?? 128

    /// The seeds of all cases, cut in pieces that may run side by side.
    public static let batches: [Range<UInt64>] = {
        let size = max(count / 16, 32)
        return stride(from: 0, to: count, by: Int(size)).map { $0..<min($0 + size, count) }
    }()
}
