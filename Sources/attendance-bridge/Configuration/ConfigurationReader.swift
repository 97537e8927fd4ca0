import JSON

/// Why the settings cannot be used: every reason, each a sentence that names the setting.
struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    let problems: [String]
    var description: String { problems.joined(separator: "\n") }
}

extension Configuration {
    /// Merges the defaults, the file and the environment, in that order, and reads the files of secrets.
    ///
    /// - Parameter file: the path of a configuration file.
    /// - Parameter environment: only names that begin with `BRIDGE_` are looked at.
    static func load(file: String?, environment: [String: String]) throws(ConfigurationError) -> Configuration {
        var reader = ConfigurationReader()
        if let file { reader.readFile(file) }
        reader.readEnvironment(environment)
        reader.readSecretFiles()
        reader.checkTogether()
        guard reader.problems.isEmpty else { throw ConfigurationError(problems: reader.problems) }
        return reader.configuration
    }
}

/// Collects what is set, and every problem instead of only the first.
struct ConfigurationReader {
    private(set) var configuration = Configuration()
    private(set) var problems: [String] = []
    /// For each setting: who set it, as a message names it.
    private var origin: [String: Origin] = [:]

    private struct Origin: Equatable {
        enum Layer { case file, environment }
        let layer: Layer
        let name: String
    }

    private static let settings = Dictionary(uniqueKeysWithValues: Setting.all.map { ($0.key, $0) })
    private static let variables = Dictionary(uniqueKeysWithValues: Setting.all.map { ($0.environmentName, $0) })
    private static let groups = Set(Setting.all.compactMap { $0.key.contains(".") ? $0.key.prefix { $0 != "." } : nil })

    mutating func readFile(_ path: String) {
        do throws(FileError) {
            let file = try FileContents(path)
            readFile(file.bytes, named: path)
            let holdsSecret = Setting.all.contains { $0.isSecret && origin[$0.key] != nil }
            if holdsSecret, !file.isPrivate {
                problems.append("\(path) holds a secret: \(FileContents.makePrivate(path))")
            }
        } catch {
            problems.append("The configuration file cannot be read: \(error)")
        }
    }

    mutating func readFile(_ bytes: [UInt8], named file: String) {
        let root: JSON
        do throws(JSONError) {
            root = try JSON.parse(bytes, duplicates: .refused)
        } catch {
            problems.append("\(file), line \(error.line), column \(error.column): \(error.message)")
            return
        }
        guard case .object(let members) = root else {
            problems.append("\(file) must hold a JSON object, like Config/bridge.example.json.")
            return
        }
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            if Self.groups.contains(key[...]), case .object(let inner) = value {
                for (name, value) in inner.sorted(by: { $0.key < $1.key }) { set("\(key).\(name)", value, in: file) }
            } else {
                set(key, value, in: file)
            }
        }
    }

    private mutating func set(_ key: String, _ value: JSON, in file: String) {
        guard let setting = Self.settings[key] else {
            if Self.groups.contains(key[...]) {
                problems.append(
                    "\(key) in \(file) must be a group in braces; given is \(GivenValue.json(value).shown).")
            } else {
                problems.append(
                    "There is no setting \(key), which is in \(file).\(hint(key, Self.settings.keys + Self.groups.map { String($0) }))"
                )
            }
            return
        }
        let isEmptySecret = setting.isSecret && (value == .string("") || value == .array([]))
        set(setting, .json(value), from: isEmptySecret ? nil : Origin(layer: .file, name: "\(key) in \(file)"), key)
    }

    mutating func readEnvironment(_ environment: [String: String]) {
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("BRIDGE_") {
            guard let setting = Self.variables[name] else {
                problems.append(
                    "There is no setting \(name), which is in the environment.\(hint(name, Self.variables.keys))")
                continue
            }
            set(setting, .text(value), from: value.isEmpty ? nil : Origin(layer: .environment, name: name), name)
        }
    }

    private mutating func set(_ setting: Setting, _ given: GivenValue, from origin: Origin?, _ name: String) {
        guard setting.apply(&configuration, given) else {
            let shown = setting.isSecret ? "not shown" : given.shown
            problems.append("\(origin?.name ?? name) must be \(setting.allowed); given is \(shown).")
            return
        }
        self.origin[setting.key] = origin
    }

    private func hint(_ given: String, _ names: some Sequence<String>) -> String {
        nearestName(to: given, among: names.sorted()).map { " Did you mean \($0)?" } ?? ""
    }

    /// A secret given directly in a higher layer wins over a file named in a lower one, and the other way round.
    mutating func readSecretFiles() {
        if let path = chosenFile("zoom.secrets", "zoom.secretsFile", configuration.zoom.secretsFile),
            let text = secretText(path, "zoom.secretsFile")
        {
            configuration.zoom.secrets = splitSecrets(text)
            if configuration.zoom.secrets.isEmpty { problems.append("zoom.secretsFile: \(path) holds no secret.") }
        }
        if let path = chosenFile("jwt.secret", "jwt.secretFile", configuration.jwt.secretFile),
            let text = secretText(path, "jwt.secretFile")
        {
            let form = SettingForm<Secret?>.secret(minimumBytes: Setting.minimumTokenSecretBytes)
            if case .some(.some(let secret)) = form.read(.text(text)) {
                configuration.jwt.secret = secret
            } else {
                problems.append("jwt.secretFile: \(path) must hold \(form.allowed).")
            }
        }
        if let path = chosenFile("mail.password", "mail.passwordFile", configuration.mail.passwordFile),
            let text = secretText(path, "mail.passwordFile")
        {
            let secret = text.trimmingBlanks()
            configuration.mail.password = Secret(secret)
            if secret.isEmpty { problems.append("mail.passwordFile: \(path) holds no secret.") }
        }
        if let path = chosenFile(
            "zoomAPI.clientSecret", "zoomAPI.clientSecretFile", configuration.zoomAPI.clientSecretFile),
            let text = secretText(path, "zoomAPI.clientSecretFile")
        {
            let secret = text.trimmingBlanks()
            configuration.zoomAPI.clientSecret = Secret(secret)
            if secret.isEmpty { problems.append("zoomAPI.clientSecretFile: \(path) holds no secret.") }
        }
    }

    private mutating func chosenFile(_ direct: String, _ file: String, _ path: String?) -> String? {
        guard let path else { return nil }
        guard let one = origin[direct], let other = origin[file] else { return path }
        if one.layer == other.layer {
            problems.append("\(one.name) and \(other.name) are both set: keep one of them.")
            return nil
        }
        return other.layer == .environment ? path : nil
    }

    private mutating func secretText(_ path: String, _ key: String) -> String? {
        do throws(FileError) {
            return try FileContents.secret(path)
        } catch {
            problems.append("\(key): \(error)")
            return nil
        }
    }

    mutating func checkTogether() {
        if (configuration.tls.certificate == nil) != (configuration.tls.key == nil) {
            problems.append("tls.certificate and tls.key must both be set, or neither.")
        }
        problems += configuration.zoomAPI.problems + configuration.mail.problems
        if configuration.server.reservedConnections >= configuration.server.maxConnections {
            problems.append(
                "server.reservedConnections must be less than server.maxConnections, which is "
                    + "\(configuration.server.maxConnections); given is \(configuration.server.reservedConnections).")
        }
    }
}
