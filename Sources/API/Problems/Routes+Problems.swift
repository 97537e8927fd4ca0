internal import Crypto
internal import JSON
internal import Server

extension BridgeAPI {
    /// Where the type of a problem leads: what it means and what to do.
    static var problemRoutes: [Route] {
        [
            Route(
                .get, "/problems", for: .everybody, "Every kind of problem there is: a page, or JSON.",
                answer: .page("ProblemTypes"), isConditional: true
            ) { request, _, _ in
                answer(to: request, page: ProblemPage.all) { json in
                    json.object {
                        $0.member("problems") { json in
                            json.array { json in for type in ProblemType.allCases { type.write(&json) } }
                        }
                    }
                }
            },
            Route(
                .get, "/problems/{type}", for: .everybody, "What one kind of problem means, and what to do.",
                answer: .page("ProblemType"), isConditional: true
            ) { request, parameters, _ in
                guard let type = parameters["type"].flatMap(ProblemType.init(rawValue:)) else {
                    throw Problem.notFound
                }
                return answer(to: request, page: ProblemPage.one(type)) { type.write(&$0) }
            },
        ]
    }

    private static func answer(
        to request: Request, page: HTMLPage, json write: (inout JSONWriter) -> Void
    ) -> Response {
        let kept = [HeaderField("Cache-Control", "max-age=3600"), HeaderField("Vary", "Accept")]
        let liked = Preferences(request.headers.values(of: "accept")).best(of: ["text/html", "application/json"])
        guard liked == "application/json" else { return conditional(page.response(headers: kept), to: request) }
        var json = JSONWriter()
        write(&json)
        return conditional(.json(json.bytes, headers: kept), to: request)
    }
}

extension ProblemType {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object {
            $0.member("type", address)
            $0.member("title", title)
            $0.member("status", status)
            $0.member("meaning", meaning)
            $0.member("remedy", remedy)
        }
    }
}

/// The pages of problems, as people read them.
enum ProblemPage {
    static var all: HTMLPage {
        HTMLPage(
            title: "Problems",
            content: """
                <h1>Problems</h1>
                <p>What cannot be done is answered with problem details (<a \
                href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>): <code>type</code> names one of the kinds \
                below and stays the same for programs, <code>detail</code> says what is the matter this time.</p>
                <div class="scroll"><table>
                <tr><th scope="col">Status</th><th scope="col">Type</th><th scope="col">Title</th></tr>
                \(ProblemType.allCases.map(row).joined())</table></div>

                """)
    }

    static func one(_ type: ProblemType) -> HTMLPage {
        HTMLPage(
            title: "\(type.title) (\(type.status))",
            content: """
                <h1>\(type.title)</h1>
                <p class="soft"><code>\(type.address)</code>, status \(type.status.description)</p>
                <dl>
                <dt>What it means</dt><dd>\(type.meaning)</dd>
                <dt>What to do</dt><dd>\(type.remedy)</dd>
                </dl>
                <p><a href="/problems">All problems</a></p>

                """)
    }

    private static func row(_ type: ProblemType) -> HTMLText {
        """
        <tr><td>\(type.status.description)</td><td><a href="\(type.address)">\(type.rawValue)</a></td>\
        <td>\(type.title)</td></tr>

        """
    }
}
