import Attendance

/// Writes what happens to the log. A value: every part of the program is given its copy.
struct Logger: Sendable {
    let level: LogLevel
    let format: LogFormat
    let sink: LogSink
    let now: @Sendable () -> Timestamp

    init(
        level: LogLevel, format: LogFormat, sink: LogSink = .standardError,
        now: @escaping @Sendable () -> Timestamp = { Timestamp.systemNow }
    ) {
        self.level = level
        self.format = format
        self.sink = sink
        self.now = now
    }

    func log(_ level: LogLevel, _ event: String, _ fields: KeyValuePairs<String, LogValue> = [:]) {
        guard level >= self.level else { return }
        write(LogEntry(level: level, event: event, fields: fields.map { ($0.key, $0.value) }))
    }

    func debug(_ event: String, _ fields: KeyValuePairs<String, LogValue> = [:]) { log(.debug, event, fields) }
    func info(_ event: String, _ fields: KeyValuePairs<String, LogValue> = [:]) { log(.info, event, fields) }
    func warning(_ event: String, _ fields: KeyValuePairs<String, LogValue> = [:]) { log(.warning, event, fields) }
    func error(_ event: String, _ fields: KeyValuePairs<String, LogValue> = [:]) { log(.error, event, fields) }

    func write(_ entry: LogEntry) {
        guard entry.level >= level else { return }
        sink.write(entry.line(at: now(), as: format)) { dropped in
            LogEntry(level: .warning, event: "log-lines-dropped", fields: [("count", .count(dropped))])
                .line(at: now(), as: format)
        }
    }
}
