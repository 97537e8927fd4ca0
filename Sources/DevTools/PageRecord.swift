internal import JSON
internal import Synchronization

/// What a page complained of and asked for, as Chromium tells it.
final class PageRecord: Sendable {
    struct Notes {
        var troubles: [String] = []
        var asked: [String: String] = [:]
        var answers: [PageAnswer] = []
        var frames: [String] = []
    }

    let notes = Mutex(Notes())

    func note(_ event: String, _ details: JSON) {
        notes.withLock { notes in
            switch event {
            case "Runtime.exceptionThrown":
                let exception = details["exceptionDetails"]
                let words = exception?["exception"]?["description"]?.string ?? exception?["text"]?.string
                notes.troubles.append("exception: \(words ?? "?")")
            case "Runtime.consoleAPICalled": noteConsole(details, in: &notes)
            case "Log.entryAdded": noteLog(details["entry"] ?? .null, in: &notes)
            case "Audits.issueAdded": noteIssue(details["issue"] ?? .null, in: &notes)
            case "Page.javascriptDialogOpening":
                notes.troubles.append("dialog: \(details["message"]?.string ?? "")")
            case "Network.requestWillBeSent":
                if let id = details["requestId"]?.string {
                    notes.asked[id] = details["request"]?["url"]?.string
                }
            case "Network.responseReceived":
                if let id = details["requestId"]?.string {
                    notes.answers.append(
                        PageAnswer(
                            id: id, address: details["response"]?["url"]?.string ?? "",
                            status: Int(details["response"]?["status"]?.integer ?? 0)))
                }
            case "Network.loadingFinished":
                if let index = notes.answers.lastIndex(where: { $0.id == details["requestId"]?.string }) {
                    notes.answers[index].transferredBytes = Int(details["encodedDataLength"]?.number ?? 0)
                }
            case "Network.webSocketFrameReceived":
                if let text = details["response"]?["payloadData"]?.string { notes.frames.append(text) }
            default: break
            }
        }
    }

    private func noteConsole(_ details: JSON, in notes: inout Notes) {
        guard let kind = details["type"]?.string, ["error", "assert", "warning"].contains(kind) else { return }
        let words = (details["args"]?.array ?? []).map {
            $0["value"]?.string ?? $0["description"]?.string ?? $0["value"]?.text ?? "?"
        }
        notes.troubles.append("console \(kind): \(words.joined(separator: " "))")
    }

    /// Answers that are no success are told as such: whether they are trouble depends on what was asked.
    private func noteLog(_ entry: JSON, in notes: inout Notes) {
        guard let level = entry["level"]?.string, ["error", "warning"].contains(level) else { return }
        let text = entry["text"]?.string ?? ""
        if entry["source"]?.string == "network" || text.contains("WebSocket connection to") { return }
        let place = entry["url"]?.string.map { " (\($0))" } ?? ""
        notes.troubles.append("\(entry["source"]?.string ?? "log") \(level): \(text)\(place)")
    }

    /// Breaches of the Content-Security-Policy, Trusted Types among them.
    private func noteIssue(_ issue: JSON, in notes: inout Notes) {
        guard issue["code"]?.string == "ContentSecurityPolicyIssue" else { return }
        notes.troubles.append("security: \(issue["details"]?.text ?? "")")
    }
}

/// What a page was answered.
public struct PageAnswer: Hashable, Sendable {
    let id: String
    public let address: String
    public let status: Int
    /// As it went over the wire, heads included; nil while it comes.
    public var transferredBytes: Int?
}

extension Page {
    /// Errors and warnings of scripts, breaches of the security policy, dialogs: since the last call that forgets.
    public var troubles: [String] { record.notes.withLock { $0.troubles } }
    /// Everything the page was answered over HTTP.
    public var answers: [PageAnswer] { record.notes.withLock { $0.answers } }
    /// The texts that came over WebSockets.
    public var frames: [String] { record.notes.withLock { $0.frames } }

    public func forgetTroubles() { record.notes.withLock { $0.troubles = [] } }
    public func forgetAnswers() {
        record.notes.withLock { notes in
            notes.answers = []
            notes.frames = []
        }
    }
}
