import Attendance
import Glibc
import JSON
import Testing

@testable import attendance_bridge

@Suite("Log")
struct LoggingTests {
    let entry = LogEntry(
        level: .info, event: "delivery-kept",
        fields: [("meeting", .text("abc")), ("bytes", 812), ("note", .text("two words\nand a line")), ("late", true)])
    let at = Timestamp(milliseconds: 1_795_287_600_250)

    @Test("a JSON line is one object on one line")
    func json() throws {
        let line = entry.line(at: at, as: .json)
        #expect(line.filter { $0 == 10 }.count == 1 && line.last == 10)
        let value = try JSON.parse(line)
        #expect(value["event"]?.string == "delivery-kept")
        #expect(value["level"]?.string == "info")
        #expect(value["bytes"]?.integer == 812)
        #expect(value["note"]?.string == "two words\nand a line")
        #expect(value["late"]?.bool == true)
        #expect(value["at"]?.string == at.rfc3339)
    }

    @Test("a text line cannot be split by what it holds")
    func text() {
        let line = String(decoding: entry.line(at: at, as: .text), as: UTF8.self)
        #expect(
            line
                == #"\#(at.rfc3339) INFO    delivery-kept meeting=abc bytes=812 note="two words\nand a line" late=true"#
                + "\n")
    }

    @Test("what is below the level is not written")
    func level() {
        let pipe = Pipe()
        let logger = Logger(level: .warning, format: .text, sink: LogSink(pipe.writing), now: { at })
        logger.info("small")
        logger.warning("large", ["count": 3])
        #expect(pipe.available() == "\(at.rfc3339) WARNING large count=3\n")
    }

    @Test("a reader that stopped never blocks the writer, and hears how much it missed")
    func slowReader() {
        let pipe = Pipe()
        let logger = Logger(
            level: .info, format: .text, sink: LogSink(pipe.writing, maxWaitingBytes: 8192), now: { at })
        // A pipe holds 64 KiB: more than that and the 8 KiB that may wait must be dropped, and this returns.
        for number in 0..<5000 { logger.info("line", ["number": .count(number)]) }
        #expect(logger.sink.droppedLines > 0)
        var read = ""
        while true {
            let more = pipe.available()
            if more.isEmpty { break }
            read += more
            logger.sink.flush()
        }
        logger.info("after")
        read += pipe.available()
        let lines = read.split(separator: "\n")
        #expect(lines.last?.hasSuffix("after") == true)
        #expect(lines.contains { $0.hasSuffix("log-lines-dropped count=\(logger.sink.droppedLines)") })
        let numbers = lines.compactMap { $0.split(separator: "number=").last.flatMap { Int($0) } }
        #expect(numbers == Array(0..<numbers.count))
        #expect(numbers.count + logger.sink.droppedLines == 5000)
    }

    @Test("levels are ordered")
    func order() { #expect(LogLevel.allCases.sorted() == [.debug, .info, .warning, .error]) }
}

/// Both ends of a pipe, closed when gone.
final class Pipe: Sendable {
    let reading: Int32
    let writing: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        (reading, writing) = (ends[0], ends[1])
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reading)
        close(writing)
    }

    func available() -> String {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(reading, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
    }
}
