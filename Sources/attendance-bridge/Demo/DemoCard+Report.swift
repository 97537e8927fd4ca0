import Attendance
import JSON

extension DemoCard {
    /// - Parameter report: what `GET /cards/{number}` answers.
    init?(_ report: JSON) {
        guard let card = report["card"], let number = card["number"]?.string else { return nil }
        func personal(_ path: String) -> String { report["disclosed"]?[path]?[1]?.string ?? "" }
        func moment(_ value: JSON?) -> Timestamp? { value?.string.flatMap { Timestamp(rfc3339: $0) } }
        func whole(_ kind: String) -> Int64 { (card["presence"]?[kind]?["totalMs"]?.integer ?? 0) / 60_000 }
        let slot = (start: moment(card["scheduled"]?["start"]), end: moment(card["scheduled"]?["end"]))
        let zone = card["scheduled"]?["timeZone"]?.string ?? "UTC"

        self.init(
            number: number, name: personal("participant.name"), caseNumber: personal("participant.caseNumber"),
            meeting: card["meeting"]?["name"]?.string ?? "",
            time: "", minutes: "\(whole("proven")) minutes proven", rules: [], verdict: .attention, verdictWords: "",
            hash: report["hash"]?.string ?? "")
        if let start = slot.start ?? moment(card["actual"]?["start"]) {
            time = WallClock(zone)?.dayAndTime(start) ?? start.rfc3339
        }
        if let start = slot.start, let end = slot.end {
            minutes = "\(whole("proven")) minutes proven, of \((end - start).wholeMinutes) scheduled"
        }
        if whole("inferred") > 0 { minutes += ", \(whole("inferred")) inferred" }
        rules = (card["rules"]?.array ?? []).map { rule in
            let mark: Mark =
                switch rule["outcome"]?.string {
                case "passed": .good
                case "failed": .problem
                case "warning": .attention
                default: .neutral
                }
            return Rule(mark: mark, sentence: rule["sentence"]?.string ?? "")
        }
        (verdict, verdictWords) = DemoTeller.verdict(card["verdict"]?.string)
    }
}
