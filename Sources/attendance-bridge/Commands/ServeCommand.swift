extension Command {
    static let serve = Command(
        name: "serve",
        summary: "Run the bridge until it is told to stop (SIGTERM or Ctrl-C).",
        discussion:
            "Needs no setting to start. Zoom's deliveries are taken once BRIDGE_ZOOM_SECRETS is set, and people "
            + "are let in once BRIDGE_JWT_SECRET is set.",
        options: [.config, .example],
        examples: ["serve", "serve --config bridge.json", "serve --example > bridge.json"],
        appendix: { Setting.listing(width: 100) },
        action: .blocking { invocation in
            if invocation.has(.example) {
                Terminal.output(environment: [:]).write(Setting.example)
            } else {
                try Serve.run(try invocation.configuration())
            }
        })
}

extension Option {
    fileprivate static let example = Option.flag(
        "example", "Print a configuration file with every setting at its default, and stop.")
}
