import Bridge
import Glibc
import JSON

/// Writes all of the audit log as JSON lines.
///
/// - Parameter path: a file that is not there yet, for an export is what a later log is held against; `-` is standard
///   output.
func export(_ log: AuditLog, to path: String) async throws {
    let output = Terminal.output(environment: [:])
    guard path != "-" else {
        struct NobodyReads: Error {}
        do {
            try await log.readAll { if !output.write(auditLogLines($0)) { throw NobodyReads() } }
        } catch is NobodyReads {}
        return
    }
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
        throw CommandFailure(
            errno == EEXIST
                ? "\(path) is there already, and an export that was kept is not written over: name another file."
                : "\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
    defer { close(file) }
    var count = 0
    do {
        try await log.readAll { entries in
            guard Terminal(file, environment: [:]).write(auditLogLines(entries)) else { throw notWritten(path) }
            count += entries.count
        }
        guard fsync(file) == 0 else { throw notWritten(path) }
    } catch {
        // Half an export would look like a log that was cut off.
        unlink(path)
        throw error
    }
    output.write("Wrote \(count) \(count == 1 ? "entry" : "entries") to \(path).\n")
}

private func notWritten(_ path: String) -> CommandFailure {
    CommandFailure("\(path) could not be written: \(String(cString: strerror(errno))).")
}
