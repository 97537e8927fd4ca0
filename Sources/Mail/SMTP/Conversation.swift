/// What was said so far between us and the server: how far it got, and the server's newest refusal. Keeps codes only: the
/// server's words may name people.
final class Conversation {
    enum Stage: Equatable {
        /// Up to signing in.
        case beginning
        case signingIn
        case sender
        case recipient
        /// The server was asked for the content, or is being sent it.
        case content
        case ending
    }

    /// A refusal: `550`, and `5.1.1` where the server says that (RFC 3463).
    struct Refusal: Equatable {
        var stage: Stage
        var code: Int
        var status: String?
    }

    private(set) var stage = Stage.beginning
    private(set) var refusal: Refusal?
    /// The server has taken it over: whatever happens now, it must not be sent again.
    private(set) var isAccepted = false
    private var hasSentContent = false
    private let interruption: Interruption

    init(_ interruption: Interruption) { self.interruption = interruption }

    /// Nobody waits for more. Libcurl would wait for the answer to QUIT for minutes, which tells nothing.
    var isOver: Bool { interruption.isInterrupted || stage == .ending }

    /// - Parameter line: a command, or a part of signing in.
    func noteSent(_ line: some Collection<UInt8>) {
        let verb = String(decoding: line.prefix(4), as: UTF8.self).uppercased()
        switch verb {
        case "EHLO", "HELO", "STAR": stage = .beginning
        case "AUTH": stage = .signingIn
        case "MAIL": stage = .sender
        case "RCPT": stage = .recipient
        case "DATA": stage = .content
        case "QUIT": stage = .ending
        default: break
        }
    }

    func noteSentContent() { hasSentContent = true }

    /// - Parameter bytes: lines of the server's, each whole.
    func noteReceived(_ bytes: some Collection<UInt8>) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) { note(line: Array(line)) }
    }

    private func note(line: [UInt8]) {
        // All lines but the last of an answer have a hyphen behind the code (RFC 5321 §4.2.1).
        guard line.count >= 3, line.count == 3 || line[3] != UInt8(ascii: "-"), stage != .ending,
            let code = Int(String(decoding: line[..<3], as: UTF8.self)), (200...599).contains(code)
        else { return }
        if code >= 400 {
            refusal = Refusal(stage: stage, code: code, status: Self.status(in: line.dropFirst(4)))
        } else {
            refusal = nil
            if stage == .content, hasSentContent, code < 300 { isAccepted = true }
        }
    }

    private static func status(in words: some Collection<UInt8>) -> String? {
        let word = words.prefix { $0 > 0x20 }
        let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard parts.count == 3, parts.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(isDigit) }) else {
            return nil
        }
        return String(decoding: word, as: UTF8.self)
    }
}
