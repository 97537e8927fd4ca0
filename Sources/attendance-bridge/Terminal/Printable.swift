extension StringProtocol {
    /// As it may go to a terminal: people choose their names, and a name could hold what moves the cursor, hides text or
    /// turns its direction.
    var printable: String {
        guard unicodeScalars.contains(where: \.isCommand) else { return String(self) }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.isCommand ? "\u{FFFD}" : $0 }))
    }
}

extension Unicode.Scalar {
    fileprivate var isCommand: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
        default: false
        }
    }
}
