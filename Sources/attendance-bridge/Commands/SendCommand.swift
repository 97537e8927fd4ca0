import Attendance
import Crypto
import Glibc
import HTTPClient
import Zoom

extension Command {
    static let send = Command(
        name: "send",
        summary: "Sign deliveries as Zoom does and post them, one after the other.",
        discussion: "The secret is the first of BRIDGE_ZOOM_SECRETS, or stands in a file that only its owner may read. "
            + "A URL without a path gets /webhooks/zoom.",
        positionals: [
            Positional(
                word: "PATH", summary: "A file with one delivery's body, or a folder of them; - is standard input.",
                count: .oneOrMore)
        ],
        options: [.to, .secretFile, .fresh, .certificateAuthority, .config, .json],
        examples: [
            "send --fresh webhook-samples/scenarios/room-move",
            "send --to https://bridge.example.com webhook-samples/events/meeting.started.json",
        ],
        action: .blocking { try runSend($0) })
}

extension Option {
    fileprivate static let to = Option.text(
        "to", "URL", "Where to; where not said, the bridge that these settings describe.")
    fileprivate static let secretFile = Option.text("secret-file", "FILE", "Take the secret from this file.")
    fileprivate static let fresh = Option.flag(
        "fresh", "Move all times so that the last delivery happened now, and give each meeting a new uuid.")
    fileprivate static let certificateAuthority = Option.text(
        "ca-file", "FILE", "Trust this certificate (PEM) instead of the system's.")
}

@MainActor
private func runSend(_ invocation: Invocation) throws {
    let environment = processEnvironment()
    let configuration = try invocation.configuration(environment: environment)
    let signer = Signer(secret: try secret(configuration, file: invocation.text(.secretFile)))
    let url = try invocation.text(.to).map(receiverURL) ?? receiverURL(of: configuration)
    var samples: [Sample] = []
    do throws(FileError) {
        for path in try SampleFiles.find(invocation.positionals) {
            samples.append(Sample(path: path, body: try FileContents(path, maxBytes: 1 << 20).bytes))
        }
    } catch { throw CommandFailure("nothing was sent. \(error)") }
    guard !samples.isEmpty else { throw CommandFailure("nothing was sent: there is no .json file in what was named.") }
    if invocation.has(.fresh) {
        let freshening = Freshening(samples, now: .systemNow) { Random.identifier() }
        for index in samples.indices { samples[index].body = freshening(samples[index].body) }
    }

    let report = try post(samples, to: url, signer, invocation, environment)
    Terminal.output(environment: environment).write(invocation.has(.json) ? report.json : report.text())
    if let interruption = report.interruption { throw CommandFailure(interruption) }
    if !report.isSuccess { throw CommandFailure("not everything was accepted.") }
}

@MainActor
private func post(
    _ samples: [Sample], to url: String, _ signer: Signer, _ invocation: Invocation, _ environment: [String: String]
) throws -> SendReport {
    let client = try BlockingWebClient(
        WebClientSettings(certificateAuthority: invocation.text(.certificateAuthority)))
    var progress = LiveLine(.error(environment: environment))
    defer { progress.clear() }
    let clock = ContinuousClock()
    let start = clock.now
    var report = SendReport(url: url, total: samples.count)
    for sample in samples {
        do throws(WebFailure) {
            let headers = signer.headers(for: sample.body, sentAt: .systemNow)
            report.add(
                try client.send(WebRequest(method: "POST", url: url, headers: headers, body: sample.body)),
                for: sample.path)
        } catch {
            let advice =
                error.kind == .unreachable ? " Is the bridge running? Start it with: attendance-bridge serve" : ""
            report.interruption = "\(sample.path) could not be sent to \(url): \(error).\(advice)"
        }
        report.elapsedSeconds = (clock.now - start) / .seconds(1)
        if report.interruption != nil { break }
        progress.show(at: report.elapsedSeconds) { width in
            ProgressBar(done: report.answered, total: samples.count, elapsedSeconds: report.elapsedSeconds)
                .line(width: width)
        }
    }
    return report
}

private func secret(_ configuration: Configuration, file: String?) throws -> HMACKey {
    var secrets = configuration.zoom.secrets
    if let file {
        do { secrets = splitSecrets(try FileContents.secret(file)) } catch {
            throw CommandFailure("the secret cannot be read. \(error)")
        }
    }
    guard let first = secrets.first, let key = HMACKey(first.value) else {
        throw CommandFailure(
            "there is no secret to sign with. Set BRIDGE_ZOOM_SECRETS to the one the bridge was started with, "
                + "or name a file with --secret-file.")
    }
    return key
}

/// Where a bridge with these settings takes deliveries, seen from its own machine.
func receiverURL(of configuration: Configuration) -> String {
    var address = configuration.listen
    if address.host == "0.0.0.0" { address.host = "127.0.0.1" }
    if address.host == "::" { address.host = "::1" }
    return "\(configuration.tls.certificate == nil ? "http" : "https")://\(address)/webhooks/zoom"
}

/// The URL to post to, with the receiver's path where none was said.
func receiverURL(_ given: String) throws -> String {
    guard let scheme = ["https://", "http://"].first(where: { given.hasPrefix($0) }) else {
        throw UsageError(message: "“--to” must be an http or https URL; given was “\(given)”.", path: ["send"])
    }
    let rest = given.dropFirst(scheme.count)
    guard let slash = rest.firstIndex(of: "/") else { return given + "/webhooks/zoom" }
    return rest.index(after: slash) == rest.endIndex ? given + "webhooks/zoom" : given
}
