import JSON

/// A document on one line, as `--json` prints it.
struct JSONLine {
    let text: String

    init(_ document: JSON) {
        var writer = JSONWriter()
        writer.value(document)
        text = writer.string + "\n"
    }

    var bytes: [UInt8] { Array(text.utf8) }
}
