internal import Server

/// Who may use a route. Whoever may not is told what somebody is told who asks for nothing that exists.
enum Audience: Sendable, Hashable {
    /// Anybody; the handler sees no principal.
    case everybody
    /// Zoom: the signature is the credential.
    case zoom
    /// Whoever holds a valid token; the handler decides what they see.
    case anybodySignedIn
    /// The participant named by the path parameter `id`, their court representative, administrators.
    case participantAndTheirRep
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
    let handler: Handler

    private let segments: [Substring]

    init(
        _ method: Method, _ template: String, for audience: Audience, _ summary: String, _ handler: @escaping Handler
    ) {
        self.method = method
        self.template = template
        self.audience = audience
        self.summary = summary
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
