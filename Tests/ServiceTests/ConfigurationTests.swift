import Attendance
import Bridge
import Glibc
import ServiceSupport
import Testing

@testable import attendance_bridge

@Suite("Configuration")
struct ConfigurationTests {
    static let secret = String(repeating: "s", count: 32)

    /// What is wrong with these settings; empty where nothing is.
    func problems(file: String? = nil, _ environment: [String: String] = [:]) -> [String] {
        var reader = ConfigurationReader()
        if let file { reader.readFile(Array(file.utf8), named: "bridge.json") }
        reader.readEnvironment(environment)
        reader.readSecretFiles()
        reader.checkTogether()
        return reader.problems
    }

    @Test("nothing needs to be set")
    func defaults() throws {
        let configuration = try Configuration.load(file: nil, environment: ["HOME": "/"])
        #expect(configuration == Configuration())
        #expect(configuration.listen.description == "127.0.0.1:8080")
        #expect(configuration.warnings.count == 3)
    }

    @Test("the names that scripts rely on")
    func names() throws {
        let configuration = try Configuration.load(
            file: nil,
            environment: [
                "BRIDGE_LISTEN": "0.0.0.0:18080", "BRIDGE_DATABASE": "/tmp/x.db", "BRIDGE_ZOOM_SECRETS": "new, old",
                "BRIDGE_JWT_SECRET": Self.secret, "BRIDGE_SETTLE_SECONDS": "0",
                "BRIDGE_CARDS_ADDRESS": "https://cards.example.gov/",
            ])
        #expect(configuration.listen == HostAndPort(host: "0.0.0.0", port: 18080))
        #expect(configuration.database == "/tmp/x.db")
        #expect(configuration.zoom.secrets == [Secret("new"), Secret("old")])
        #expect(configuration.jwt.secret == Secret(Self.secret))
        #expect(configuration.settleSeconds == 0)
        #expect(configuration.cards.address == "https://cards.example.gov")
        #expect(configuration.warnings.isEmpty)
    }

    @Test(
        "an environment variable's name follows from the key",
        arguments: [
            ("zoom.aheadSeconds", "BRIDGE_ZOOM_AHEAD_SECONDS"),
            ("feed.maxQueuedBytes", "BRIDGE_FEED_MAX_QUEUED_BYTES"), ("jwt.secretFile", "BRIDGE_JWT_SECRET_FILE"),
        ])
    func environmentNames(key: String, name: String) throws {
        #expect(try #require(Setting.all.first { $0.key == key }).environmentName == name)
    }

    @Test(
        "origins are taken as browsers send them",
        arguments: [
            ("https://a.example", ["https://a.example"]), ("HTTPS://A.example:443", ["https://a.example"]),
            ("http://localhost:5173, https://[::1]:8443", ["http://localhost:5173", "https://[::1]:8443"]), ("", []),
        ])
    func origins(text: String, expected: [String]) throws {
        #expect(problems(["BRIDGE_ORIGINS": text]) == [])
        #expect(try Configuration.load(file: nil, environment: ["BRIDGE_ORIGINS": text]).origins == expected)
    }

