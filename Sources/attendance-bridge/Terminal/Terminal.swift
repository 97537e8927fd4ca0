import Glibc

/// A stream that a person may be looking at.
struct Terminal: Sendable {
    let descriptor: Int32
    /// False for files and pipes: nothing is redrawn, nothing coloured.
    let isInteractive: Bool
    let usesColour: Bool

    static func output(environment: [String: String]) -> Self { Self(STDOUT_FILENO, environment: environment) }
    static func error(environment: [String: String]) -> Self { Self(STDERR_FILENO, environment: environment) }

    /// Colour is left out where `NO_COLOR` is set (no-color.org) or the terminal is a dumb one.
    init(_ descriptor: Int32, environment: [String: String]) {
        self.descriptor = descriptor
        isInteractive = isatty(descriptor) == 1 && environment["TERM"] != "dumb"
        usesColour = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty
    }

    /// Columns as they are now; 100 where nobody says.
    var width: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    /// Waits for the reader, unlike the log. False where nobody reads any more (`| head`).
    @discardableResult
    func write(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    /// The same for what is no text.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes(write) }

    private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }
}

/// The few attributes the views use, each beside a shape and a word, never instead of one.
enum Paint: String, Sendable {
    case bold = "1"
    case faint = "2"
    case good = "32"
    case attention = "33"
    case problem = "31"
    case accent = "34"

    func callAsFunction(_ text: String, in colour: Bool) -> String {
        colour ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
