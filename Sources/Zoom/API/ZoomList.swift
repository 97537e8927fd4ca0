internal import JSON

/// The rows of a list that came in pages.
struct ZoomList {
    /// Nil where Zoom said null: it has nothing to say yet.
    private(set) var rows: [JSONView]?

    mutating func add(_ page: JSONView, _ name: String) throws(ZoomAPIError) {
        guard let list = page[name], list.kind != .null else { return }
        guard list.kind == .array else { throw .unreadable("“\(name)” is not a list") }
        rows = (rows ?? []) + list.elements
    }
}
