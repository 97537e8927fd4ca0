internal import CQPDF

/// The card files that are attached to a PDF.
public struct CardAttachment: Hashable, Sendable {
    /// `CC-2026-00123-1.json`.
    public let name: String
    public let bytes: [UInt8]

    /// The one card file of a printed card. What is drawn on the pages is not looked at: only the file can be verified.
    ///
    /// - Throws: `noAttachment`; `severalAttachments` for a hearing's book; `notPDF` and `attachment` for whatever is
    ///   not as it was written here: nothing is mended or guessed.
    public static func extract(from pdf: [UInt8]) throws(FormError) -> [UInt8] {
        let all = try extractAll(from: pdf)
        guard let first = all.first else { throw .noAttachment }
        guard all.count == 1 else { throw .severalAttachments(all.count) }
        return first.bytes
    }

    /// All of them, sorted by name; empty when there is none.
    public static func extractAll(from pdf: [UInt8]) throws(FormError) -> [CardAttachment] {
        guard pdf.starts(with: Array("%PDF-".utf8)) else { throw .notPDF("it does not begin as one") }
        let document = try QPDFDocument(pdf)
        guard qpdf_is_encrypted(document.handle) == 0 else { throw .notPDF("it is encrypted") }
        guard let names = document.value("/Names", of: document.root),
            let tree = document.value("/EmbeddedFiles", of: names)
        else {
            try document.check()
            return []
        }
        guard let list = document.value("/Names", of: tree), document.isArray(list) else {
            throw .notPDF("its attachments are not listed as they were")
        }
        let items = document.items(of: list)
        guard items.count.isMultiple(of: 2) else { throw .notPDF("its list of attachments is odd") }
        var found: [CardAttachment] = []
        for index in stride(from: 0, to: items.count, by: 2) {
            guard document.isString(items[index]) else { throw .notPDF("an attachment has no name") }
            found.append(try attachment(document.string(items[index]), items[index + 1], in: document))
        }
        try document.check()
        return found
    }

    private static func attachment(
        _ name: String, _ file: QPDFDocument.Object, in document: QPDFDocument
    ) throws(FormError) -> CardAttachment {
        guard let relationship = document.value("/AFRelationship", of: file), document.isName(relationship, "/Source")
        else { throw .attachment(name, "is not marked as the source of the pages") }
        guard let embedded = document.value("/EF", of: file), let stream = document.value("/F", of: embedded),
            document.isStream(stream)
        else { throw .attachment(name, "is missing") }
        let raw = try document.data(of: stream, decoded: false)
        let dictionary = qpdf_oh_get_dict(document.handle, stream)
        guard let filter = document.value("/Filter", of: dictionary) else {
            guard raw.count <= mostBytes else { throw .attachment(name, "is too large for a card file") }
            return CardAttachment(name: name, bytes: raw)
        }
        // Programs that save a PDF anew compress what is attached. Zlib grows a thousandfold at most.
        guard document.isName(filter, "/FlateDecode") else { throw .attachment(name, "is stored in an unknown way") }
        guard raw.count <= mostBytes / 64 else { throw .attachment(name, "is too large for a card file") }
        return CardAttachment(name: name, bytes: try document.data(of: stream, decoded: true))
    }

    private static let mostBytes = 4 << 20
}
