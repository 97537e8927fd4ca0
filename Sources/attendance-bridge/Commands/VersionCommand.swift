import JSON

extension Command {
    static let version = Command(
        name: "version", summary: "Show the version.", options: [.json],
        action: .blocking { invocation in
            var writer = JSONWriter()
            writer.object {
                $0.member("name", Usage.program)
                $0.member("version", bridgeVersion)
            }
            let text = invocation.has(.json) ? writer.string : "\(Usage.program) \(bridgeVersion)"
            Terminal.output(environment: [:]).write(text + "\n")
        })
}

/// Semantic version of this release.
let bridgeVersion = "0.1.0"
