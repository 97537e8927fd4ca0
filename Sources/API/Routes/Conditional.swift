internal import Server

/// The answer with a tag of its body, or 304 where the client has that body already (RFC 9110 §13.1.2).
func conditional(_ response: Response, to request: Request) -> Response {
    guard case .bytes(let body) = response.body else { return response }
    let tag = EntityTag(of: body)
    var response = response
    response.headers.append(tag.field)
    let known = request.headers.values(of: "if-none-match").joined(separator: ",")
        .split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" })
    guard known.contains(where: { $0 == "*" || $0 == tag.text || $0 == "W/\(tag.text)" }) else { return response }
    return Response(status: 304, headers: response.headers.filter { $0.name != "Content-Type" })
}
