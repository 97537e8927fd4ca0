/// Columns as wide as their widest cell; the last one takes what is left.
struct TextTable {
    let headings: [String]
    var rows: [[String]] = []

    init(_ headings: String...) { self.headings = headings }

    mutating func add(_ cells: String...) { rows.append(cells) }

    /// - Parameter width: nothing is cut where nil: output goes to a file.
    func text(width: Int?) -> String {
        let all = [headings] + rows.map { $0.map(\.printable) }
        let widths = headings.indices.map { column in all.map { $0[column].displayWidth }.max() ?? 0 }
        return all.map { cells in
            var line = ""
            for (column, cell) in cells.enumerated() {
                line += column + 1 < cells.count ? cell.fitted(to: widths[column]) + "  " : cell
            }
            let trimmed = line.trimmingEnd()
            return (width.map { trimmed.displayWidth > $0 ? trimmed.fitted(to: $0) : trimmed } ?? trimmed) + "\n"
        }.joined()
    }
}

extension String {
    fileprivate func trimmingEnd() -> String {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
