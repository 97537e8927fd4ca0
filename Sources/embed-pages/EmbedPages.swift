import Foundation

/// Writes a Swift file that holds every file of a folder, so that the program needs no folder beside it.
///
/// `embed-pages FOLDER OUTPUT`
@main
struct EmbedPages {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            throw CocoaError(.featureUnsupported, userInfo: [NSDebugDescriptionErrorKey: "embed-pages FOLDER OUTPUT"])
        }
        let folder = URL(filePath: arguments[1])
        var lines = ["let embeddedFiles: [EmbeddedFile] = ["]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
            let file = folder.appending(path: path)
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            let bytes = try Data(contentsOf: file)
            // Pictures are no text.
            let text = path.hasSuffix(".png") ? nil : String(data: bytes, encoding: .utf8)
            // The last line break of a literal of several lines is not part of it.
            lines.append(
                "EmbeddedFile(path: \"\(path)\", isBase64: \(text == nil), content: ########\"\"\"\n"
                    + "\(text ?? bytes.base64EncodedString())\n\"\"\"########),")
        }
        lines.append("]\n")
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: arguments[2]))
    }
}
