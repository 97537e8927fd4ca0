import JSON

extension Command {
    static let migrate = Command(
        name: "migrate",
        summary: "Make the database, or bring it to this version. The bridge does so itself when it starts.",
        options: [.config, .json],
        action: .service { invocation in
            let configuration = try invocation.configuration()
            let schema = try await ControlClient(configuration: configuration).ask(.schema, createsDatabase: true)
            let version = schema["version"]?.integer ?? 0
            Terminal.output(environment: [:]).write(
                invocation.has(.json)
                    ? JSONLine(schema).text : "\(configuration.database) is at version \(version), the newest.\n")
        })
}
