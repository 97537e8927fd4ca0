internal import CQREncode

/// A QR code (ISO/IEC 18004) as the squares it is made of.
struct QRCode: Hashable, Sendable {
    /// Squares in a row, and rows; without the quiet zone.
    let size: Int
    /// Row by row.
    let isDark: [Bool]

    /// What a scanner needs free on every side, in squares.
    static let quietZone = 4

    /// - Parameter text: of an address. Error correction M: a quarter of it may be folded or stained away.
    init(_ text: String) throws(FormError) {
        guard !text.isEmpty, !text.utf8.contains(0),
            let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M)
        else { throw .tooLongForQR(bytes: text.utf8.count) }
        defer { QRcode_free(code) }
        let size = Int(code.pointee.width)
        guard let data = code.pointee.data, size > 0 else { throw .notDrawn("the QR code is empty") }
        self.size = size
        isDark = (0..<size * size).map { data[$0] & 1 == 1 }
    }

    /// Dark squares side by side in one row.
    struct Bar: Hashable, Sendable {
        var row: Int
        var columns: Range<Int>
    }

    var bars: [Bar] {
        (0..<size).flatMap { row in
            var bars: [Bar] = []
            for column in 0..<size where isDark[row * size + column] {
                if let last = bars.last, last.columns.upperBound == column {
                    bars[bars.count - 1].columns = last.columns.lowerBound..<column + 1
                } else {
                    bars.append(Bar(row: row, columns: column..<column + 1))
                }
            }
            return bars
        }
    }

    /// Draws it with its quiet zone into a square at the origin.
    func draw(on canvas: Canvas, side: Double) {
        let square = side / Double(size + 2 * Self.quietZone)
        for bar in bars {
            canvas.addBox(
                x: Double(bar.columns.lowerBound + Self.quietZone) * square,
                y: Double(bar.row + Self.quietZone) * square, width: Double(bar.columns.count) * square, height: square)
        }
        canvas.fillBoxes()
    }

    /// One `path` of SVG, in squares, with the quiet zone as its margin.
    var svgPath: String {
        let margin = Self.quietZone
        return bars.map { bar in
            "M\(bar.columns.lowerBound + margin) \(bar.row + margin)h\(bar.columns.count)v1h-\(bar.columns.count)z"
        }.joined()
    }
}
