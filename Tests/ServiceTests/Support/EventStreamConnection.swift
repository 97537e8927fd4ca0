import Foundation
import JSON
import ServiceSupport

/// A client of Server-Sent Events on a plain blocking socket, of our own making.
final class EventStreamConnection {
    let status: Int
    private let headers: [(name: String, value: String)]
    private let connection: HTTPConnection
    private var body = ChunkedBody()
    private var parser = ServerSentEvents()
    private var events: [ServerSentEvent] = []
    /// The body of an answer that is no stream.
    private(set) var refusal: [UInt8] = []

    init(port: UInt16, _ target: String, headers: [(String, String)] = []) throws {
        connection = try HTTPConnection(port: port)
        var head = "GET \(target) HTTP/1.1\r\nhost: 127.0.0.1:\(port)\r\naccept: text/event-stream\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        try connection.write(head + "\r\n")
        let answer = try connection.readHead()
        (status, self.headers) = (answer.status, answer.headers)
        if let length = self["content-length"].flatMap({ Int($0) }) {
            while refusal.count < length { refusal += try connection.readSome() }
        }
    }

    subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    var retry: Int? { parser.retry }
    var comments: Int { parser.comments }

    /// Waits for the next event; nil when the server has ended the stream as it should be ended.
    func next() throws -> ServerSentEvent? {
        while events.isEmpty {
            if body.isAtEnd { return nil }
            events = parser.read(body.read(try connection.readSome()))
            if body.isBroken { throw BridgeTrouble("the stream is not chunked as it should be") }
        }
        return events.removeFirst()
    }

    /// The next event, whose data must be an envelope of the same name and id.
    func message() throws -> (id: Int64, event: String, data: JSON) {
        guard let event = try next() else { throw BridgeTrouble("the stream has ended") }
        let json = try JSON.parse(Array(event.data.utf8))
        guard let id = json["id"]?.integer, let data = json["data"], json["event"]?.string == event.name,
            event.lastID == "\(id)"
        else { throw BridgeTrouble("the event \(event) holds another message") }
        return (id, event.name, data)
    }
}
