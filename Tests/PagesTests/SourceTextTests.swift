import Foundation
import Testing

@testable import Pages

@Suite("What is left out of modules and style sheets")
struct SourceTextTests {
    private func sent(_ text: String, as path: String = "a/b.js") -> String {
        String(decoding: SourceText.withoutComments(Array(text.utf8), at: path), as: UTF8.self)
    }

    @Test("comments with lines for themselves, and empty lines")
    func leftOut() {
        #expect(
            sent(
                "/**\n * Says what.\n * @returns {number}\n */\nexport const a = 1;\n\n    // Why.\n    b();\n/* x */\n"
            )
                == "export const a = 1;\n    b();\n")
        #expect(sent("/* Colours\n   of all. */\r\n:root { --a: 1px }\n\n", as: "a.css") == ":root { --a: 1px }\n")
    }

    @Test(
        "a line that holds anything else stays as it is",
        arguments: [
            "const a = 1; // one\n", "const url = 'https://example.org/*';\n", "/* x */ run();\n",
            "const text = `/* none */`;\n", "const path = /\\/\\*/;\n", "a /* x */ + b\n",
        ])
    func kept(text: String) { #expect(sent(text) == text) }

    @Test("other files are not touched")
    func others() {
        let text = "{\n\n// none\n}\n"
        for path in ["a.json", "b.html", "c.svg", "d.webmanifest"] { #expect(sent(text, as: path) == text) }
    }

    /// A line within a text of several lines that looked like a comment would be lost.
    @Test("no text of several lines in a module of the pages holds what looks like a comment or an empty line")
    func noLookalikes() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Pages/Web")
        var count = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".js") {
            let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            count += 1
            var rest = sent(text).split(separator: "\n")[...]
            var isInside = false
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                guard rest.first == line else {
                    #expect(!isInside, "\(path): a line of a text is left out at \(number + 1)")
                    continue
                }
                rest.removeFirst()
                let marks = line.count { $0 == "`" } - line.matches(of: /\\`/).count
                if marks % 2 == 1 { isInside.toggle() }
            }
            #expect(!isInside, "\(path)")
        }
        #expect(count > 50)
    }
}
