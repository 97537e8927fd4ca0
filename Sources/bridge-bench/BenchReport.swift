import JSON

/// What was measured, and what was wanted.
struct BenchReport {
    struct Row {
        enum Target {
            case atLeast(Double)
            case atMost(Double)
            case none
        }

        let name: String
        let value: Double
        let unit: String
        var target = Target.none
        /// What else is worth knowing: p99, processor time.
        var remark = ""

        /// Nil where nothing is wanted.
        var isMet: Bool? {
            switch target {
            case .atLeast(let wanted): value >= wanted
            case .atMost(let wanted): value <= wanted
            case .none: nil
            }
        }
    }

    private(set) var rows: [Row] = []
    mutating func add(_ row: Row) { rows.append(row) }
    var hasMissed: Bool { rows.contains { $0.isMet == false } }

    var table: String {
        let lines = rows.map { row in
            let wanted =
                switch row.target {
                case .atLeast(let wanted): "≥ \(shown(wanted)) \(row.unit)"
                case .atMost(let wanted): "≤ \(shown(wanted)) \(row.unit)"
                case .none: ""
                }
            let mark = row.isMet.map { $0 ? "✓" : "✕" } ?? " "
            return [row.name, "\(shown(row.value)) \(row.unit)", wanted, mark, row.remark]
        }
        let all = [["measured", "", "wanted", "", ""]] + lines
        let widths = (0..<5).map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { cells in
            zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    var json: String {
        var writer = JSONWriter()
        writer.array { list in
            for row in rows {
                list.object {
                    $0.member("name", row.name)
                    $0.member("value", .number(row.value))
                    $0.member("unit", row.unit)
                    switch row.target {
                    case .atLeast(let wanted): $0.member("atLeast", .number(wanted))
                    case .atMost(let wanted): $0.member("atMost", .number(wanted))
                    case .none: break
                    }
                    $0.member("met", row.isMet)
                    if !row.remark.isEmpty { $0.member("remark", row.remark) }
                }
            }
        }
        return writer.string
    }
}

/// Three significant digits or whole numbers.
func shown(_ value: Double) -> String {
    if value >= 100 || value == value.rounded() { return "\(Int(value.rounded()))" }
    let scale: Double = value >= 10 ? 10 : 100
    return "\((value * scale).rounded() / scale)"
}
