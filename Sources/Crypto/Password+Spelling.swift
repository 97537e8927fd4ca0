// Unicode normalisation is not public in the standard library yet. The alternative is the whole of Foundation.
@_spi(_Unicode) import Swift

extension String {
    /// RFC 8265 §4.2.2 without what depends on the version of Unicode: a letter that is new today must be the same one
    /// after the next update. Nil for control characters and line ends, which no field for passwords lets through.
    var asPassword: String? {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        var spaced = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: return nil
            case .spaceSeparator: spaced.append(" ")
            default: spaced.append(scalar)
            }
        }
        var composed = String.UnicodeScalarView()
        for scalar in String(spaced)._nfc { composed.append(scalar) }
        return String(composed)
    }
}
