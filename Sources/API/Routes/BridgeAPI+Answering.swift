internal import Bridge
internal import Server

/// What came of a request.
private struct Outcome {
    /// Nil where it is answered already, with a connection of the feed.
    var response: Response?
    /// How it became one.
    var connected: FeedTransport?
    /// It is somebody's.
    var isPersonal = false
    var fault: String?
}

/// Where an address leads.
private enum Match {
    case route(Route, [String: String])
    /// The address is right, and has these methods only.
    case otherMethods([Method])
    case nothing
}

extension BridgeAPI {
    /// Answers any request but Zoom's, and tells the log.
    func answer(_ request: Request, _ responder: Responder) async {
        let began = ContinuousClock.now
        if let page = pages.answer(to: request) {
            responder.respond(finish(page.response, to: request, isPersonal: false))
            settings.log(
                RequestRecord(
                    method: request.method.name, route: page.name, status: page.response.status,
                    duration: .now - began,
                    trace: TraceContext(continuing: request.headers.values(of: "traceparent")), fault: nil))
            return
        }
        let match = match(request)
        let context = RequestContext(trace: TraceContext(continuing: request.headers.values(of: "traceparent")))
        let outcome = await RequestContext.$current.withValue(context) {
            let came = await self.outcome(of: request, match, responder)
            if let response = came.response {
                responder.respond(finish(response, to: request, isPersonal: came.isPersonal))
            }
            return came
        }
        var route: Route?
        if case .route(let found, _) = match { route = found }
        if outcome.fault == nil, route?.isOfHealth == true { return }
        settings.log(
            RequestRecord(
                method: request.method.name, route: route?.template,
                status: outcome.response?.status ?? outcome.connected?.status ?? 500,
                duration: .now - began, trace: context.trace, fault: outcome.fault))
    }

    private func match(_ request: Request) -> Match {
        let path = request.path.split(separator: "/", omittingEmptySubsequences: false)
        let fitting = table.compactMap { route in route.parameters(in: path).map { (route, $0) } }
        // An address of its own goes before one that a parameter makes it fit.
        let fewest = fitting.map(\.1.count).min()
        let matching = fitting.filter { $0.1.count == fewest }
        let wanted = request.method == .head ? Method.get : request.method
        if let (route, parameters) = matching.first(where: { $0.0.method == wanted }) {
            return .route(route, parameters)
        }
        return matching.isEmpty ? .nothing : .otherMethods(matching.map(\.0.method))
    }

    private func outcome(of request: Request, _ match: Match, _ responder: Responder) async -> Outcome {
        do {
            switch match {
            case .nothing: throw Problem.notFound
            case .otherMethods(let methods): return Outcome(response: try refusal(of: request, allowing: methods))
            case .route(let route, _) where FeedTransport(rawValue: route.template) != nil:
                let transport = FeedTransport(rawValue: route.template) ?? .webSocket
                try await feed.accept(
                    request, responder, over: transport, authentication, finish, at: settings.now())
                return Outcome(connected: transport)
            case .route(let route, let parameters):
                let principal = try await principal(for: route, request, parameters)
                return Outcome(
                    response: try await perform(route, request, parameters, principal), isPersonal: principal != nil)
            }
        } catch {
            let problem = problem(for: error)
            return Outcome(response: problem.response, fault: problem.status >= 500 ? "\(type(of: error))" : nil)
        }
    }

    private func refusal(of request: Request, allowing methods: [Method]) throws(Problem) -> Response {
        var allowed = methods
        if allowed.contains(.get) { allowed.append(.head) }
        allowed.append(.options)
        let field = HeaderField("Allow", allowed.map(\.name).joined(separator: ", "))
        guard request.method == .options else {
            throw Problem(.methodNotAllowed, "Use one of: \(field.value).", headers: [field])
        }
        return Response(status: 204, headers: [field] + finish.crossOrigin.preflight(request, allowing: allowed))
    }
}

extension Route {
    /// Asked so often that the log would tell of nothing else.
    fileprivate var isOfHealth: Bool { ["/healthz", "/readyz", "/metrics"].contains(template) }
}
