extension Command {
    static let demo = Command(
        name: "demo",
        summary: "See a whole meeting in ten seconds: what each person is told, and the court card.",
        discussion:
            "Starts the real bridge on a free port with a database of its own, which is removed afterwards, and "
            + "plays a recorded meeting to it.",
        options: [.keep, .samples],
        examples: ["demo", "demo --keep"],
        action: .blocking { invocation in
            let files = try DemoFiles(in: invocation.text(.samples))
            let demo = Demo(
                files: files, isKept: invocation.has(.keep), terminal: .output(environment: processEnvironment()))
            try waitForWork { try await demo.run() }
        })
}

extension Option {
    fileprivate static let keep = Option.flag("keep", "Keep the bridge running afterwards, until Ctrl-C.")
    fileprivate static let samples = Option.text(
        "samples", "FOLDER", "The folder that holds webhook-samples and Config.")
}
