import Attendance
import Bridge
import Glibc
import HTTPClient
import JSON

/// Asks the bridge that runs with the same database; where none runs, opens the database and answers itself.
struct ControlClient: Sendable {
    let configuration: Configuration

    /// - Parameter createsDatabase: whether a database that is not there may be made.
    @MainActor
    func ask(_ request: ControlRequest, createsDatabase: Bool = false) async throws -> JSON {
        if let answer = try askRunningBridge(request) { return try answer.document() }
        guard createsDatabase || access(configuration.database, F_OK) == 0 else {
            throw CommandFailure(
                "there is no database \(configuration.database). Name it with BRIDGE_DATABASE or --config, "
                    + "or make it: attendance-bridge migrate")
        }
        let service: AttendanceService
        let zoom = try configuration.zoomAccount()
        do {
            service = try AttendanceService(
                settings: try configuration.bridgeSettings(), path: configuration.database,
                signingKey: try configuration.signingKeySource(), now: { .systemNow })
        } catch let error as CommandFailure { throw error } catch { throw CommandFailure("\(error).") }
        let answer = await ControlDesk(service: service, zoom: zoom).answer(request)
        let isDone = request.leavesWork && answer.status == 200
        do { if isDone { try await service.catchUp() } } catch {
            await service.close()
            throw CommandFailure(
                "it is written down, but what follows from it was not worked out: \(error). The bridge does so when it "
                    + "starts.")
        }
        await service.close()
        return try answer.document()
    }

    /// What the running bridge answers; nil where none runs.
    @MainActor
    func askIfRunning(_ request: ControlRequest) throws -> JSON? { try askRunningBridge(request)?.document() }

    /// Nil where nobody listens. Blocks the main thread for as long as the bridge takes.
    @MainActor
    private func askRunningBridge(_ request: ControlRequest) throws -> ControlAnswer? {
        let socket = ControlSocket.path(beside: configuration.database)
        guard access(socket, F_OK) == 0 else { return nil }
        let (method, target, body) = request.message
        let answer: WebAnswer
        do {
            answer = try BlockingWebClient(WebClientSettings(unixSocket: socket)).send(
                WebRequest(
                    method: method, url: "http://localhost\(target)",
                    headers: [("content-type", "application/octet-stream")], body: body,
                    timeoutMilliseconds: request.timeoutMilliseconds))
        } catch {
            // What a bridge that died left behind.
            if error.kind == .unreachable { return nil }
            throw CommandFailure("the running bridge could not be asked through \(socket): \(error).")
        }
        guard let document = try? JSON.parse(answer.body) else {
            throw CommandFailure("the running bridge answered \(answer.status) without a document.")
        }
        return ControlAnswer(status: answer.status, body: document)
    }
}
