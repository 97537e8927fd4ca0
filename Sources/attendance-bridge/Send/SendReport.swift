import HTTPClient
import JSON

/// What came of sending.
struct SendReport: Equatable {
    struct Refusal: Equatable {
        let path: String
        let status: Int
        /// The problem's own words, where the answer had some (RFC 9457).
        let detail: String
    }

    let url: String
    let total: Int
    private(set) var answers: [Int: Int] = [:]
    private(set) var refusals: [Refusal] = []
    /// Why sending stopped before the end.
    var interruption: String?
    var elapsedSeconds = 0.0

    init(url: String, total: Int) {
        self.url = url
        self.total = total
    }

    var answered: Int { answers.values.reduce(0, +) }
    var isSuccess: Bool { refusals.isEmpty && interruption == nil }

    mutating func add(_ answer: WebAnswer, for path: String) {
        answers[answer.status, default: 0] += 1
        guard !answer.isSuccess else { return }
        let problem = try? JSON.parse(answer.body)
        let words = [problem?["title"]?.string, problem?["detail"]?.string].compactMap { $0 }
        let place = answer.headers["location"].map { "it points to \($0)" }
        refusals.append(
            Refusal(
                path: path, status: answer.status,
                detail: words.isEmpty ? place ?? "no reason was given" : words.joined(separator: ": ")))
    }

    /// For a person; at most `maxRefusals` of the refused are listed.
    func text(maxRefusals: Int = 20) -> String {
        var text = ""
        for refusal in refusals.prefix(maxRefusals) {
            text += "✕ \(refusal.path): \(refusal.status), \(refusal.detail)\n"
        }
        if refusals.count > maxRefusals { text += "✕ and \(refusals.count - maxRefusals) more\n" }
        let kinds = answers.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
        let seconds = (elapsedSeconds * 10).rounded() / 10
        text += "\(isSuccess ? "✓" : "✕") \(answered) of \(total) answered by \(url) in \(seconds) s"
        return text + (kinds.isEmpty ? "\n" : ": \(kinds)\n")
    }

    var json: String {
        var writer = JSONWriter()
        writer.object { report in
            report.member("url", url)
            report.member("total", total)
            report.member("answered", answered)
            report.member("elapsedMilliseconds", Int(elapsedSeconds * 1000))
            report.member("answers") { answers in
                answers.object {
                    for (status, count) in self.answers.sorted(by: { $0.key < $1.key }) {
                        $0.member("\(status)", count)
                    }
                }
            }
            report.member("refused") { list in
                list.array { list in
                    for refusal in refusals {
                        list.object {
                            $0.member("file", refusal.path)
                            $0.member("status", refusal.status)
                            $0.member("detail", refusal.detail)
                        }
                    }
                }
            }
            if let interruption { report.member("interruption", interruption) }
        }
        return writer.string + "\n"
    }
}
