import Foundation
import Testing

@testable import Mail

@Suite("Mail message")
struct MailMessageTests {
    static func message(
        id: String = "4f6b2a90c1d3e5f7", from: Mailbox? = Mailbox("Attendance records <court@example.org>"),
        to: String = "rep@example.org", subject: String = "A record is ready", text: String = "It is ready.\n",
        unsubscribe: String? = nil
    ) throws -> MailMessage {
        try MailMessage(
            id: id, from: try #require(from), to: try #require(MailAddress(to)), subject: subject, text: text,
            date: 1_795_281_000, unsubscribe: unsubscribe)
    }

    static func lines(_ message: MailMessage) -> [String] {
        String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n")
    }

    @Test("plain text goes as it is, under the headers that RFC 5322 asks for")
    func plain() throws {
        #expect(
            Self.lines(try Self.message(unsubscribe: "https://court.example/off")) == [
                "Date: Sat, 21 Nov 2026 17:10:00 +0000", "From: Attendance records <court@example.org>",
                "To: rep@example.org", "Subject: A record is ready",
                "Message-ID: <4f6b2a90c1d3e5f7@example.org>", "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 7bit",
                "Auto-Submitted: auto-generated", "List-Unsubscribe: <https://court.example/off>", "", "It is ready.",
                "",
            ])
    }

    @Test("what would end a line in a header is refused, wherever it stands", arguments: controls)
    func injection(_ bad: String) throws {
        #expect(throws: MailMistake.subject) { try Self.message(subject: "A\(bad)Bcc: all@example.org") }
        #expect(throws: MailMistake.unsubscribe) { try Self.message(unsubscribe: "https://a.example/\(bad)X: 1") }
        #expect(throws: MailMistake.id) { try Self.message(id: "12345678\(bad)X: 1") }
        #expect(MailAddress("rep\(bad)@example.org") == nil)
        #expect(MailAddress("rep@example.org\(bad)X: 1") == nil)
        #expect(Mailbox("Court\(bad)Bcc: all@example.org <court@example.org>") == nil)
        #expect(MailCredentials(user: "u\(bad)RSET", password: "p") == nil)
        #expect(throws: SMTPServerMistake.url) { try SMTPServer(url: "smtp://mail.example\(bad):25") }
    }

    static let controls = ["\r\n", "\n", "\r", "\0", "\u{0B}", "\u{85}", "\u{2028}"]

    @Test("of the text, only characters that no reader shows are refused")
    func text() throws {
        #expect(throws: MailMistake.text) { try Self.message(text: "a\0b") }
        #expect(throws: MailMistake.text) { try Self.message(text: "\u{1B}[31m") }
        #expect(throws: MailMistake.text) { try Self.message(text: "") }
        #expect(try Self.lines(Self.message(text: "a\r\nb\rc\n\td\n\n\n")).suffix(5) == ["a", "b", "c", "\td", ""])
    }

    @Test("letters of any script survive in subject, sender and text", arguments: words)
    func everyScript(_ words: String) throws {
        let message = try Self.message(
            from: Mailbox(name: words, address: try #require(MailAddress("c@example.org"))), subject: words,
            text: words + "\n\n" + String(repeating: words + " ", count: 40))
        let lines = Self.lines(message)
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
        #expect(lines.allSatisfy { !$0.contains("=?") || $0.utf8.count <= 76 })
        let read = try python(
            """
            import sys, email, email.policy
            from email.header import decode_header, make_header
            from email.utils import parseaddr
            raw = sys.stdin.buffer.read()
            header = email.message_from_bytes(raw)
            name = parseaddr(header["from"].replace("\\r\\n", ""))[0]
            text = email.message_from_bytes(raw, policy=email.policy.default).get_content()
            parts = [str(make_header(decode_header(header["subject"].replace("\\r\\n", "")))),
                str(make_header(decode_header(name))), text]
            sys.stdout.buffer.write("\\x1f".join(parts).encode())
            """, message.bytes)
        let parts = read.components(separatedBy: "\u{1f}")
        #expect(parts.prefix(2) == [words, words])
        let text = parts.last?.replacingOccurrences(of: "\r\n", with: "\n")
        #expect(text == words + "\n\n" + String(repeating: words + " ", count: 40) + "\n")
    }

    static let words = [
        "Un compte rendu est prêt", "準備ができました。記録をご覧ください。これは長い件名です、とても長い件名です", "Запись готова",
        "سجل جاهز", "plain =?utf-8?Q?not?= plain", "Court, \"Drug\" (1st)", "🧑🏽‍⚖️ 🧑🏽‍⚖️ 🧑🏽‍⚖️ 🧑🏽‍⚖️ 🧑🏽‍⚖️ 🧑🏽‍⚖️",
        String(repeating: "long words ", count: 8) + "end",
    ]

    @Test("text that is not plain is written in lines that every server carries (RFC 2045 §6.7)")
    func quotedPrintable() {
        #expect(QuotedPrintable.encode(["a=b", "é \t", ".", ""]) == "a=3Db\r\n=C3=A9 =09\r\n.\r\n\r\n")
        // 76 fit; of 77 the last goes to a line of its own, and no escape is cut in two.
        #expect(QuotedPrintable.encode([Substring(String(repeating: "x", count: 76))]).utf8.count == 78)
        let broken = QuotedPrintable.encode([Substring(String(repeating: "x", count: 74) + "éx")])
        #expect(broken == String(repeating: "x", count: 74) + "=\r\n=C3=A9x\r\n")
    }

    @Test("dates are written as calendars have them")
    func dates() {
        #expect(MailDate.text(0) == "Thu, 01 Jan 1970 00:00:00 +0000")
        #expect(MailDate.text(951_782_399) == "Mon, 28 Feb 2000 23:59:59 +0000")
        #expect(MailDate.text(951_782_400) == "Tue, 29 Feb 2000 00:00:00 +0000")
        #expect(MailDate.text(4_107_542_400) == "Mon, 01 Mar 2100 00:00:00 +0000")
    }

    @Test("addresses are what SMTP carries without extensions")
    func addresses() {
        for good in ["a@b", "first.last+tag@sub.example.org", "o'neil@xn--bcher-kva.example", "_@1.example"] {
            #expect(MailAddress(good)?.text == good)
        }
        for bad in [
            "", "a", "@b", "a@", "a b@c", "a@b c", "a@b@c", "<a@b>", "\"a b\"@c", ".a@b", "a.@b", "a..b@c", "a@.b",
            "a@b.", "a@-b", "a@b-", "a@[127.0.0.1]", "é@b", "a@é", "a,b@c", String(repeating: "x", count: 65) + "@b",
            "a@" + String(repeating: "x", count: 64),
        ] {
            #expect(MailAddress(bad) == nil, "\(bad)")
        }
    }

    @Test("senders are an address, or a name with one")
    func mailboxes() throws {
        #expect(Mailbox("a@b.c")?.field == "a@b.c")
        #expect(Mailbox("Court <a@b.c>")?.field == "Court <a@b.c>")
        #expect(Mailbox("Court, 3rd <a@b.c>")?.field == "\"Court, 3rd\" <a@b.c>")
        #expect(Mailbox("\"Court, 3rd\" <a@b.c>")?.field == "\"Court, 3rd\" <a@b.c>")
        #expect(Mailbox("<a@b.c>")?.field == "a@b.c")
        for bad in ["Court a@b.c", "Court <a@b.c", "Court <a>", "A <x@y> <a@b.c>", "a@b.c, d@e.f"] {
            #expect(Mailbox(bad) == nil, "\(bad)")
        }
    }

    @Test("nothing of a mail or of credentials shows where values are printed")
    func redacted() throws {
        let message = try Self.message(to: "jane.roe@example.org", subject: "Secret subject", text: "Secret text")
        let credentials = try #require(MailCredentials(user: "secretuser", password: "secretpassword"))
        var shown = ""
        dump(message, to: &shown)
        dump(credentials, to: &shown)
        dump(message.to, to: &shown)
        shown +=
            "\(message) \(credentials) \(message.to) \(String(reflecting: message)) \(String(reflecting: credentials))"
        for secret in ["jane", "Secret", "secretuser", "secretpassword"] { #expect(!shown.contains(secret)) }
        #expect(shown.contains("4f6b2a90c1d3e5f7"))
    }
}

/// What a Python program says to some bytes.
func python(_ program: String, _ input: [UInt8]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", program]
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input))
    try stdin.fileHandleForWriting.close()
    let read = stdout.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: read, as: UTF8.self)
}
