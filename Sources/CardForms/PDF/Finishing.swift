internal import Attendance

/// A card file on its way into a PDF.
struct AttachedFile: Hashable, Sendable {
    /// `CC-2026-00123-1.json`.
    var name: String
    var bytes: [UInt8]
    var description: String
    var issuedAt: Timestamp
}

/// Puts into a PDF what cairo has no words for: language, title bar, the words for pictures, headers of columns, and
/// the card files.
struct Finishing {
    /// BCP 47.
    var language: String
    /// Of the figures, in their order.
    var alternatives: [String] = []
    var attachments: [AttachedFile] = []

    func applied(to pdf: [UInt8]) throws(FormError) -> [UInt8] {
        let document = try QPDFDocument(pdf)
        let root = document.root
        document.set("/Lang", of: root, to: document.text(language))
        document.set("/ViewerPreferences", of: root, to: document.object("<< /DisplayDocTitle true >>"))
        describeStructure(of: document)
        attach(to: document, root)
        try document.check()
        return try document.written()
    }

    private func describeStructure(of document: QPDFDocument) {
        guard let tree = document.value("/StructTreeRoot", of: document.root) else { return }
        var rest = alternatives[...]
        let scope = document.object("<< /O /Table /Scope /Column >>")
        var open = [tree]
        while let element = open.popLast() {
            defer { document.release(element) }
            if let kind = document.value("/S", of: element) {
                defer { document.release(kind) }
                if document.isName(kind, "/TH") { document.set("/A", of: element, to: scope) }
                // A row's cells hold text only; nothing to look for in them.
                if document.isName(kind, "/TD") || document.isName(kind, "/P") { continue }
                if document.isName(kind, "/Figure"), let alt = rest.popFirst() {
                    document.set("/Alt", of: element, to: document.text(alt))
                    continue
                }
            }
            guard let kids = document.value("/K", of: element) else { continue }
            if document.isArray(kids) {
                defer { document.release(kids) }
                // The last is looked at first.
                for kid in document.items(of: kids).reversed() {
                    if document.isDictionary(kid) { open.append(kid) } else { document.release(kid) }
                }
            } else if document.isDictionary(kids) {
                open.append(kids)
            } else {
                document.release(kids)
            }
        }
    }

    /// PDF 1.7 §7.11.4, with the relationship that PDF 2.0 §14.13 added: the file is what the pages were drawn from.
    private func attach(to document: QPDFDocument, _ root: QPDFDocument.Object) {
        guard !attachments.isEmpty else { return }
        var names: [QPDFDocument.Object] = []
        var files: [QPDFDocument.Object] = []
        // A reader may search a name tree by halves.
        for attachment in attachments.sorted(by: { Array($0.name.utf8).lexicographicallyPrecedes($1.name.utf8) }) {
            let parameters = "<< /Size \(attachment.bytes.count) /ModDate (\(attachment.issuedAt.pdfDate)) >>"
            let stream = document.stream(
                attachment.bytes,
                [
                    ("/Type", document.object("/EmbeddedFile")),
                    ("/Subtype", document.object("/application#2fjson")),
                    ("/Params", document.object(parameters)),
                ])
            let file = document.object("<< /Type /Filespec /AFRelationship /Source >>")
            let name = document.text(attachment.name)
            document.set("/F", of: file, to: name)
            document.set("/UF", of: file, to: name)
            document.set("/Desc", of: file, to: document.text(attachment.description))
            let embedded = document.object("<< >>")
            document.set("/F", of: embedded, to: stream)
            document.set("/UF", of: embedded, to: stream)
            document.set("/EF", of: file, to: embedded)
            let reference = document.indirect(file)
            names += [name, reference]
            files.append(reference)
        }
        let tree = document.object("<< >>")
        document.set("/Names", of: tree, to: document.array(names))
        let dictionary = document.value("/Names", of: root) ?? document.indirect(document.object("<< >>"))
        document.set("/EmbeddedFiles", of: dictionary, to: document.indirect(tree))
        document.set("/Names", of: root, to: dictionary)
        document.set("/AF", of: root, to: document.array(files))
    }
}

extension Timestamp {
    /// PDF 1.7 §7.9.4.
    fileprivate var pdfDate: String { "D:" + rfc3339.prefix(19).filter { $0.isNumber } + "Z" }
}
