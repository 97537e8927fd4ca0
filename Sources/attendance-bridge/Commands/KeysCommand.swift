import Attendance
import Bridge
import CourtCard
import Crypto
import Glibc
import JSON
import Store

extension Command {
    static let keys = Command(
        name: "keys",
        summary: "The keys that court cards are signed with.",
        subcommands: [
            Command(
                name: "generate", summary: "Make the file with the first signing key.",
                discussion: "The bridge does so itself at its first start where there is none. The file goes where the "
                    + "settings say (cards.signingKeyFile), else beside the database; only its owner can read it. With "
                    + "--output it goes anywhere, for instance to be kept apart and given by a descriptor "
                    + "(cards.signingKeyDescriptor).",
                options: [.output, .config, .json],
                examples: ["keys generate", "keys generate --output /mnt/safe/next.pem"],
                action: .service { try await generateKey($0) }),
            Command(
                name: "rotate", summary: "Let a new key sign from now on.",
                discussion: "What the key before signed goes on being verified with its public half, which stays "
                    + "published; its private half is gone. Works while the bridge runs.",
                options: [.config, .json],
                action: .service { try await rotateKey($0) }),
            Command(
                name: "list", summary: "Every key that signs or signed, with when it did.",
                discussion: "With --json the key set as the bridge publishes it at /.well-known/court-card-keys.json: "
                    + "the file that “verify --keys” reads.",
                options: [.config, .json],
                examples: ["keys list", "keys list --json > court-card-keys.json"],
                action: .service { try await listKeys($0) }),
        ])
}

extension Option {
    fileprivate static let output = Option.text("output", "FILE", "Write the key to this file, which is not there yet.")
}

@MainActor
private func generateKey(_ invocation: Invocation) async throws {
    let configuration = try invocation.configuration()
    let path: String
    if let given = invocation.text(.output) {
        path = given
    } else {
        guard configuration.cards.signingKeyDescriptor == nil else {
            throw CommandFailure(
                "the key is given by cards.signingKeyDescriptor: say with --output where a new one goes.")
        }
        path = configuration.signingKeyFile
        // A second key beside a database that is signed for would only keep the bridge from starting.
        if access(configuration.database, F_OK) == 0 {
            let known: [StoredSigningKey]
            do { known = try await LedgerReader(path: configuration.database).signingKeys() } catch AuditFault
                .olderSchema
            {
                known = []
            } catch {
                throw CommandFailure("\(configuration.database) cannot be read: \(error).")
            }
            guard known.isEmpty else {
                throw CommandFailure(
                    "cards of \(configuration.database) are signed already. For a new key: attendance-bridge keys "
                        + "rotate. Where the old one is lost for good: attendance-bridge keys generate --output FILE, and give "
                        + "that file as cards.signingKeyDescriptor"
                )
            }
        }
    }
    let key = SigningKey.generate()
    do { try SigningKeyFile.create(path, key) } catch { throw CommandFailure("\(error).") }
    let document: JSON = ["id": .string(key.verificationKey.id), "file": .string(path)]
    Terminal.output(environment: [:]).write(
        invocation.has(.json)
            ? JSONLine(document).text
            : "The key \(key.verificationKey.id) is in \(path). Keep a copy where nobody else can read it.\n")
}

@MainActor
private func rotateKey(_ invocation: Invocation) async throws {
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(.rotateKey)
    Terminal.output(environment: [:]).write(
        invocation.has(.json)
            ? JSONLine(document).text
            : "The key \(document["id"]?.string ?? "") signs from now on. Publish the key set anew where you hand it out "
                + "yourself: attendance-bridge keys list --json\n")
}

@MainActor
private func listKeys(_ invocation: Invocation) async throws {
    let ledger = try await invocation.ledger()
    let output = Terminal.output(environment: [:])
    if invocation.has(.json) {
        output.write(JSONLine(try await ledger.keySet().json).text)
    } else {
        output.write(keyListing(try await ledger.signingKeys(), width: output.isInteractive ? output.width : nil))
    }
}

/// Keys as a table.
func keyListing(_ keys: [StoredSigningKey], width: Int?) -> String {
    var table = TextTable("KEY", "FROM", "UNTIL")
    for key in keys { table.add(key.id, key.since.rfc3339, key.until?.rfc3339 ?? "(signs)") }
    return keys.isEmpty ? "No key yet: the bridge makes one when it starts.\n" : table.text(width: width)
}

extension Invocation {
    /// The ledger of the database that the settings name.
    @MainActor
    func ledger() async throws -> LedgerReader {
        let path = try configuration().database
        guard access(path, F_OK) == 0 else {
            throw CommandFailure("there is no database \(path). Name it with BRIDGE_DATABASE or --config.")
        }
        do { return try await LedgerReader(path: path) } catch {
            throw CommandFailure("\(path) cannot be read: \(error).")
        }
    }
}
