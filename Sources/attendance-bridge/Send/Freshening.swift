import Attendance
import JSON

/// Makes recorded deliveries tell of today: all times move by the same whole seconds, so that the last delivery happened
/// at `now`, and every occurrence gets a `uuid` nobody has seen, the same one wherever it is named.
struct Freshening {
    let shift: Span
    private var renamed: [String: String] = [:]

    /// - Parameter newName: a fresh `uuid` at every call.
    init(_ samples: [Sample], now: Timestamp, newName: () -> String) {
        var latest: Int64?
        for case let body? in samples.map({ try? JSON.parse($0.body) }) {
            if let time = body["event_ts"]?.integer { latest = max(latest ?? time, time) }
            if let uuid = body["payload"]?["object"]?["uuid"]?.string, renamed[uuid] == nil {
                renamed[uuid] = newName()
            }
        }
        let difference = latest.map { now.milliseconds.subtractingReportingOverflow($0) }
        shift = .seconds(difference.map { $0.overflow ? 0 : $0.partialValue / 1000 } ?? 0)
    }

    /// The body retold; as it was, where it is not JSON.
    func callAsFunction(_ body: [UInt8]) -> [UInt8] {
        guard let value = try? JSON.parse(body) else { return body }
        var writer = JSONWriter(reservingCapacity: body.count + 64)
        writer.value(retold(value, key: ""))
        return writer.bytes
    }

    private func retold(_ value: JSON, key: String) -> JSON {
        switch value {
        case .object(let members):
            return .object(Dictionary(uniqueKeysWithValues: members.map { ($0.key, retold($0.value, key: $0.key)) }))
        case .array(let elements): return .array(elements.map { retold($0, key: key) })
        case .string(let text):
            if let name = renamed[text] { return .string(name) }
            if key.hasSuffix("_time"), let time = Timestamp(rfc3339: text) { return .string((time + shift).rfc3339) }
            return value
        case .integer(let number) where key == "event_ts":
            let (sum, overflow) = number.addingReportingOverflow(shift.milliseconds)
            return overflow ? value : .integer(sum)
        default: return value
        }
    }
}
