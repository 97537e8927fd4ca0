/// One stroke of a drawing that comes out the same on paper and on a page of the web. Lengths in points, `y` downwards.
enum Mark: Hashable, Sendable {
    enum Anchor: String, Hashable, Sendable {
        case start
        case middle
        case end
    }

    /// - Parameters:
    ///   - fill: gray, 0 is black; nil is nothing.
    ///   - line: width of its black border; 0 is none.
    case box(x: Double, y: Double, width: Double, height: Double, fill: Double?, line: Double)
    case line(x1: Double, y1: Double, x2: Double, y2: Double, width: Double, gray: Double)
    /// - Parameter y: of the line that the letters stand on.
    case text(String, x: Double, y: Double, size: Double, anchor: Anchor, isBold: Bool)

    /// Slanted lines within a box, and the box around them.
    static func hatched(x: Double, y: Double, width: Double, height: Double) -> [Mark] {
        var marks: [Mark] = [.box(x: x, y: y, width: width, height: height, fill: 1, line: 0)]
        let step = 3.2
        var foot = step / 2
        while foot < width + height {
            // From the foot of the box up to the right, as far as the box reaches.
            let (left, right) = (max(0, foot - height), min(width, foot))
            marks.append(
                .line(
                    x1: x + left, y1: y + (foot - left), x2: x + right, y2: y + (foot - right), width: 0.8, gray: 0))
            foot += step
        }
        return marks + [.box(x: x, y: y, width: width, height: height, fill: nil, line: 0.7)]
    }

    /// A box crossed out.
    static func crossed(x: Double, y: Double, width: Double, height: Double) -> [Mark] {
        [
            .box(x: x, y: y, width: width, height: height, fill: 1, line: 0.7),
            .line(x1: x, y1: y, x2: x + width, y2: y + height, width: 0.7, gray: 0),
            .line(x1: x, y1: y + height, x2: x + width, y2: y, width: 0.7, gray: 0),
        ]
    }

    /// About how wide a text is: to place it, not to fit it.
    static func width(of text: String, size: Double) -> Double { Double(text.count) * size * 0.56 }
}

extension [Mark] {
    func draw(on canvas: Canvas, _ type: TypeCase) {
        for mark in self {
            switch mark {
            case .box(let x, let y, let width, let height, let fill, let line):
                if let fill { canvas.fill(x: x, y: y, width: width, height: height, gray: fill) }
                if line > 0 { canvas.stroke(x: x, y: y, width: width, height: height, line: line) }
            case .line(let x1, let y1, let x2, let y2, let width, let gray):
                canvas.line(from: (x1, y1), to: (x2, y2), width: width, gray: gray)
            case .text(let text, let x, let y, let size, let anchor, let isBold):
                let style = TextStyle(size: size, weight: isBold ? .bold : .regular, isKept: true)
                let set = type.set(StyledText(text), style, width: nil)
                let shift =
                    switch anchor {
                    case .start: 0.0
                    case .middle: set.width / 2
                    case .end: set.width
                    }
                canvas.draw(set, x: x - shift, y: y - set.baseline)
            }
        }
    }

    /// The elements of an SVG picture; attributes only, so that no style needs to be allowed.
    var svg: String {
        map { mark in
            switch mark {
            case .box(let x, let y, let width, let height, let fill, let line):
                let paint = fill.map { "#" + String(repeating: $0.hexByte, count: 3) } ?? "none"
                let stroke = line > 0 ? " stroke=\"#000\" stroke-width=\"\(line.short)\"" : ""
                return #"<rect x="\#(x.short)" y="\#(y.short)" width="\#(width.short)" height="\#(height.short)" "#
                    + #"fill="\#(paint)"\#(stroke)/>"#
            case .line(let x1, let y1, let x2, let y2, let width, let gray):
                let paint = "#" + String(repeating: gray.hexByte, count: 3)
                return #"<line x1="\#(x1.short)" y1="\#(y1.short)" x2="\#(x2.short)" y2="\#(y2.short)" "#
                    + #"stroke="\#(paint)" stroke-width="\#(width.short)"/>"#
            case .text(let text, let x, let y, let size, let anchor, let isBold):
                let weight = isBold ? #" font-weight="bold""# : ""
                return #"<text x="\#(x.short)" y="\#(y.short)" font-size="\#(size.short)" "#
                    + #"text-anchor="\#(anchor.rawValue)"\#(weight)>\#(text.printable.escapedForXML)</text>"#
            }
        }.joined()
    }
}

extension Double {
    /// At most two decimals, the same on every machine.
    var short: String {
        let hundredths = Int((self * 100).rounded())
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let decimals = rest == 0 ? "" : "." + String(100 + rest).dropFirst()
        return (hundredths < 0 ? "-" : "") + "\(whole)\(decimals)"
    }

    fileprivate var hexByte: String {
        let byte = UInt8(Swift.max(0, Swift.min(255, (self * 255).rounded())))
        return [byte].hexDigits
    }
}
