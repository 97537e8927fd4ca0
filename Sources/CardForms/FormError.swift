/// Why a form could not be made, or what stands in it could not be taken out.
public enum FormError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A library refused what no input should make it refuse.
    case notDrawn(_ why: String)
    /// No font that is installed has the letters and digits of the form itself.
    case noFont
    /// Longer than a QR code can hold.
    case tooLongForQR(bytes: Int)
    case notPDF(_ why: String)
    /// The PDF holds no card file.
    case noAttachment
    /// More than one card file where one was asked for.
    case severalAttachments(Int)
    /// What is attached cannot be a card file.
    case attachment(_ name: String, _ why: String)

    public var description: String {
        switch self {
        case .notDrawn(let why): "The page could not be drawn: \(why)."
        case .noFont: "There is no font to print with: install one, such as the package fonts-noto-core."
        case .tooLongForQR(let bytes): "\(bytes) bytes are too many for a QR code."
        case .notPDF(let why): "This is not a PDF that can be relied on: \(why)."
        case .noAttachment: "No card file is attached to this PDF."
        case .severalAttachments(let count): "\(count) card files are attached to this PDF, not one."
        case .attachment(let name, let why): "The attached file \(name) \(why)."
        }
    }
}
