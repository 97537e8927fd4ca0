import Bridge
import Glibc
import JSON

extension Command {
    static let auditLog = Command(
        name: "audit-log",
        summary: "Who did what: cards, views, exports, decisions, sign-ins, keys, settings.",
        discussion:
            "Shows the newest entries; works while the bridge runs, and without it. People and things stand there by their "
            + "ids. Nothing is ever changed or removed: each entry holds the hash of the one before it, and --verify makes "
            + "the chain anew from what the entries say. That its end was cut off is told by an export that was kept "
            + "elsewhere: hold the log against it with --against. With a fault it names the first entry at fault and exits 1.",
        options: [.limit, .follow, .export, .verify, .against, .config, .json],
        examples: [
            "audit-log --limit 100", "audit-log --follow", "audit-log --export 2026-11.jsonl",
            "audit-log --verify --against 2026-10.jsonl",
        ],
        action: .service { try await runAuditLog($0) })
}

extension Option {
    fileprivate static let limit = Option.whole(
        "limit", "N", 1...100_000, "How many; 20 where not said, and 10 with --follow.")
    fileprivate static let follow = Option.flag("follow", "Go on with what is written while the bridge runs.")
    fileprivate static let export = Option.text(
        "export", "FILE", "Write all of it as JSON lines, as they are hashed; - is standard output.")
    fileprivate static let verify = Option.flag("verify", "Say whether all of it is as it was written.")
    fileprivate static let against = Option.text(
        "against", "FILE", "With --verify: an earlier export, all of which must still be there.")
}

@MainActor
private func runAuditLog(_ invocation: Invocation) async throws {
    let ways = [Option.follow, .export, .verify].filter(invocation.has)
    if ways.count > 1 {
        throw UsageError(
            message: "“--\(ways[0].name)” does not go with “--\(ways[1].name)”.", path: invocation.path)
    }
    for (option, fits) in [(Option.against, ways == [.verify]), (.limit, ways.isEmpty || ways == [.follow])]
    where invocation.has(option) && !fits {
        throw UsageError(
            message: option == .against
                ? "“--against” goes with “--verify” only." : "“--limit” does not go with “--\(ways[0].name)”.",
            path: invocation.path)
    }
    let configuration = try invocation.configuration()
    do {
        let log = try AuditLog(path: try existing(configuration.database))
        switch ways.first {
        case .verify: try await verify(log, against: invocation.text(.against), isJSON: invocation.has(.json))
        case .export: try await export(log, to: invocation.text(.export) ?? "-")
        case .follow:
            let newest = try await log.newest(invocation.whole(.limit) ?? 10)
            try follow(newest, ControlClient(configuration: configuration), isJSON: invocation.has(.json))
        default:
            let newest = try await log.newest(invocation.whole(.limit) ?? 20).entries
            let output = Terminal.output(environment: [:])
            output.write(
                invocation.has(.json)
                    ? auditLogLines(newest)
                    : auditLogListing(newest, width: output.isInteractive ? output.width : nil))
        }
    } catch let error as CommandFailure { throw error } catch {
        throw CommandFailure("the audit log of \(configuration.database) cannot be read: \(error).")
    }
}

private func existing(_ path: String) throws -> String {
    guard access(path, F_OK) == 0 else {
        throw CommandFailure("there is no database \(path). Name it with BRIDGE_DATABASE or --config.")
    }
    return path
}

/// Shows what there is, then what comes, until the bridge stops or nobody reads any more.
@MainActor
private func follow(_ newest: AuditLogPage, _ client: ControlClient, isJSON: Bool) throws {
    let output = Terminal.output(environment: [:])
    func show(_ entries: [JSON]) -> Bool {
        entries.isEmpty || output.write(isJSON ? auditLogLines(entries) : entries.map(auditLogLine).joined())
    }
    guard try client.askIfRunning(.schema) != nil else {
        throw CommandFailure(
            "no bridge runs with \(client.configuration.database), so there is nothing to follow. "
                + "Leave out --follow to read what was written.")
    }
    guard show(newest.entries) else { return }
    var last = newest.last ?? 0
    // Answered when there is something, or after a while with nothing.
    while let page = try client.askIfRunning(.auditNews(after: last)) {
        guard show(page["entries"]?.array ?? []) else { return }
        last = page["last"]?.integer ?? last
    }
    throw CommandFailure("the bridge has stopped.")
}

private func verify(_ log: AuditLog, against file: String?, isJSON: Bool) async throws {
    let report = try await log.verify(against: try file.map { try lastEntry(ofExport: $0) })
    Terminal.output(environment: [:]).write(isJSON ? JSONLine(report.json).text : report.page)
    if let fault = report.fault { throw CommandFailure("the audit log is not as it was written: \(fault).") }
}

/// What an earlier export ends with: it holds fast all that stands before it.
private func lastEntry(ofExport path: String) throws -> KeptEntry {
    let bytes: [UInt8]
    do { bytes = try FileContents(path, maxBytes: 1 << 30).bytes } catch {
        throw CommandFailure("the export cannot be read. \(error)")
    }
    guard let line = bytes.split(separator: UInt8(ascii: "\n")).last,
        let entry = (try? JSON.parse(Array(line))).flatMap({ KeptEntry($0) })
    else { throw CommandFailure("\(path) is no export of an audit log, or was cut off: its last line is no entry.") }
    return entry
}
