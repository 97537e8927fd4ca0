import Bridge
import Glibc
import JSON
import Synchronization

extension Command {
    static let audit = Command(
        name: "audit",
        summary: "Derive everything anew from the journal and compare it with what the database says.",
        discussion:
            "Changes nothing, and works beside a running bridge. Every difference is printed, rows by their numbers "
            + "only; with one, or where a journal entry, a card or a decision is missing or was changed, it exits 1.",
        options: [.config, .json],
        examples: ["audit", "audit --json | jq .differences"],
        action: .service { try await runAudit($0) })
}

@MainActor
private func runAudit(_ invocation: Invocation) async throws {
    let path = try invocation.configuration().database
    guard access(path, F_OK) == 0 else {
        throw CommandFailure("there is no database \(path). Name it with BRIDGE_DATABASE or --config.")
    }
    let screen = AuditScreen(isJSON: invocation.has(.json))
    let summary: AuditSummary
    do {
        summary = try await Audit(path: path).run(progress: screen.show, found: screen.print)
    } catch let error as CancellationError { throw error } catch {
        screen.clear()
        throw CommandFailure("\(path) could not be audited: \(error).")
    }
    screen.finish(summary)
    if summary.differences > 0 {
        throw CommandFailure("the database says something else than what follows from its journal.")
    }
}

/// Shows an audit while it goes on. Called on any thread.
private final class AuditScreen: Sendable {
    private struct State {
        var line: LiveLine
        var differences: [JSON] = []
    }

    private let isJSON: Bool
    private let output = Terminal.output(environment: [:])
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    /// How many differences a JSON document lists.
    private static let limit = 10_000

    init(isJSON: Bool) {
        self.isJSON = isJSON
        state = Mutex(State(line: LiveLine(.error(environment: processEnvironment()))))
    }

    func show(_ done: Int, _ total: Int) {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        state.withLock {
            $0.line.show(at: seconds) { width in
                ProgressBar(done: done, total: total, elapsedSeconds: seconds).line(width: width)
            }
        }
    }

    func print(_ difference: AuditDifference) {
        state.withLock { state in
            guard isJSON else {
                state.line.clear()
                output.write("\(difference)\n")
                return
            }
            guard state.differences.count < Self.limit else { return }
            state.differences.append([
                "table": .string(difference.table), "row": .string(difference.row), "what": .string(difference.what),
            ])
        }
    }

    func clear() { state.withLock { $0.line.clear() } }

    func finish(_ summary: AuditSummary) {
        clear()
        if isJSON {
            output.write(JSONLine(summary.json(state.withLock { $0.differences })).text)
        } else {
            output.write(summary.page)
        }
    }
}

extension AuditSummary {
    /// - Parameter listed: the differences, or the first of them.
    func json(_ listed: [JSON]) -> JSON {
        [
            "deliveries": .integer(Int64(deliveries)), "occurrences": .integer(Int64(occurrences)),
            "attendances": .integer(Int64(attendances)), "unmatched": .integer(Int64(unmatched)),
            "cards": .integer(Int64(cards)), "decisions": .integer(Int64(decisions)),
            "logged": .integer(Int64(logged)),
            "pending": .integer(Int64(pending)), "undatedEvidence": .integer(Int64(undatedEvidence)),
            "differenceCount": .integer(Int64(differences)), "differences": .array(listed),
        ]
    }

    /// For a person.
    var page: String {
        func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
        var text =
            "Looked at \(counted(deliveries, "delivery", "deliveries")), "
            + "\(counted(occurrences, "occurrence", "occurrences")), "
            + "\(counted(attendances, "attendance", "attendances")), \(unmatched) unmatched, "
            + "\(counted(cards, "card", "cards")), \(counted(decisions, "decision", "decisions")) and "
            + "\(counted(logged, "entry", "entries")) of the audit log.\n"
        if pending > 0 {
            text +=
                "Only the journal was looked at of \(counted(pending, "occurrence", "occurrences")) that the bridge is "
                + "still to derive anew.\n"
        }
        if undatedEvidence > 0 {
            text +=
                "What \(counted(undatedEvidence, "card says", "cards say")) follows from the journal; which deliveries "
                + "had come when they were issued cannot be told any more.\n"
        }
        return text
            + (differences == 0
                ? "Everything follows from the journal.\n"
                : "\(counted(differences, "difference", "differences")).\n")
    }
}
