internal import Attendance
internal import CSV
public import CourtCard
internal import Crypto

extension HearingBook {
    /// One line for each card under a line of names, as spreadsheets read it (RFC 4180). Times are in UTC.
    public var csv: [UInt8] {
        var table = CSVWriter()
        table.add([
            "number", "issued_at", "meeting", "scheduled_start", "scheduled_end", "minutes", "percent", "counts",
            "verdict", "state", "superseded_by", "code", "sha256",
        ])
        for sheet in sheets {
            let reading = CardReading(sheet, .english)
            let facts = reading.facts
            table.add([
                reading.number, reading.content.issuedAt.rfc3339, facts.meeting.name,
                facts.scheduled?.start.rfc3339 ?? "", facts.scheduled?.end.rfc3339 ?? "",
                String(reading.minutesThere), reading.percent.map { String($0) } ?? "",
                reading.content.obligation?.counts.rawValue ?? "", facts.verdict.rawValue, sheet.state,
                sheet.successor?.rawValue ?? "", sheet.code, sheet.file.card.hash.hex,
            ])
        }
        return table.bytes
    }

    /// Every card file, byte for byte as it can be verified, with what has become of the card.
    public func json() throws(CardError) -> [UInt8] {
        var out = Array(#"{"cards":["#.utf8)
        for (index, sheet) in sheets.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            let successor = sheet.successor.map { "\"\($0.rawValue)\"" } ?? "null"
            out += #"{"code":"\#(sheet.code)","file":"#.utf8
            out += try sheet.file.encoded()
            out += #","state":"\#(sheet.state)","supersededBy":\#(successor)}"#.utf8
        }
        out += #"],"from":"\#(from)","madeAt":"\#(madeAt.rfc3339)","to":"\#(to)"}"#.utf8
        return out
    }
}

extension CardSheet {
    /// `in-force`, `void` or `superseded`.
    var state: String {
        if successor != nil { return "superseded" }
        return file.card.content.facts.isVoid ? "void" : "in-force"
    }

    /// The card that took its place.
    var successor: CardNumber? {
        if case .superseded(let number) = standing { number } else { nil }
    }
}
