import Foundation
import JSON
import ServiceSupport
import Testing

/// Schemathesis reads the API's description and asks whatever it allows and forbids: that nothing is answered which is not
/// described, nothing forbidden is taken and nothing allowed refused, and that nobody gets in without a credential.
@Suite("The API, asked everything that its description allows and forbids")
struct SchemathesisTests {
    @Test("everything it answers is as described", arguments: ["rep0", "admin"])
    func asked(person: String) async throws {
        let bridge = try await BridgeProcess.started(
            .init(environment: ["SWIFT_BACKTRACE": "enable=yes,color=no,sanitize=no"]))
        for body in TestOccurrence(of: 0, "asked==").story(participants: 2) { _ = try bridge.deliver(body) }
        let arguments = [
            PythonPrograms.schemathesis, "--config-file", PythonPrograms.folder + "/schemathesis.toml", "run",
            "http://127.0.0.1:\(try bridge.port)/openapi.json", "--checks", "all", "--no-color",
            "--header", "Authorization: Bearer \(try BridgeProcess.token(for: person))",
            // Zoom's signature cannot be guessed, connections of the feed do not end, and whoever is signed out asks nothing
            // more.
            "--exclude-path", "/webhooks/zoom", "--exclude-path", "/ws", "--exclude-path", "/api/events",
            "--exclude-path", "/api/sessions", "--exclude-path-regex",
            "^/api/users/.+/(disabling|reset|role|sign-out)$",
        ]
        let asked = try await runCommand(arguments, in: bridge.folder)
        #expect(asked.status == 0, "\(asked.output)\n\(asked.errors)")
        #expect(bridge.isRunning, "\(bridge.logText.suffix(4000))")
        #expect(!bridge.logText.contains("\"level\":\"error\""), "\(bridge.logText.suffix(2000))")
    }
}
