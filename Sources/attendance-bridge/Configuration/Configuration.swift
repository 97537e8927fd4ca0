import API
import Mail

/// Everything that can be set, merged and checked once at start. Each part of the program is given its own piece.
///
/// The values here are the defaults; what may be set, under which name and in which range, stands in `Setting.all`.
struct Configuration: Sendable, Equatable {
    var listen = HostAndPort(host: "127.0.0.1", port: 8080)
    var database = "bridge.db"
    /// A file; nil means the built-in standard.
    var policy: String?
    var settleSeconds = 15
    var staleSeconds = 4 * 3600
    var pollSeconds = 5
    /// After which it is forgotten who those were that are nobody's participant.
    var strangerRetentionDays = 30
    /// After which a participant is erased of whom nothing more is asked; nil: never by itself.
    var participantRetentionDays: Int?
    var weekStart = FirstWeekday.monday
    /// Whose pages, beside our own, may use the API.
    var origins: [String] = []
    var cards = CardsSettings()
    var pages = PagesSettings()
    var zoom = ZoomSettings()
    var zoomAPI = ZoomAPISettings()
    var accounts = AccountsSettings()
    var jwt = TokenSettings()
    var mail = MailSettings()
    var digests = DigestSettings()
    var tls = TLSSettings()
    var log = LogSettings()
    var feed = FeedSettings()
    var outbound = OutboundSettings()
    var server = ServerSettings()

    /// What stands on court cards, and what they are signed with.
    struct CardsSettings: Sendable, Equatable {
        var jurisdiction: String?
        var program: String?
        var contact: String?
        var address: String?
        var meetingLabel: String?
        /// Nil: beside the database.
        var signingKeyFile: String?
        var signingKeyDescriptor: Int?
    }

    /// What browsers are given to read.
    struct PagesSettings: Sendable, Equatable {
        /// Nil: as the program was built.
        var folder: String?
        /// A JSON object; nil: nothing is special here.
        var settingsFile: String?
    }

    struct ZoomSettings: Sendable, Equatable {
        /// Empty: nothing can be verified, so the receiver answers 503.
        var secrets: [Secret] = []
        var secretsFile: String?
        var aheadSeconds = 300
        var backSeconds = 7200
        var validationSeconds = 300
    }

    /// Zoom's own record: asked for as a server-to-server OAuth app of the account. All of the first three, or none.
    struct ZoomAPISettings: Sendable, Equatable {
        var accountID: String?
        var clientID: String?
        var clientSecret: Secret?
        var clientSecretFile: String?
        /// Whose log of failed deliveries is asked for.
        var appID: String?
        var timeZone: String?
        var dailyAt: String? = "04:00"
        var url = "https://api.zoom.us/v2"
        var tokenURL = "https://zoom.us/oauth/token"
    }

    /// How long what lets people in holds.
    struct AccountsSettings: Sendable, Equatable {
        var participantSessionDays = 30
        var officialSessionHours = 12
        var inviteDays = 7
    }

    struct TokenSettings: Sendable, Equatable {
        /// Nil: no token of our own is accepted.
        var secret: Secret?
        var secretFile: String?
        var issuer = "attendance-bridge"
        var audience = "attendance-bridge"
        /// Whose tokens are accepted besides.
        var issuersFile: String?
    }

    /// Where mail is handed over; without a server nobody is told anything by mail.
    struct MailSettings: Sendable, Equatable {
        var url: String?
        var security = SMTPServer.Security.starttls
        var user: String?
        var password: Secret?
        var passwordFile: String?
        var from: Mailbox?
        /// Nil: those of the system.
        var certificateAuthority: String?
    }

    /// What court representatives are told of each day.
    struct DigestSettings: Sendable, Equatable {
        var at: String? = "07:00"
        var timeZone: String? = "UTC"
        var keepDays = 400
    }

    /// Both or neither.
    struct TLSSettings: Sendable, Equatable {
        var certificate: String?
        var key: String?
    }

    struct LogSettings: Sendable, Equatable {
        var format = LogFormat.text
        var level = LogLevel.info
    }

    struct FeedSettings: Sendable, Equatable {
        var retentionDays = 30
        /// One more closes the oldest.
        var connectionsPerPerson = 10
        var pingSeconds = 25
        var pongSeconds = 8
        var maxQueuedBytes = 1 << 20
    }

    /// How other systems are sent what happens.
    struct OutboundSettings: Sendable, Equatable {
        var allowPrivateAddresses = false
        /// Nil: the system's.
        var authorities: String?
    }

    struct ServerSettings: Sendable, Equatable {
        var maxConnections = 20_000
        /// Of `maxConnections`, kept for Zoom.
        var reservedConnections = 256
        var headerSeconds = 30
        var bodySeconds = 30
        var keepAliveSeconds = 60
        /// Whose `X-Forwarded-For` is believed.
        var trustedProxies = NetworkRange.nearby
    }

    /// What the start should say though it does not stop for it.
    var warnings: [String] {
        var warnings: [String] = []
        if zoom.secrets.isEmpty {
            warnings.append(
                "No Zoom secret is set: Zoom's deliveries are answered 503 and /readyz is red. "
                    + "Set BRIDGE_ZOOM_SECRETS to the secret token of the Zoom app.")
        }
        if cards.address == nil {
            warnings.append(
                "No public address is set: cards carry one that works on this machine only. "
                    + "Set BRIDGE_CARDS_ADDRESS to the https address where the public reaches the bridge.")
        }
        if jwt.secret == nil {
            warnings.append(
                "No JWT secret is set: people come in by their passwords alone, and the command token makes none. "
                    + "Set BRIDGE_JWT_SECRET to \(Setting.goodTokenSecretBytes) random bytes or more.")
        } else if let secret = jwt.secret, secret.bytes.count < Setting.goodTokenSecretBytes {
            warnings.append(
                "The JWT secret is short, and tokens could be forged by trying: "
                    + "make it \(Setting.goodTokenSecretBytes) random bytes or more (openssl rand -hex 32).")
        }
        return warnings
    }
}

/// The day a week begins with, in the order of ISO 8601.
enum FirstWeekday: String, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// ISO 8601: 1 is Monday.
    var number: Int { 1 + (Self.allCases.firstIndex(of: self) ?? 0) }
}

/// Where the server listens.
struct HostAndPort: Sendable, Equatable, CustomStringConvertible {
    /// A name or an address, without the brackets of IPv6.
    var host: String
    /// 0: any free port.
    var port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `127.0.0.1:8080`, `localhost:8080` or `[::1]:8080`.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), text[text.index(after: colon)...].allSatisfy(\.isNumber)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard host.contains(":") else { return nil }
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || "[]/@".contains($0) }) else { return nil }
        self.init(host: String(host), port: port)
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A secret that no log, message or debugger's dump shows.
struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let value: String
    init(_ value: String) { self.value = value }
    var bytes: [UInt8] { Array(value.utf8) }
    var description: String { "(secret)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
