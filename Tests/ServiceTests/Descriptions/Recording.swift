import Foundation
import JSON
import ServiceSupport
import Testing

/// Asks a bridge, and keeps what it answered and told, to be held against its descriptions.
final class Recording {
    let bridge: BridgeProcess
    private var answers: [JSON] = []

    init(_ bridge: BridgeProcess) { self.bridge = bridge }

    @discardableResult
    func get(_ target: String, as person: String? = nil, _ headers: [(String, String)] = []) throws -> HTTPAnswer {
        let answer = try bridge.get(target, as: person, headers)
        note("GET", target, answer)
        return answer
    }

    /// - Parameter form: in which the body is said to be.
    @discardableResult
    func send(
        _ method: String, _ target: String, _ body: JSON? = nil, as person: String? = nil,
        form: String = "application/json", _ headers: [(String, String)] = []
    ) throws -> HTTPAnswer {
        var headers = headers
        if let person { headers.append(("authorization", "Bearer \(try BridgeProcess.token(for: person))")) }
        if body != nil { headers.append(("content-type", form)) }
        let answer = try bridge.connect().send(
            method, target, headers: headers, body: body.map { Array($0.pretty().utf8) })
        note(method, target, answer)
        return answer
    }

    func note(_ method: String, _ target: String, _ answer: HTTPAnswer) {
        let path = target.prefix { $0 != "?" }
        let isText = answer["content-type"]?.hasPrefix("application/pdf") != true
        answers.append([
            "method": .string(method), "path": .string(String(path)), "status": .integer(Int64(answer.status)),
            "type": .string(answer["content-type"] ?? ""), "body": .string(isText ? answer.text : "…"),
        ])
    }

    /// What the bridge says that is not so; empty where all is as it is described.
    ///
    /// - Parameters:
    ///   - messages: what the feed told.
    ///   - unheard: events that may be missing among them.
    func faults(_ messages: [JSON], unheard: [String] = []) async throws -> String {
        let folder = bridge.folder
        for name in ["openapi.json", "asyncapi.json"] {
            try folder.write(try get("/" + name).text, to: name)
        }
        try folder.write(Self.lines(answers), to: "answers.jsonl")
        try folder.write(Self.lines(messages), to: "messages.jsonl")
        let checked = try await runCommand(
            [PythonPrograms.python, PythonPrograms.folder + "/check_descriptions.py", folder.path] + unheard,
            in: folder)
        return checked.status == 0 ? "" : checked.output + checked.errors + "(status \(checked.status))"
    }

    private static func lines(_ values: [JSON]) -> String {
        values.map { value in
            var writer = JSONWriter()
            writer.value(value)
            return writer.string + "\n"
        }.joined()
    }
}

/// Where Config/install-packages.sh put what the tests need from PyPI, and the programs that use it.
enum PythonPrograms {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let folder = root.appending(path: "Tests/Descriptions").path
    static let python = root.appending(path: ".venv/bin/python").path
    static let schemathesis = root.appending(path: ".venv/bin/schemathesis").path
}
