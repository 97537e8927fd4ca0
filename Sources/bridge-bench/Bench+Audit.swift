import Glibc

extension Bench {
    /// How long everything takes to be derived anew from so many journal rows, and how much memory.
    mutating func measureAudit() throws {
        let bridge = try startedBridge()
        var deliveries = try Deliveries(host: bridge.host, tag: "a", isDaily: true)
        var client = try LoadClient(port: bridge.port, connections: 64)
        while deliveries.next < options.rows {
            try check(try client.run(seconds: .infinity, limit: Deliveries.round) { deliveries.append(to: &$0) })
            if deliveries.next % (10 * Deliveries.round) == 0 {
                say("audit: \(deliveries.next) of \(options.rows) rows")
            }
        }
        client.close()
        guard bridge.stop() else { throw BenchError("the bridge did not stop cleanly on SIGTERM") }
        let (seconds, processor, kibibytes) = try bridge.audit()
        report.add(
            .init(
                name: "audit of \(deliveries.next) rows", value: seconds, unit: "s", target: .atMost(120),
                remark: "\(Int(Double(deliveries.next) / seconds)) rows/s, \(shown(processor)) s of processor"))
        report.add(
            .init(name: "audit, largest memory", value: Double(kibibytes) / 1024, unit: "MiB", target: .atMost(200)))
    }
}

extension BridgeProcess {
    /// Audits the database of a bridge that was stopped.
    ///
    /// - Returns: how long it took, of which on a processor, and the most memory it had.
    func audit() throws -> (seconds: Double, processor: Double, kibibytes: Int) {
        let began = monotonicNanoseconds()
        let child = try spawn(["audit"])
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(child, &status, 0, &usage) == child, status == 0 else {
            throw BenchError("the audit found a difference:\n\(log.suffix(4000))")
        }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return (
            Double(monotonicNanoseconds() - began) / 1e9, seconds(usage.ru_utime) + seconds(usage.ru_stime),
            usage.ru_maxrss
        )
    }
}
