internal import Live
internal import Server

extension FeedDesk {
    /// Answers what a client says over its WebSocket, after what it was told before, to it alone.
    func receive(_ message: [UInt8], isText: Bool, from outlet: FeedOutlet) {
        guard let id = connection(outlet), case .socket(let socket) = outlet else { return }
        guard isText else { return perform(hub.end(id, .notText)) }
        let refusal = hub.asked(id, at: now())
        guard refusal.isEmpty else { return perform(refusal) }
        let question = FeedQuestion(message)
        let answer: FeedAnswer
        do {
            switch try question.ask.get() {
            case .ping: answer = FeedAnswer(toldThrough: hub.toldThrough(id), head: hub.head, at: now())
            case .follow(let filter): answer = FeedAnswer(toldThrough: hub.follow(id, filter))
            }
        } catch {
            answer = FeedAnswer(problem: error)
        }
        socket.send(Message(text: answer.json(to: question.request)))
    }
}
