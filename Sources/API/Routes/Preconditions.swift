internal import Server

/// Whoever replaces something says what they saw of it, so that nobody undoes what somebody else did meanwhile
/// (RFC 9110 §13.1.1).
///
/// - Parameter tag: the strong entity tag of what stands there now, in quotation marks.
/// - Throws: 428 where the request says nothing (RFC 6585 §3), 412 where it saw something else.
func checkSeen(_ request: Request, tag: String) throws(Problem) {
    let given = request.headers.values(of: "if-match").joined(separator: ",")
        .split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
    guard !given.isEmpty else { throw Problem(.preconditionRequired) }
    guard given.contains("*") || given.contains(tag) else {
        throw Problem(.preconditionFailed, headers: [HeaderField("ETag", tag)])
    }
}
