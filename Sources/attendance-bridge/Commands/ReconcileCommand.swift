import Attendance
import Bridge
import JSON
import Zoom

extension Command {
    static let reconcile = Command(
        name: "reconcile",
        summary: "Compare attendance with Zoom's own record, and take what is missing from it.",
        discussion: "One of --report, --api and --webhook-logs says with what. Shows the differences for each "
            + "participant and writes nothing, unless --apply is given: then the record goes into the journal as "
            + "evidence of its own source, and cards are superseded where the result changes. Safe to repeat.\n\n"
            + "A report is what Zoom's web portal exports under Reports, Participants; best with meeting data. Its times "
            + "have no zone: they are on the clock of the Zoom account. --api and --webhook-logs need the credentials of "
            + "a server-to-server OAuth app (zoomAPI settings); the bridge then also asks by itself, some minutes after "
            + "each meeting and once a day.",
        options: [
            .report, .api, .webhookLogs, .meeting, .occurrence, .zone, .dateFormat, .since, .apply, .config, .json,
        ],
        examples: [
            "reconcile --report participants_84712639219.csv",
            "reconcile --report report.csv --meeting 84712639219 --zone America/New_York --apply",
            "reconcile --api --since 2026-09-01", "reconcile --webhook-logs --apply",
        ],
        action: .service { try await carryOutReconciliation($0) })
}

extension Option {
    fileprivate static let report = Option.text("report", "FILE", "A participant report as CSV; - is standard input.")
    fileprivate static let api = Option.flag("api", "What Zoom's API tells, of all meetings of the roster.")
    fileprivate static let webhookLogs = Option.flag(
        "webhook-logs", "Deliveries that Zoom logged as failed in the last 7 days.")
    fileprivate static let meeting = Option.text(
        "meeting", "NUMBER", "Only this meeting, by Zoom's number; with --report, which it is of.")
    fileprivate static let occurrence = Option.text("occurrence", "UUID", "With --report: which occurrence it is of.")
    fileprivate static let zone = Option.text(
        "zone", "ZONE", "With --report: the time zone of its times, such as America/New_York.")
    fileprivate static let dateFormat = Option.choice(
        "date-format", "ORDER", DateOrder.allCases.map(\.rawValue), "With --report: how it writes dates.")
    fileprivate static let since = Option.text(
        "since", "DATE", "With --api: from this date on (2026-09-01); 7 days where not said.")
    fileprivate static let apply = Option.flag("apply", "Take it into the journal.")
}

@MainActor
private func carryOutReconciliation(_ invocation: Invocation) async throws {
    var asked = try askedReconciliation(invocation)
    if case .report(var given) = asked.source, let path = invocation.text(.report) {
        do { given.bytes = try FileContents(path).bytes } catch {
            throw CommandFailure("the report cannot be read. \(error)")
        }
        asked.source = .report(given)
    }
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(.reconcile(asked))
    let output = Terminal.output(environment: [:])
    output.write(
        invocation.has(.json)
            ? JSONLine(document).text
            : reconciliationListing(
                document, isApplied: asked.isApplied, width: output.isInteractive ? output.width : nil))
}

/// What the options ask for; the file is not read yet.
func askedReconciliation(_ invocation: Invocation) throws -> AskedReconciliation {
    func usage(_ message: String) -> UsageError { UsageError(message: message, path: invocation.path) }
    let sources = [Option.report, .api, .webhookLogs].filter(invocation.has)
    guard sources.count == 1, let source = sources.first else {
        throw usage("Say one of --report FILE, --api and --webhook-logs.")
    }
    let fitting: [Option] =
        switch source {
        case .report: [.meeting, .occurrence, .zone, .dateFormat]
        case .api: [.meeting, .since]
        default: []
        }
    for option in [Option.meeting, .occurrence, .zone, .dateFormat, .since]
    where invocation.has(option) && !fitting.contains(option) {
        throw usage("“--\(option.name)” does not go with “--\(source.name)”.")
    }
    var meeting: MeetingNumber?
    if let text = invocation.text(.meeting) {
        let digits = text.filter { $0 != " " && $0 != "-" }
        guard (9...12).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw usage("“--meeting” must be Zoom's number of it, such as 84712639219; given was “\(text)”.")
        }
        meeting = MeetingNumber(digits)
    }
    var since: LocalDate?
    if let text = invocation.text(.since) {
        since = LocalDate(text)
        if since == nil { throw usage("“--since” must be a date such as 2026-09-01; given was “\(text)”.") }
    }
    let isApplied = invocation.has(.apply)
    switch source {
    case .report:
        let name = invocation.text(.report).flatMap { $0.split(separator: "/").last }.map(String.init)
        let given = GivenReport(
            [], fileName: name, meeting: meeting, occurrence: invocation.text(.occurrence).map { OccurrenceID($0) },
            timeZone: invocation.text(.zone), dateOrder: invocation.text(.dateFormat).flatMap(DateOrder.init))
        return AskedReconciliation(source: .report(given), isApplied: isApplied)
    case .api: return AskedReconciliation(source: .api(meeting: meeting, since: since), isApplied: isApplied)
    default: return AskedReconciliation(source: .webhookLogs, isApplied: isApplied)
    }
}
