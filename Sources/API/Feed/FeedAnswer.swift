internal import Attendance
internal import JSON
internal import Live

/// What a client is answered. No message of the feed: it has no position, and nobody else hears it.
struct FeedAnswer: Sendable {
    private let result: Result<[UInt8], Problem>

    /// - Parameters:
    ///   - position: up to here the connection was told everything it is to hear.
    ///   - head: the last position of the feed.
    init(toldThrough position: Position?, head: Position? = nil, at now: Timestamp? = nil) {
        var json = JSONWriter()
        json.object {
            $0.member("position", position?.rawValue)
            if let head { $0.member("head", head.rawValue) }
            if let now { $0.member("at", now.rfc3339) }
        }
        result = .success(json.bytes)
    }

    init(problem: Problem) { result = .failure(problem) }

    func json(to request: String?) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("request", request)
            switch result {
            case .success(let data):
                $0.member("ok", true)
                $0.member("data") { $0.raw(data) }
            case .failure(let problem):
                $0.member("ok", false)
                $0.member("problem") { json in
                    json.object {
                        $0.member("type", problem.type.address)
                        $0.member("title", problem.type.title)
                        $0.member("detail", problem.detail)
                    }
                }
            }
        }
        return json.bytes
    }
}
