internal import Crypto

/// A file of the folder `Web`, as it was when the program was built.
struct EmbeddedFile: Sendable {
    /// Below that folder, with `/` between.
    let path: StaticString
    /// What is no text.
    let isBase64: Bool
    let content: StaticString

    var bytes: [UInt8] {
        let text = [UInt8](UnsafeBufferPointer(start: content.utf8Start, count: content.utf8CodeUnitCount))
        return isBase64 ? Base64.decode(text, .standard) ?? [] : text
    }
}
