internal import Bridge
internal import CourtCard
internal import Crypto
internal import JSON
internal import Server

extension BridgeAPI {
    /// What everybody needs to verify cards by themselves. None of it tells anything of anybody.
    static func ledgerRoutes(_ service: AttendanceService) -> [Route] {
        [
            Route(
                .get, "/.well-known/court-card-keys.json", for: .everybody,
                "The public keys that cards are signed with, those of former times too (JWK set).",
                answer: Answer(schema: "KeySet", as: ["application/jwk-set+json"]), isConditional: true
            ) { request, _, _ in
                conditional(
                    Response(
                        contentType: "application/jwk-set+json", headers: [HeaderField("Cache-Control", "max-age=300")],
                        body: Array(try await service.keySet().json.pretty().utf8)), to: request)
            },
            Route(
                .get, "/ledger/checkpoint", for: .everybody,
                "The newest head of the ledger of all cards, as a signed note (C2SP): whoever keeps it can prove later "
                    + "that no card was removed or changed.",
                answer: .text(
                    "text/plain", "Three lines: the ledger's name, its size, its root; and a signature for each key."),
                problems: [.notFound]
            ) { _, _, _ in
                guard let note = try await service.checkpoint() else { throw Problem.noCards }
                var response = Response.text(note.description)
                response.headers.append(noCache)
                return response
            },
            Route(
                .get, "/ledger/inclusion", for: .everybody,
                "Proves that the card with a hash stands in the ledger (RFC 6962 §2.1.1).", query: [.hash, .size],
                answer: "InclusionProof", problems: [.notFound]
            ) { request, _, _ in
                guard let text = request.query["hash"], let hash = Digest(hex: text) else {
                    throw Problem.badRequest("hash must be the SHA-256 of a card, 64 hexadecimal digits.")
                }
                guard
                    let proof = try await service.inclusionProof(
                        of: hash, in: try QueryField.size.integer(in: request))
                else { throw Problem.notInLedger }
                return .json(proof.json, headers: [noCache])
            },
            Route(
                .get, "/ledger/consistency", for: .everybody,
                "Proves that the ledger still begins with the cards that it had at some size (RFC 6962 §2.1.2).",
                query: [.from, .to], answer: "ConsistencyProof", problems: [.notFound]
            ) { request, _, _ in
                guard let from = try QueryField.from.integer(in: request) else {
                    throw Problem.badRequest("from must be a size that the ledger had.")
                }
                guard
                    let proof = try await service.consistencyProof(
                        from: from, to: try QueryField.to.integer(in: request))
                else { throw Problem.notInLedger }
                return .json(proof.json, headers: [noCache])
            },
        ]
    }

    private static let noCache = HeaderField("Cache-Control", "no-cache")
}

extension Problem {
    fileprivate static let noCards = Problem(.notFound, "No card was issued yet, so there is no ledger.")
    fileprivate static let notInLedger = Problem(.notFound, "The ledger has no such card, or had no such size.")
}

extension QueryField {
    /// By its hash alone, which nobody knows who has not seen the card: numbers can be guessed, and hold case numbers.
    fileprivate static let hash = QueryField(
        name: "hash", range: nil, pattern: "^[0-9A-Fa-f]{64}$", isRequired: true,
        about: "The card's hash, as the card file has it: 64 hexadecimal digits.")
    fileprivate static let size = QueryField(
        name: "size", range: 1...Int64.max, about: "Of how many cards the ledger is to be; the newest without it.")
    fileprivate static let from = QueryField(
        name: "from", range: 1...Int64.max, isRequired: true, about: "The size of the ledger in the note that was kept."
    )
    fileprivate static let to = QueryField(
        name: "to", range: 1...Int64.max, about: "The size that is to be compared; the newest without it.")
}

extension InclusionProof {
    fileprivate var json: [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("origin", origin)
            $0.member("index", index)
            $0.member("size", size)
            $0.member("root", root.hex)
            $0.member("path", .array(path.map { .string($0.hex) }))
        }
        return json.bytes
    }
}

extension ConsistencyProof {
    fileprivate var json: [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("origin", origin)
            $0.member("from", from)
            $0.member("to", to)
            $0.member("path", .array(path.map { .string($0.hex) }))
        }
        return json.bytes
    }
}
