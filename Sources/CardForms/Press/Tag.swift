/// What a part of a page is, for those who hear it read (PDF 1.7 §14.8.4).
enum Tag: Hashable, Sendable {
    case document
    case section
    case h1
    case h2
    case paragraph
    case table
    case row
    case headerCell
    case cell
    /// - Parameter alt: what it shows, in words.
    case figure(alt: String)
    /// Opens a page of the web.
    case link(uri: String)
    /// Leads to a `destination` in the same file.
    case reference(String)
    case destination(String)

    var name: String {
        switch self {
        case .document: "Document"
        case .section: "Sect"
        case .h1: "H1"
        case .h2: "H2"
        case .paragraph: "P"
        case .table: "Table"
        case .row: "TR"
        case .headerCell: "TH"
        case .cell: "TD"
        case .figure: "Figure"
        case .link, .reference: "Link"
        case .destination: "cairo.dest"
        }
    }

    var attributes: String? {
        switch self {
        case .link(let uri): "uri='\(uri.quoted)'"
        case .reference(let name): "dest='\(name.quoted)'"
        case .destination(let name): "name='\(name.quoted)'"
        default: nil
        }
    }
}

extension String {
    fileprivate var quoted: String {
        split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
            .split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'")
    }
}
