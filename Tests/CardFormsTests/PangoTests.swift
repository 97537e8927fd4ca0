import CardForms
import Foundation
import Testing

@Suite("pango")
struct PangoTests {
    @Test("what is declared of pango is what pango's own headers say")
    func declarations() throws {
        let folder = try Folder()
        let shim = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/CPango/shim.h").standardizedFileURL.path
        let source = """
            #include <pango/pangocairo.h>
            #include "\(shim)"
            _Static_assert(BRIDGE_PANGO_SCALE == PANGO_SCALE, "scale");
            _Static_assert(BRIDGE_PANGO_ALIGN_LEFT == PANGO_ALIGN_LEFT, "left");
            _Static_assert(BRIDGE_PANGO_ALIGN_CENTER == PANGO_ALIGN_CENTER, "center");
            _Static_assert(BRIDGE_PANGO_ALIGN_RIGHT == PANGO_ALIGN_RIGHT, "right");
            _Static_assert(BRIDGE_PANGO_WRAP_WORD_CHAR == PANGO_WRAP_WORD_CHAR, "wrap");
            """
        let path = try folder.write(Array(source.utf8), "check.c")
        let flags = try Tool(name: "pkg-config")("--cflags", "pangocairo")
        // Two declarations of one function that differ are an error of the language.
        try Tool(name: "sh")("-c", "clang -std=c11 -fsyntax-only \(flags.filter { $0 != "\n" }) \(path)")
    }
}
