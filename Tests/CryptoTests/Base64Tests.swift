import Crypto
import TestSupport
import Testing

@Suite("Base64")
struct Base64Tests {
    @Test(
        "RFC 4648 §10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func published(_ plain: String, _ encoded: String) {
        let short = encoded.replacing("=", with: "")
        #expect(Base64.encode(plain.utf8, .standard) == encoded)
        #expect(Base64.encode(plain.utf8, .url) == short)
        #expect(Base64.decode(encoded.utf8, .standard) == Array(plain.utf8))
        #expect(Base64.decode(short.utf8, .url) == Array(plain.utf8))
    }

    @Test("the alphabets differ in two letters")
    func alphabets() {
        #expect(Base64.encode([0xFB, 0xFF, 0xFE], .url) == "-__-")
        #expect(Base64.encode([0xFB, 0xFF, 0xFE], .standard) == "+//+")
        #expect(Base64.decode("-__-".utf8, .standard) == nil)
        #expect(Base64.decode("+//+".utf8, .url) == nil)
    }

    @Test("bytes of every length come back", arguments: [Base64.Alphabet.standard, .url])
    func roundTrip(_ alphabet: Base64.Alphabet) {
        for count in 0..<200 {
            var random = SplitMix64(seed: UInt64(count))
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base64.decode(Base64.encode(bytes, alphabet).utf8, alphabet) == bytes, "\(count) bytes")
        }
    }

    @Test(
        "there is one spelling only",
        arguments: [
            "Zg=", "Zg", "Zg===", "Zh==", "Zm9=", "Z", "=", "==", "====", "Zg==Zg==", "Zm 9", "Zm9v\n", "Zm9v====",
        ])
    func refused(_ text: String) { #expect(Base64.decode(text.utf8, .standard) == nil) }

    @Test(
        "without padding there is one spelling only",
        arguments: ["Zg==", "Zh", "Zm9", "Z", "=", "Zm 9", "Zm9v\n", "Zm9vYgA="])
    func refusedURL(_ text: String) { #expect(Base64.decode(text.utf8, .url) == nil) }
}
