import API
import Bridge

extension LogEntry {
    /// A request that was answered: what changed something and what went wrong stands out from what was only read.
    init(_ request: RequestRecord) {
        let level: LogLevel =
            switch request.status {
            case 500: .error
            case 501...: .warning
            default: request.isWrite && request.route != nil ? .info : .debug
            }
        let milliseconds = request.duration / .milliseconds(1)
        var fields: [(name: String, value: LogValue)] = [
            ("method", .text(request.method)), ("route", .text(request.route ?? "none")),
            ("status", .count(request.status)), ("ms", .number((milliseconds * 10).rounded() / 10)),
            ("trace", .text(request.trace.traceID)),
        ]
        if let fault = request.fault { fields.append(("fault", .text(fault))) }
        self.init(level: level, event: "request", fields: fields)
    }
}
