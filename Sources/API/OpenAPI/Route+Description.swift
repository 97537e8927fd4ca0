internal import Bridge
internal import JSON
internal import Server

/// What follows from what a route is.
extension Route {
    /// For programs that are generated from the description: `getParticipantsIdProgress`.
    var operationID: String {
        let words = template.split { "/.-{}".contains($0) }.drop { $0 == "api" }
        return method.name.lowercased() + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    var needsPrincipal: Bool { audience != .everybody && audience != .zoom }
    var isWrite: Bool { method != .get }
    /// It may be sent again under an `Idempotency-Key`.
    var takesKey: Bool { method == .post && needsPrincipal }

    /// Who may use it, for people.
    var whoMay: String {
        switch audience {
        case .everybody: "everybody"
        case .zoom: "Zoom, by its signature"
        case .anybodySignedIn: "everybody who is signed in"
        case .courtRepsAndAdministrators: "court representatives and administrators"
        case .participantAndTheirRep: "the participant, their court representative, administrators"
        case .administrators: "administrators"
        }
    }

    /// Everything that may be answered when all goes well, by status.
    var answers: [(status: Int, answer: Answer)] {
        let first = answer ?? (method == .delete ? .nothing : Answer(as: ["application/json"]))
        return [(status, first)] + also.map { ($0.status ?? status, $0) }
    }

    /// Everything that may be the matter, in the order of the table.
    var possibleProblems: [ProblemType] {
        var types: Set<ProblemType> = Set(problems).union([.fault, .notAvailable])
        if audience == .zoom { types.formUnion([.notSigned, .outsideTimeWindow, .notConfigured, .notStored]) }
        if needsPrincipal {
            types.formUnion([.badRequest, .noToken, .badToken, .signedOut, .missingScope, .notFound, .notConfigured])
            types.insert(.notFromOurPage)
            if isWrite { types.formUnion([.notDecided, .notDone]) }
        }
        if form != nil { types.formUnion([.badRequest, .tooLong, .notJSON]) }
        if needsPrecondition { types.formUnion([.preconditionFailed, .preconditionRequired]) }
        if takesKey { types.formUnion([.stillRunning, .outcomeUnknown, .keyReused]) }
        if !query.isEmpty { types.insert(.badRequest) }
        if template.contains("{") { types.insert(.notFound) }
        return ProblemType.allCases.filter(types.contains)
    }
}
