import Attendance
import Foundation
import TestSupport
import Testing
import Zoom

@Suite("Reports of random meetings")
struct ReportPropertyTests {
    static let cases = ProcessInfo.processInfo.environment["BRIDGE_PROPERTY_CASES"].flatMap(UInt64.init) ?? 400

    struct Stay: Hashable {
        var name: String
        var join: Timestamp
        var leave: Timestamp
        var waited: Bool
    }

    static let names = [
        "Ana Torres", "Torres, Ana", "Ben \"B\" Carter", "iPhone", "Zoé", "山田 花子", "a;b", "two\nlines", "tab\there",
        "😀",
    ]
    static let zones = [
        "America/New_York", "Europe/Berlin", "Australia/Sydney", "America/Santiago", "Asia/Kathmandu", "UTC",
    ]

    @Test("whatever the form a report is written in, the same stays are read from it")
    func sameStays() throws {
        for seed in 0..<Self.cases {
            var random = SplitMix64(seed: seed)
            let zone = try #require(Self.zones.randomElement(using: &random))
            let clock = try #require(LocalClock(zone))
            // Daytime of any day of six years: what nights of daylight saving do has tests of its own.
            let day = Int64.random(in: 19_000..<21_200, using: &random)
            let start = clock.moment(day: day, second: 10 * 3600)
            let stays = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                let join = start + .seconds(Int64.random(in: 0..<7200, using: &random))
                return Stay(
                    name: Self.names.randomElement(using: &random) ?? "", join: join,
                    leave: join + .seconds(Int64.random(in: 0..<3600, using: &random)), waited: .random(using: &random))
            }
            let form = Form(&random)
            let bytes = form.write(stays, clock)
            let report = try ReportFile(bytes, clock: clock, dateOrder: form.order)
            let read = report.rows.map {
                Stay(name: $0.name ?? "", join: $0.join ?? start, leave: $0.leave ?? start, waited: $0.isInWaitingRoom)
            }
            #expect(read == stays, "seed \(seed), \(form)")
            let proven = report.stays(in: OccurrenceID("u")).map(\.join)
            #expect(proven == stays.filter { !$0.waited }.map(\.join), "seed \(seed)")
        }
    }

    @Test("a damaged report is read or refused, in a place that it has")
    func damaged() throws {
        let clock = try #require(LocalClock("America/New_York"))
        let samples = try ReportSampleTests.names().map { try ReportSampleTests.bytes($0) }
        for seed in 0..<Self.cases {
            var random = SplitMix64(seed: seed)
            var bytes = samples.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                guard let at = bytes.indices.randomElement(using: &random) else { break }
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = .random(in: 0...255, using: &random)
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(bytes.randomElement(using: &random) ?? 0, at: at)
                default: bytes.removeSubrange(at..<min(at + 30, bytes.count))
                }
            }
            do throws(ReportMistake) {
                let report = try ReportFile(bytes, clock: clock, dateOrder: .monthFirst)
                for row in report.rows {
                    if let join = row.join, let leave = row.leave { #expect(join <= leave, "seed \(seed)") }
                }
            } catch {
                #expect(!error.message.isEmpty && (error.line ?? 1) >= 1 && (error.column ?? 1) >= 1, "seed \(seed)")
                #expect((error.line ?? 1) <= bytes.count + 1, "seed \(seed)")
            }
        }
    }
}

/// One of the many ways to write one report.
private struct Form: CustomStringConvertible {
    let delimiter: String
    let lineEnd: String
    let order: DateOrder
    let separator: String
    let isTwelveHours: Bool
    let isWideQuoted: Bool
    let encoding: Int
    let columns: [String]

    var description: String {
        "\(delimiter.debugDescription) \(lineEnd.debugDescription) \(order) \(encoding) \(columns)"
    }

    init(_ random: inout SplitMix64) {
        delimiter = [",", ";", "\t"].randomElement(using: &random) ?? ","
        lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
        order = DateOrder.allCases.randomElement(using: &random) ?? .monthFirst
        separator = ["/", "-", "."].randomElement(using: &random) ?? "/"
        isTwelveHours = .random(using: &random)
        isWideQuoted = .random(using: &random)
        encoding = Int.random(in: 0..<6, using: &random)
        columns = [
            ["Name (original name)", "Nombre (nombre original)", "名前 (元の名前)"].randomElement(using: &random) ?? "Name",
            ["Join time", "Hora de entrada", "参加時間"].randomElement(using: &random) ?? "Join time",
            ["Leave time", "Hora de salida", "退出時間"].randomElement(using: &random) ?? "Leave time",
            ["In waiting room", "En sala de espera", "待機室"].randomElement(using: &random) ?? "In waiting room",
            "Guest",
        ].shuffled(using: &random)
    }

    func write(_ stays: [ReportPropertyTests.Stay], _ clock: LocalClock) -> [UInt8] {
        var lines = [columns.map(quoted).joined(separator: delimiter)]
        for stay in stays {
            let cells = columns.map { column in
                switch column {
                case "Guest": ""
                case _ where column.hasPrefix("N") || column.hasPrefix("名"): stay.name
                case "Join time", "Hora de entrada", "参加時間": time(stay.join, clock)
                case "Leave time", "Hora de salida", "退出時間": time(stay.leave, clock)
                default: stay.waited ? "Yes" : "No"
                }
            }
            lines.append(cells.map(quoted).joined(separator: delimiter))
        }
        let text = lines.joined(separator: lineEnd) + lineEnd
        return switch encoding {
        case 0: [0xEF, 0xBB, 0xBF] + text.utf8
        case 1: [0xFF, 0xFE] + utf16(text, littleEndian: true)
        case 2: [0xFE, 0xFF] + utf16(text, littleEndian: false)
        case 3: utf16(text, littleEndian: true)
        default: Array(text.utf8)
        }
    }

    private func utf16(_ text: String, littleEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { littleEndian ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)] }
    }

    private func quoted(_ text: String) -> String {
        let special = text.contains { $0 == "\"" || $0.isNewline || String($0) == delimiter }
        return special || isWideQuoted ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    private func time(_ moment: Timestamp, _ clock: LocalClock) -> String {
        let date = Timestamp(seconds: clock.day(of: moment) * 86_400).rfc3339.prefix(10).split(separator: "-")
        let (year, month, day) = (date[0], date[1], date[2])
        let parts =
            switch order {
            case .monthFirst: [month, day, year]
            case .dayFirst: [day, month, year]
            case .yearFirst: [year, month, day]
            }
        let second = clock.secondOfDay(moment)
        let hour = second / 3600
        let shown = isTwelveHours ? (hour + 11) % 12 + 1 : hour
        let hands = [shown, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return parts.joined(separator: separator) + " " + hands + (isTwelveHours ? (hour < 12 ? " AM" : " PM") : "")
    }
}
