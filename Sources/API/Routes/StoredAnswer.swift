internal import Crypto
internal import JSON
internal import Server

/// An answer that is kept for when its request is sent again.
struct StoredAnswer {
    let response: Response

    init(_ response: Response) { self.response = response }

    /// Nil for what was never written by `bytes`.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSON.parse(bytes), let status = json["status"]?.integer,
            let fields = json["headers"]?.array,
            let body = json["body"]?.string.flatMap({ Base64.decode($0.utf8, .standard) })
        else { return nil }
        let headers = fields.compactMap { field in
            field[0]?.string.flatMap { name in field[1]?.string.map { HeaderField(name, $0) } }
        }
        response = Response(status: Int(status), headers: headers, body: .bytes(body))
    }

    /// Without cookies: whoever is signed in by one is not signed in again by what was answered then.
    var bytes: [UInt8] {
        var body: [UInt8] = []
        if case .bytes(let bytes) = response.body { body = bytes }
        var json = JSONWriter()
        json.object {
            $0.member("status", response.status)
            $0.member(
                "headers",
                .array(
                    response.headers.filter { !$0.isNamed("Set-Cookie") }
                        .map { .array([.string($0.name), .string($0.value)]) }))
            $0.member("body", Base64.encode(body, .standard))
        }
        return json.bytes
    }
}
