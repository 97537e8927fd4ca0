internal import JSON

extension Redaction {
    /// Whether a body tells of an occurrence that it began or ended, and surely nothing of anybody in it.
    ///
    /// A field that is not known makes it doubtful, hence false.
    public static func concernsNobody(_ body: some Collection<UInt8>) -> Bool {
        guard let root = try? JSONView.parseTolerantly(body), let event = root["event"]?.string,
            let payload = root["payload"], let object = payload["object"], Delivery(body: body).meetingEvent != nil
        else { return false }
        switch EventRule.rule(for: event)?.meaning {
        case .started, .ended: break
        default: return false
        }
        return root.has(only: ["event", "event_ts"], and: ["payload"])
            && payload.has(only: ["account_id"], and: ["object", "report"])
            && payload["report"].map { $0.has(only: ["source", "precision_seconds"]) } ?? true
            && object.has(only: [
                "uuid", "id", "host_id", "topic", "type", "start_time", "end_time", "duration", "timezone",
                "practice_session",
            ])
    }
}

extension JSONView {
    /// An object of these members, each at most once; only the `inner` ones may have members themselves.
    fileprivate func has(only scalars: Set<String>, and inner: Set<String> = []) -> Bool {
        guard kind == .object else { return false }
        var seen: Set<String> = []
        return members.allSatisfy { name, value in
            let fits = value.kind == .object ? inner.contains(name) : value.kind != .array && scalars.contains(name)
            return fits && seen.insert(name).inserted
        }
    }
}
