internal import CourtCard

extension CardReading {
    /// The card on paper: a little smaller where that saves a page.
    func fitted(
        in flow: Flow, _ type: TypeCase, destination: String? = nil
    ) throws(FormError) -> (pages: [Flow.Page], scale: Double) {
        let full = try tokens(in: flow, type, scale: 1, destination: destination)
        let tooHigh = full.height / flow.height
        if tooHigh > 1 {
            // Smaller print than the last no judge should have to read.
            for scale in [0.94, 0.88] where tooHigh * scale < 1.02 {
                let smaller = try tokens(in: flow, type, scale: scale, destination: destination)
                if smaller.height <= flow.height { return (flow.pages(smaller), scale) }
            }
        }
        return (flow.pages(full), 1)
    }

    /// - Parameter scale: as `fitted` found it.
    func pages(
        in flow: Flow, _ type: TypeCase, scale: Double, destination: String?
    ) throws(FormError) -> [Flow.Page] {
        flow.pages(try tokens(in: flow, type, scale: scale, destination: destination))
    }

    private func tokens(
        in flow: Flow, _ type: TypeCase, scale: Double, destination: String?
    ) throws(FormError) -> [Token] {
        let qr: QRCode? = if let address = sheet.verificationAddress { try QRCode(address) } else { nil }
        return PrintedCard(reading: self, qr: qr, scale: scale)
            .tokens(width: flow.width, type, destination: destination)
    }

    func footer(page: Int, of count: Int) -> Footer {
        let attached = words.attachedShort
        return Footer(
            left: "\(words.card) \(number) · \(attached)", right: "\(words.page) \(page) \(words.of) \(count)")
    }

    var attachedFile: AttachedFile {
        get throws(CardError) {
            AttachedFile(
                name: sheet.fileName, bytes: try sheet.file.encoded(), description: "\(words.card) \(number)",
                issuedAt: content.issuedAt)
        }
    }
}

/// The line at the foot of a page.
struct Footer {
    var left: String
    var right: String

    func draw(on canvas: Canvas, _ type: TypeCase, x: Double, y: Double, width: Double) {
        let style = TextStyle(size: 7, gray: 0.25)
        let right = type.set(StyledText(right), style, width: nil)
        let left = type.set(StyledText(left), style, width: width - right.width - 12)
        canvas.line(from: (x, y + 6), to: (x + width, y + 6), width: 0.4, gray: 0.3)
        canvas.draw(left, x: x, y: y + 8)
        canvas.draw(right, x: x + width - right.width, y: y + 8)
    }
}
