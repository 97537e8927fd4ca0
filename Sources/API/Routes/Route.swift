internal import Bridge
internal import Server

/// Who may use a route. Whoever may not is told what somebody is told who asks for nothing that exists.
enum Audience: Sendable, Hashable {
    /// Anybody; the handler sees no principal.
    case everybody
    /// Zoom: the signature is the credential.
    case zoom
    /// Whoever holds a valid token; the handler decides what they see.
    case anybodySignedIn
    /// Whoever decides about participants; what each may decide about is theirs alone.
    case courtRepsAndAdministrators
    /// The participant named by the path parameter `id`, their court representative, administrators.
    case participantAndTheirRep
    case administrators
}

/// One row of the route table.
struct Route: Sendable {
    /// - Parameters: the request, the values of the path's parameters, and who asks where the audience is not everybody.
    typealias Handler = @Sendable (Request, [String: String], Principal?) async throws -> Response

    let method: Method
    /// For instance `/api/participants/{id}/progress`.
    let template: String
    let audience: Audience
    /// One sentence, for the API's description.
    let summary: String
    /// What the address may say after its question mark.
    let query: [QueryField]
    /// What its body must hold; nil where none is read.
    let form: BodyForm?
    /// What it answers when all goes well; nil: some JSON, or nothing where something was taken away.
    let answer: Answer?
    /// What else it may answer that is no problem, each with its own status.
    let also: [Answer]
    /// What may be the matter beyond what may be with every route of its kind.
    let problems: [ProblemType]
    /// A client may ask for it on condition that it changed, and be answered 304.
    let isConditional: Bool
    /// It changes only what the client says it has seen (`If-Match`).
    let needsPrecondition: Bool
    /// What a token must be for.
    let scope: Scope
    /// The status of an answer that went well.
    let status: Int
    let handler: Handler

    private let segments: [Substring]

    init(
        _ method: Method, _ template: String, for audience: Audience, _ summary: String, query: [QueryField] = [],
        taking form: BodyForm? = nil, answer: Answer? = nil, also: [Answer] = [], problems: [ProblemType] = [],
        isConditional: Bool = false, needsPrecondition: Bool = false, scope: Scope? = nil, status: Int? = nil,
        _ handler: @escaping Handler
    ) {
        self.method = method
        self.template = template
        self.audience = audience
        self.summary = summary
        self.query = query
        self.form = form
        self.answer = answer
        self.also = also
        self.problems = problems
        self.isConditional = isConditional
        self.needsPrecondition = needsPrecondition
        let usual = method == .delete ? 204 : method == .post && form != nil ? 201 : 200
        self.status = status ?? answer?.status ?? usual
        self.scope = scope ?? (method == .get ? .read : audience == .administrators ? .administer : .decide)
        self.handler = handler
        segments = template.split(separator: "/", omittingEmptySubsequences: false)
    }

    /// The values of the parameters when the path fits the template.
    func parameters(in path: [Substring]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (segment, given) in zip(segments, path) {
            if segment.hasPrefix("{") {
                guard !given.isEmpty else { return nil }
                values[String(segment.dropFirst().dropLast())] = String(given)
            } else if segment != given {
                return nil
            }
        }
        return values
    }
}
