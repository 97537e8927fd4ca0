internal import Bridge
internal import JSON
internal import Server

/// What is said of one route.
struct DocsRoute: Sendable {
    let route: Route
    let examples: SchemaExample

    var html: HTMLText {
        """
        <article>
        <h3 id="\(route.operationID)"><span class="method">\(route.method.name)</span> <code>\(route.template)</code></h3>
        <p>\(route.summary)</p>
        <p class="soft">For \(route.whoMay)\(route.needsPrincipal ? "; scope " : "")\
        \(route.needsPrincipal ? "<code>\(route.scope.rawValue)</code>" : "" as HTMLText).</p>
        \(parameters)\(body)\(answers)\(problems)</article>

        """
    }

    private var parameters: HTMLText {
        let rows =
            PathParameter.all(of: route.template).map { Row($0.name, "in the address", $0.about) }
            + route.query.map { Row($0.name, $0.isRequired ? "after ?, required" : "after ?", $0.about) }
        return table("Parameters", rows)
    }

    private var body: HTMLText {
        guard let form = route.form else { return "" }
        let rows =
            form.required.map { Row($0.name, "required", $0.about) }
            + form.alternatives.flatMap { choice in
                choice.flatMap { way in
                    way.map { member in
                        let others = choice.filter { !$0.contains { $0.name == member.name } }.flatMap {
                            $0.map(\.name)
                        }
                        return Row(member.name, "or \(others.joined(separator: ", "))", member.about)
                    }
                }
            } + form.optional.map { Row($0.name, "optional", $0.about) }
        let filledIn = form.examples.map { example($0.isEmpty ? "{}" : JSON.object($0).pretty()) }.joined()
        return """
            \(table("Body", rows))<details><summary>Example of a body</summary>\(filledIn)</details>

            """
    }

    private var answers: HTMLText {
        route.answers.map { status, answer in
            let forms = answer.mediaTypes.filter { $0 != "application/json" }
            let also: HTMLText = forms.isEmpty ? "" : " As \(forms.joined(separator: ", ")), by Accept."
            let words = answer.words ?? OpenAPI.usualWords(status)
            let line: HTMLText = "<p><b>\(status.description)</b> \(words)\(also)</p>\n"
            guard let schema = answer.schema else { return line }
            let value = examples.value(of: ["$ref": .string("#/components/schemas/\(schema)")])
            return """
                \(line)<details><summary>Example of an answer: \(schema)</summary>\(example(value.pretty()))</details>

                """
        }.joined()
    }

    /// Those that the route alone may have; what may happen anywhere is said once.
    private var problems: HTMLText {
        let everywhere: Set<ProblemType> = [
            .fault, .notAvailable, .noToken, .badToken, .signedOut, .notConfigured, .tooLong, .notJSON,
            .notFromOurPage, .missingScope, .stillRunning, .outcomeUnknown, .keyReused,
        ]
        let own = route.possibleProblems.filter { !everywhere.contains($0) }
        if own.isEmpty { return "" }
        let links = own.map { "<a href=\"\($0.address)\">\($0.status.description) \($0.rawValue)</a>" as HTMLText }
        return "<p class=\"soft\">Problems: \(links.joined(separator: ", "))</p>\n"
    }

    private struct Row {
        let (name, place, about): (String, String, String)
        init(_ name: String, _ place: String, _ about: String) {
            (self.name, self.place, self.about) = (name, place, about)
        }
    }

    private func table(_ title: String, _ rows: [Row]) -> HTMLText {
        if rows.isEmpty { return "" }
        let lines = rows.map {
            """
            <tr><th scope="row"><code>\($0.name)</code></th><td class="soft">\($0.place)</td><td>\($0.about)</td></tr>

            """ as HTMLText
        }
        return """
            <h4>\(title)</h4>
            <div class="scroll"><table class="fields">
            \(lines.joined())</table></div>

            """
    }

    private func example(_ text: String) -> HTMLText {
        "<pre tabindex=\"0\"><code>\(text)</code></pre>"
    }
}

extension BodyMember {
    /// What it is, and what it must be.
    fileprivate var about: String {
        let words = schema["description"]?.string ?? ""
        return [words, wanted.prefix(1).uppercased() + wanted.dropFirst() + "."].filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}
