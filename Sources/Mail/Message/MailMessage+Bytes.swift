extension MailMessage {
    /// As it goes over the wire (RFC 5322), before the dots that begin a line are doubled.
    var bytes: [UInt8] { Array((headers + "\r\n" + content.text).utf8) }

    private var headers: String {
        var fields = [
            ("Date", MailDate.text(date)),
            ("From", from.field),
            ("To", to.text),
            ("Subject", HeaderText.isPlain(subject) ? subject : HeaderText.encoded(subject)),
            ("Message-ID", "<\(id)@\(from.address.domain)>"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", content.encoding),
            // Nobody's absence should be answered to a program (RFC 3834 §5).
            ("Auto-Submitted", "auto-generated"),
        ]
        if let unsubscribe { fields.append(("List-Unsubscribe", "<\(unsubscribe)>")) }
        return fields.map { HeaderText.header($0.0, $0.1) }.joined()
    }

    private var content: (encoding: String, text: String) {
        var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        let isPlain = lines.allSatisfy { line in
            line.utf8.count <= 76 && line.last != " " && line.last != "\t"
                && line.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }
        }
        return isPlain
            ? ("7bit", lines.map { $0 + "\r\n" }.joined()) : ("quoted-printable", QuotedPrintable.encode(lines))
    }
}
