import Attendance
import Foundation
import JSON
import TestSupport
import Testing
import Zoom

/// `webhook-samples/reports`: every layout, language and encoding, with times worked out by hand.
@Suite("Reading the sample reports")
struct ReportSampleTests {
    static let folder = Samples.folder.appending(path: "reports")

    static func expected() throws -> [String: JSON] {
        let json = try JSON.parse(Array(Data(contentsOf: folder.appending(path: "expected.json"))))
        return try #require(json.object)
    }

    static func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: folder.appending(path: name))) }

    static func names() throws -> [String] { try expected().keys.sorted() }

    @Test("is what expected.json says", arguments: try names())
    func asExpected(_ name: String) throws {
        let expected = try #require(try Self.expected()[name])
        let zone = try #require(expected["zone"]?.string)
        let report = try ReportFile(try Self.bytes(name), clock: try #require(LocalClock(zone)))
        #expect(report.layout.rawValue == expected["layout"]?.string)
        #expect(report.dateOrder?.rawValue == expected["date_order"]?.string)
        #expect(report.precision.milliseconds / 1000 == expected["precision_seconds"]?.integer)
        #expect(report.meeting.map(Self.json) ?? .null == expected["meeting"])
        let rows = try #require(expected["rows"]?.array)
        for (row, expected) in zip(report.rows, rows) { #expect(Self.json(row) == expected, "line \(row.line)") }
        #expect(report.rows.count == rows.count)
        let warnings = (expected["warnings"]?.array ?? []).compactMap(\.string)
        #expect(report.warnings.map { "\($0.line ?? 0):\($0.column ?? 0)" } == warnings, "\(report.warnings)")
    }

    @Test("every file has its expectation")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files.filter { $0.hasSuffix(".csv") }) == Set(try Self.names()))
    }

    private static func json(_ meeting: ReportFile.Meeting) -> JSON {
        [
            .string(meeting.number.rawValue), text(meeting.topic), time(meeting.start), time(meeting.end),
            number(meeting.durationMinutes),
        ]
    }

    private static func json(_ row: ReportRow) -> JSON {
        [
            text(row.name), text(row.originalName), text(row.email), time(row.join), time(row.leave),
            number(row.durationMinutes), .bool(row.isInWaitingRoom),
        ]
    }

    private static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
    private static func time(_ value: Timestamp?) -> JSON { text(value?.rfc3339) }
    private static func number(_ value: Int?) -> JSON { value.map { .integer(Int64($0)) } ?? .null }
}
