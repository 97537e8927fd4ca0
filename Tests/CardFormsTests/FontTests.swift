import Foundation
import Testing

@testable import CardForms

@Suite("Fonts")
struct FontTests {
    @Test("where no font is installed nothing is printed, instead of boxes in the place of letters")
    func none() async {
        // What fontconfig has found out holds for a whole process.
        await #expect(processExitsWith: .success) {
            let folder = try Folder()
            let settings = try folder.write(Array("<fontconfig><dir>/nowhere</dir></fontconfig>".utf8), "fonts.conf")
            setenv("FONTCONFIG_FILE", settings, 1)
            await #expect(throws: FormError.noFont) {
                try await CardPrinter().pdf(ExampleCard.sheet(try ExampleCard.card()))
            }
        }
    }
}
