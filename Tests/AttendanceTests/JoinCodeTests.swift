import Attendance
import TestSupport
import Testing

@Suite struct JoinCodeTests {
    static let codes: [JoinCode] = {
        var random = SplitMix64(seed: 7)
        return (0..<100).map { _ in JoinCode.generate(using: &random) }
    }()
    static let alphabet = "23456789CDFHJKMNPQRTWXY"

    @Test("a code is read back from what people write", arguments: codes)
    func readsBack(code: JoinCode) {
        #expect(code.symbols.count == 4)
        for text in [
            code.description, code.symbols, code.description.lowercased(), " # \(code.symbols) ",
            "＃" + String(String.UnicodeScalarView(code.symbols.unicodeScalars.compactMap { .init($0.value + 0xFEE0) })),
        ] {
            #expect(JoinCode(parsing: text) == code, "\(text)")
        }
    }

    @Test("no single wrong symbol makes another code", arguments: codes)
    func oneWrongSymbol(code: JoinCode) {
        let symbols = Array(code.symbols)
        for place in symbols.indices {
            for symbol in Self.alphabet where symbol != symbols[place] {
                var wrong = symbols
                wrong[place] = symbol
                #expect(JoinCode(parsing: String(wrong)) == nil, "\(code) as \(String(wrong))")
            }
        }
    }

    @Test("no swap of neighbours makes another code", arguments: codes)
    func swappedNeighbours(code: JoinCode) {
        for place in 0..<code.symbols.count - 1 {
            var wrong = Array(code.symbols)
            wrong.swapAt(place, place + 1)
            if String(wrong) != code.symbols { #expect(JoinCode(parsing: String(wrong)) == nil) }
        }
    }

    @Test("letters that look like a digit of the alphabet are read as it")
    func lookAlikes() throws {
        let code = try #require(Self.codes.first { $0.symbols.contains("2") || $0.symbols.contains("8") })
        let written = code.symbols.replacing("2", with: "z").replacing("8", with: "B")
        #expect(JoinCode(parsing: written) == code)
    }

    @Test("codes are found anywhere in a display name", arguments: codes.prefix(10))
    func found(code: JoinCode) {
        for name in [
            "Jane \(code)", "\(code) Jane", "Jane(\(code))", "Jane #  \(code.symbols.lowercased()), she/her",
            "ジェーン＃\(code.symbols)", "Jane #️⃣\(code.symbols)", "#1 Jane \(code) # #",
        ] {
            #expect(JoinCode.found(in: name) == [code], "\(name)")
        }
        #expect(JoinCode.found(in: "\(code) \(code.description.lowercased())") == [code])
    }

    @Test("what only resembles a code is none", arguments: codes.prefix(10))
    func notFound(code: JoinCode) {
        for name in [
            code.symbols, "Jane \(code.symbols)", "#Jane\(code.symbols)", "\(code)Jane", "\(code)77777", "# Jane", "#",
            "",
            "#2222", "Jane #K",
        ] {
            #expect(JoinCode.found(in: name).isEmpty, "\(name)")
        }
    }

    @Test("generated codes are never taken ones, and grow when the short ones run out")
    func avoidsTaken() {
        var random = SplitMix64(seed: 1)
        var taken: Set<JoinCode> = []
        for _ in 0..<14_000 {
            let code = JoinCode.generate(using: &random, avoiding: taken)
            #expect(taken.insert(code).inserted)
        }
        #expect(taken.contains { $0.symbols.count == 5 })
        #expect(taken.allSatisfy { JoinCode(parsing: $0.symbols) == $0 })
    }
}
