import JSON
import Server

/// The control socket's side of a running bridge: who may open the socket may ask, for its mode is 0600.
struct ControlHandler: RequestHandler {
    let desk: ControlDesk

    func handle(_ request: Request, _ responder: Responder) {
        let query = request.query
        guard
            let asked = ControlRequest(
                method: request.method.name, path: request.path, query: { query[$0] }, body: request.body)
        else {
            return respond(
                .refused(404, "the running bridge does not know this request; is it of the same version?"), responder)
        }
        // Outlives this call, which must not block; ends by itself with the answer.
        Task { respond(await desk.answer(asked), responder) }
    }

    private func respond(_ answer: ControlAnswer, _ responder: Responder) {
        var writer = JSONWriter()
        writer.value(answer.body)
        responder.respond(.json(writer.bytes, status: answer.status))
    }
}
