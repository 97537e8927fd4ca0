import Foundation
import HTTPClient
import Testing

@Suite("Trust", .timeLimit(.minutes(1)))
struct TrustTests {
    @Test("a certificate is trusted only where its authority is, and only for its own host")
    func certificates() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (certificate, key) = (folder.appending(path: "c.pem").path, folder.appending(path: "k.pem").path)
        let making = try openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate)
        await ended(making)
        try #require(making.terminationStatus == 0)

        let said = Pipe()
        let server = try openssl(
            "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www", output: said)
        defer { server.terminate() }
        let port = try #require(await acceptingPort(said))

        let trusting = try WebClient(WebClientSettings(certificateAuthority: certificate))
        #expect(try await trusting.send(WebRequest(url: "https://localhost:\(port)/")).status == 200)
        let otherHost = await #expect(throws: WebFailure.self) {
            try await trusting.send(WebRequest(url: "https://127.0.0.1:\(port)/"))
        }
        #expect(otherHost?.kind == .notTrusted)
        let stranger = await #expect(throws: WebFailure.self) {
            try await WebClient().send(WebRequest(url: "https://localhost:\(port)/"))
        }
        #expect(stranger?.kind == .notTrusted)
        #expect(stranger?.isWorthRetrying == false)
    }

    private func openssl(_ arguments: String..., output: Pipe? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func ended(_ process: Process) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                process.waitUntilExit()
                continuation.resume()
            }
        }
    }

    /// From the line `ACCEPT 127.0.0.1:40123`.
    private func acceptingPort(_ output: Pipe) async -> Int? {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var text = ""
                while true {
                    let data = output.fileHandleForReading.availableData
                    text += String(decoding: data, as: UTF8.self)
                    let line = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                        .first { $0.hasPrefix("ACCEPT") }
                    if line != nil || data.isEmpty {
                        return continuation.resume(returning: line?.split(separator: ":").last.flatMap { Int($0) })
                    }
                }
            }
        }
    }
}