    @Test(
        "what is no origin stops the start",
        arguments: [
            "*", "null", "a.example", "https://a.example/", "https://*.example", "ftp://a.example", "https://u@a",
        ])
    func noOrigin(text: String) { #expect(problems(["BRIDGE_ORIGINS": text]).count == 1) }

    @Test("trusted proxies are addresses and networks; none is none")
    func proxies() throws {
        func read(_ text: String) throws -> [String] {
            try Configuration.load(file: nil, environment: ["BRIDGE_SERVER_TRUSTED_PROXIES": text])
                .server.trustedProxies.map { "\($0)" }
        }
        #expect(try read("10.0.7.2, 203.0.113.0/28,fd00::/8") == ["10.0.7.2", "203.0.113.0/28", "fd00::/8"])
        #expect(try read("") == [])
        #expect(try Configuration.load(file: nil, environment: [:]).server.trustedProxies.count == 8)
    }

    @Test(
        "what is no network stops the start, and is shown",
        arguments: ["10.1.2.3/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "fd00::/129", "proxy.example", "10.0.0.0/+8"])
    func noNetwork(text: String) throws {
        let problem = try #require(problems(["BRIDGE_SERVER_TRUSTED_PROXIES": "127.0.0.1,\(text)"]).first)
        #expect(problem.hasPrefix("BRIDGE_SERVER_TRUSTED_PROXIES must be a list of addresses and networks"))
        #expect(problem.contains(text))
    }

    @Test("the file is read and the environment wins")
    func layers() {
        var reader = ConfigurationReader()
        reader.readFile(
            Array(#"{"settleSeconds": 5, "zoom": {"aheadSeconds": 7}, "log": {"level": "error"}}"#.utf8), named: "f")
        reader.readEnvironment(["BRIDGE_SETTLE_SECONDS": "9", "PATH": "/bin"])
        #expect(reader.problems == [])
        #expect(reader.configuration.settleSeconds == 9)
        #expect(reader.configuration.zoom.aheadSeconds == 7)
        #expect(reader.configuration.log.level == .error)
    }

    @Test("the example file holds every setting with its default, in order")
    func example() throws {
        let path = #filePath.replacing(
            "Tests/ServiceTests/ConfigurationTests.swift", with: "Config/bridge.example.json")
        let file = try FileContents(path)
        #expect(String(decoding: file.bytes, as: UTF8.self) == Setting.example, "write Setting.example to \(path)")
        var reader = ConfigurationReader()
        reader.readFile(file.bytes, named: path)
        reader.checkTogether()
        #expect(reader.problems == [])
        #expect(reader.configuration == Configuration())
    }

    @Test("Config/policy.json is the built-in standard, with the same version")
    func policy() throws {
        var configuration = Configuration()
        configuration.policy = #filePath.replacing(
            "Tests/ServiceTests/ConfigurationTests.swift", with: "Config/policy.json")
        #expect(try configuration.bridgeSettings().policies.default == Policy.builtIn)
        #expect(try Configuration().bridgeSettings().policies.default == Policy.builtIn)
        configuration.policy = "/nowhere.json"
        #expect(throws: CommandFailure.self) { try configuration.bridgeSettings() }
    }

    @Test("retention of strangers and the first day of the week reach the use cases")
    func forUseCases() throws {
        let standard = try Configuration().bridgeSettings()
        #expect(standard.strangerRetention == .hours(24 * 30))
        #expect(standard.weekStart == 1)
        let configuration = try Configuration.load(
            file: nil, environment: ["BRIDGE_STRANGER_RETENTION_DAYS": "7", "BRIDGE_WEEK_START": "sunday"])
        #expect(try configuration.bridgeSettings().strangerRetention == .hours(24 * 7))
        #expect(try configuration.bridgeSettings().weekStart == 7)
    }

    @Test("Zoom's API is asked only with all three credentials, over https, and its secret is never shown")
    func zoomAPI() throws {
        let complete = [
            "BRIDGE_ZOOM_API_ACCOUNT_ID": "account", "BRIDGE_ZOOM_API_CLIENT_ID": "client",
            "BRIDGE_ZOOM_API_CLIENT_SECRET": "hush", "BRIDGE_ZOOM_API_TIME_ZONE": "America/New_York",
        ]
        func problems(_ change: [String: String]) -> [String] {
            var reader = ConfigurationReader()
            reader.readEnvironment(complete.merging(change) { $1 })
            reader.checkTogether()
            return reader.problems
        }
        #expect(problems([:]) == [])
        let settings = try Configuration.load(file: nil, environment: complete).bridgeSettings()
        #expect(settings.reconcilesByItself)
        #expect(settings.accountTimeZone == "America/New_York")
        #expect(try Configuration().bridgeSettings().reconcilesByItself == false)
        #expect(problems(["BRIDGE_ZOOM_API_CLIENT_ID": ""]).first?.hasSuffix("must all be set, or none.") == true)
        #expect(problems(["BRIDGE_ZOOM_API_CLIENT_SECRET": "hush hush"]).first?.contains("without spaces") == true)
        #expect(!problems(["BRIDGE_ZOOM_API_CLIENT_SECRET": "hush hush"]).joined().contains("hush"))
        #expect(problems(["BRIDGE_ZOOM_API_URL": "http://api.zoom.us/v2"]).first?.contains("https://") == true)
        #expect(problems(["BRIDGE_ZOOM_API_TIME_ZONE": "Mars"]).first?.contains("must be a time zone") == true)
        #expect(problems(["BRIDGE_ZOOM_API_DAILY_AT": "4:00"]).first?.contains("must be a time of day") == true)
        #expect(problems(["BRIDGE_ZOOM_API_DAILY_AT": "23:59"]) == [])
        #expect(problems(["BRIDGE_ZOOM_API_DAILY_AT": "24:00"]).count == 1)
    }

    @Test("the help of serve names every setting and its variable")
    func listing() {
        let text = Setting.listing(width: 100)
        for setting in Setting.all { #expect(text.contains("\n  \(setting.key), \(setting.environmentName)\n")) }
    }

    @Test(
        "a bad value is named with what was given and what is allowed",
        arguments: [
            (
                "BRIDGE_SETTLE_SECONDS", "3601",
                "BRIDGE_SETTLE_SECONDS must be a whole number from 0 to 3600; given is “3601”."
            ),
            ("BRIDGE_SETTLE_SECONDS", "", "BRIDGE_SETTLE_SECONDS must be a whole number from 0 to 3600; given is “”."),
            (
                "BRIDGE_SETTLE_SECONDS", "1.5",
                "BRIDGE_SETTLE_SECONDS must be a whole number from 0 to 3600; given is “1.5”."
            ),
            ("BRIDGE_LOG_FORMAT", "xml", "BRIDGE_LOG_FORMAT must be json or text; given is “xml”."),
            (
                "BRIDGE_STRANGER_RETENTION_DAYS", "0",
                "BRIDGE_STRANGER_RETENTION_DAYS must be a whole number from 1 to 3650; given is “0”."
            ),
            (
                "BRIDGE_WEEK_START", "Monday",
                "BRIDGE_WEEK_START must be monday, tuesday, wednesday, thursday, friday, saturday or sunday; given is “Monday”."
            ),
            ("BRIDGE_DATABASE", "", "BRIDGE_DATABASE must be the path of a file; given is “”."),
        ])
    func badValue(name: String, value: String, message: String) {
        #expect(problems([name: value]) == [message])
    }

    @Test(
        "an address is a host and a port",
        arguments: [
            ("127.0.0.1:0", "127.0.0.1", 0), ("[::1]:80", "::1", 80), ("localhost:65535", "localhost", 65535),
        ])
    func address(text: String, host: String, port: Int) {
        #expect(HostAndPort(text) == HostAndPort(host: host, port: port))
        #expect(HostAndPort(text)?.description == text)
    }

    @Test(
        "what is no address is refused",
        arguments: [
            "", ":80", "localhost", "localhost:", "localhost:65536", "localhost:-1", "localhost:+1", "::1:80", "[::1]",
            "a b:1",
            "[localhost]:1", "http://x:1", "x:٣",
        ])
    func noAddress(text: String) { #expect(HostAndPort(text) == nil) }

    @Test("the value of a secret is never shown", arguments: [["BRIDGE_JWT_SECRET": "tooshort"]])
    func secretsStaySecret(environment: [String: String]) {
        let found = problems(environment)
        #expect(found == ["BRIDGE_JWT_SECRET must be a secret of at least 16 bytes; given is not shown."])
        #expect(
            problems(file: #"{"zoom": {"secrets": "tooshort"}}"#).contains {
                $0.hasPrefix("zoom.secrets in bridge.json")
            })
        #expect(!problems(file: #"{"zoom": {"secrets": "tooshort"}}"#).contains { $0.contains("tooshort") })
        let secret = Secret("tooshort")
        var dumped = ""
        dump(Configuration.ZoomSettings(secrets: [secret]), to: &dumped)
        #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("tooshort"))
    }

    @Test(
        "unknown names are refused, with the nearest one",
        arguments: [
            (
                #"{"setleSeconds": 1}"#,
                "There is no setting setleSeconds, which is in bridge.json. Did you mean settleSeconds?"
            ),
            (
                #"{"zoom": {"secret": []}}"#,
                "There is no setting zoom.secret, which is in bridge.json. Did you mean zoom.secrets?"
            ),
            (#"{"zom": {}}"#, "There is no setting zom, which is in bridge.json. Did you mean zoom?"),
            (#"{"zoom": 3}"#, "zoom in bridge.json must be a group in braces; given is 3."),
            (#"{"quite different": 3}"#, "There is no setting quite different, which is in bridge.json."),
            (#"[]"#, "bridge.json must hold a JSON object, like Config/bridge.example.json."),
        ])
    func unknown(file: String, message: String) { #expect(problems(file: file) == [message]) }

    @Test("an unknown variable is refused, with the nearest one")
    func unknownVariable() {
        #expect(
            problems(["BRIDGE_ZOOM_SECRET": "x", "BRIDGES": "y"]) == [
                "There is no setting BRIDGE_ZOOM_SECRET, which is in the environment. Did you mean BRIDGE_ZOOM_SECRETS?"
            ])
    }

    @Test("every problem is reported, not only the first")
    func all() {
        #expect(problems(file: #"{"a": 1, "settleSeconds": -1}"#, ["BRIDGE_LISTEN": "x", "BRIDGE_X": "1"]).count == 4)
    }

    @Test("JSON that is broken or says a thing twice names its place")
    func broken() {
        #expect(problems(file: "{\n  \"listen\": }").first?.hasPrefix("bridge.json, line 2, column ") == true)
        #expect(problems(file: #"{"listen": "a:1", "listen": "b:2"}"#).count == 1)
    }

    @Test("settings that only make sense together are checked together")
    func together() {
        #expect(problems(["BRIDGE_TLS_KEY": "k.pem"]) == ["tls.certificate and tls.key must both be set, or neither."])
        #expect(
            problems(["BRIDGE_SERVER_MAX_CONNECTIONS": "100"]).first?.hasPrefix("server.reservedConnections") == true)
    }
}

@Suite("Files of secrets")
struct SecretFileTests {
    /// A file with this mode, gone after the body.
    func withFile(_ text: String, mode: mode_t, _ body: (String) throws -> Void) throws {
        var name = Array("/tmp/bridge-test-XXXXXX".utf8CString)
        let file = mkstemp(&name)
        try #require(file >= 0)
        let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        #expect(text.utf8.withContiguousStorageIfAvailable { write(file, $0.baseAddress, $0.count) } == text.utf8.count)
        fchmod(file, mode)
        close(file)
        try body(path)
    }

    @Test("a private file gives its secrets, one to a line")
    func secrets() throws {
        try withFile("one\n\n two \none\n", mode: 0o600) { path in
            let configuration = try Configuration.load(file: nil, environment: ["BRIDGE_ZOOM_SECRETS_FILE": path])
            #expect(configuration.zoom.secrets == [Secret("one"), Secret("two")])
        }
        try withFile(ConfigurationTests.secret + "\n", mode: 0o400) { path in
            let configuration = try Configuration.load(file: nil, environment: ["BRIDGE_JWT_SECRET_FILE": path])
            #expect(configuration.jwt.secret == Secret(ConfigurationTests.secret))
        }
    }

    @Test("a file that others may read is refused, and so is an empty one", arguments: [mode_t(0o640), 0o604, 0o660])
    func mode(mode: mode_t) throws {
        try withFile("one", mode: mode) { path in
            let error = #expect(throws: ConfigurationError.self) {
                try Configuration.load(file: nil, environment: ["BRIDGE_ZOOM_SECRETS_FILE": path])
            }
            #expect(error?.problems == ["zoom.secretsFile: \(path): others may read it. Run: chmod 600 \(path)"])
        }
        try withFile("\n", mode: 0o600) { path in
            #expect(throws: ConfigurationError.self) {
                try Configuration.load(file: nil, environment: ["BRIDGE_ZOOM_SECRETS_FILE": path])
            }
        }
    }

    @Test("a configuration file that holds a secret must be private too")
    func configurationFile() throws {
        let text = #"{"zoom": {"secrets": ["abc"]}}"#
        try withFile(text, mode: 0o644) { path in
            #expect(throws: ConfigurationError.self) { try Configuration.load(file: path, environment: [:]) }
        }
        try withFile(text, mode: 0o600) { path in
            let configuration = try Configuration.load(file: path, environment: [:])
            #expect(configuration.zoom.secrets == [Secret("abc")])
        }
        try withFile(#"{"zoom": {"secrets": []}}"#, mode: 0o644) { path in
            let configuration = try Configuration.load(file: path, environment: [:])
            #expect(configuration.zoom.secrets == [])
        }
    }

    @Test(
        "a secret in the environment wins over a file of secrets in the configuration, and two at one level are refused"
    )
    func precedence() throws {
        try withFile("fromfile", mode: 0o600) { secrets in
            try withFile(#"{"zoom": {"secretsFile": "\#(secrets)"}}"#, mode: 0o644) { path in
                let direct = try Configuration.load(file: path, environment: ["BRIDGE_ZOOM_SECRETS": "direct"])
                #expect(direct.zoom.secrets == [Secret("direct")])
                let fromFile = try Configuration.load(file: path, environment: [:])
                #expect(fromFile.zoom.secrets == [Secret("fromfile")])
            }
            #expect(throws: ConfigurationError.self) {
                try Configuration.load(
                    file: nil, environment: ["BRIDGE_ZOOM_SECRETS": "x", "BRIDGE_ZOOM_SECRETS_FILE": secrets])
            }
        }
    }
}
