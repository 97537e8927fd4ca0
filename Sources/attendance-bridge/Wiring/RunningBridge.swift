import API
import Attendance
import Bridge
import Crypto
import Glibc
import Live
import Server
import Synchronization

/// One bridge, put together: database, use cases, feed, server and control socket.
final class RunningBridge: Sendable {
    let service: AttendanceService
    /// Where it listens, with the port really bound.
    let address: ListenAddress
    private let feed: FeedDesk
    private let server: HTTPServer
    private let control: HTTPServer
    private let logger: Logger
    private let zoom: ZoomAccount?
    private let outbound: OutboundTransport
    private let mail: MailTransport?

    /// Opens the database and binds the addresses; nothing is answered before `run()`.
    static func open(_ configuration: Configuration, logger: Logger) async throws -> RunningBridge {
        let loop = EventLoop()
        let desk = Once<FeedDesk>()
        let service = try AttendanceService(
            settings: try configuration.bridgeSettings(), path: configuration.database,
            signingKey: try configuration.signingKeySource(), now: { Timestamp.systemNow },
            log: { logger.write(LogEntry($0)) },
            committed: { commit in
                // Nothing is committed for anybody to hear before the desk is there.
                guard let desk = desk.value else { return commit.answer() }
                desk.publish(commit.feed, accessChanged: commit.accessChanged, answer: commit.answer)
            })
        let feed = try await FeedDesk.open(
            on: loop, service: service, connectionsPerPerson: configuration.feed.connectionsPerPerson,
            now: { Timestamp.systemNow })
        desk.value = feed

        var settings = APISettings(
            tokens: try configuration.tokenVerifier(), pollSeconds: configuration.pollSeconds, version: bridgeVersion,
            now: { Timestamp.systemNow }, log: { logger.write(LogEntry($0)) })
        settings.origins = Set(configuration.origins)
        settings.trustedProxies = configuration.server.trustedProxies
        settings.publicAddress = configuration.cards.address
        settings.pages = try configuration.pageLibrary()
        let statistics = Once<HTTPServer>()
        let server = try HTTPServer(
            configuration.serverConfiguration(), loop: loop,
            handler: BridgeAPI(service: service, settings: settings, feed: feed) { statistics.value?.statistics })
        statistics.value = server
        let zoom = try configuration.zoomAccount()
        let control = try HTTPServer(
            controlConfiguration(configuration), loop: loop,
            handler: ControlHandler(desk: ControlDesk(service: service, zoom: zoom)))
        guard let address = server.boundAddresses.first else { throw CommandFailure("no address to listen on.") }
        return RunningBridge(
            service: service, feed: feed, address: address, server: server, control: control, logger: logger,
            zoom: zoom, outbound: configuration.outboundTransport(), mail: configuration.mailTransport())
    }

    /// A roster of a nation is larger than anything that comes from outside.
    private static func controlConfiguration(_ configuration: Configuration) -> ServerConfiguration {
        var control = ServerConfiguration(
            listeners: [.unix(path: ControlSocket.path(beside: configuration.database))])
        control.limits.maxBodyBytes = 64 << 20
        return control
    }

    private init(
        service: AttendanceService, feed: FeedDesk, address: ListenAddress, server: HTTPServer, control: HTTPServer,
        logger: Logger, zoom: ZoomAccount?, outbound: @escaping OutboundTransport, mail: MailTransport?
    ) {
        self.service = service
        self.feed = feed
        self.address = address
        self.server = server
        self.control = control
        self.logger = logger
        self.zoom = zoom
        self.outbound = outbound
        self.mail = mail
    }

    /// Serves until the task is cancelled; then finishes what is in flight and closes the database.
    func run() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.server.run(beforeStopping: self.feed.stop) }
                group.addTask { try await self.control.run() }
                group.addTask { try await self.service.run() }
                group.addTask { try await self.feed.run() }
                group.addTask { try await self.service.sendOutbound(through: self.outbound) }
                if let mail = self.mail { group.addTask { try await self.service.sendMail(with: mail) } }
                if let zoom = self.zoom { group.addTask { try await self.service.reconcileByItself(with: zoom) } }
                // Whichever ends first ends all: by itself only after a fault.
                try await group.next()
                group.cancelAll()
                try await group.waitForAll()
            }
        } catch is CancellationError {
            // How it is told to stop.
        }
        await service.close()
    }
}

/// The socket through which commands reach a running service.
enum ControlSocket {
    static func path(beside database: String) -> String { database + ".sock" }
}

/// A value that is set once, by whoever makes it, and read by whoever was made before it.
final class Once<Value: Sendable>: Sendable {
    private let mutex = Mutex<Value?>(nil)
    var value: Value? {
        get { mutex.withLock { $0 } }
        set { mutex.withLock { $0 = newValue } }
    }
}
