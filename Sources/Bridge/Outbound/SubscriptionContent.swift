internal import Attendance
internal import Crypto
internal import JSON
internal import Store

/// What of a subscription is kept sealed: its address, which may hold a secret, and what signs its messages.
struct SubscriptionContent: Sendable {
    struct Signer: Sendable {
        var secret: WebhookSecret
        /// Another took its place; it still signs until then. Nil: it signs for good.
        var until: Timestamp?
    }

    /// How long an old secret goes on signing beside the new one.
    static let overlap = Span.hours(24)
    /// Of one scheme, so that no header grows without end.
    private static let mostOfAScheme = 3

    var url: String
    /// The newest of a scheme first.
    private(set) var signers: [Signer]

    init(url: OutboundURL, _ signatures: SubscriptionSignatures) {
        self.url = url.text
        signers = signatures.schemes.map { Signer(secret: .random($0)) }
    }

    /// What signs at a moment.
    func secrets(at now: Timestamp) -> [WebhookSecret] {
        signers.filter { $0.until.map { $0 > now } ?? true }.map(\.secret)
    }

    /// What the subscriber is told once: the newest secret that both sides have.
    var sharedSecret: WebhookSecret? {
        signers.first { $0.secret.scheme == .hmac && $0.until == nil }?.secret
    }

    var signatures: SubscriptionSignatures {
        SubscriptionSignatures(Set(signers.filter { $0.until == nil }.map(\.secret.scheme)))
    }

    /// New secrets in the place of those that sign, which go on for a while.
    mutating func rotate(at now: Timestamp) {
        let schemes = signatures.schemes
        for index in signers.indices where signers[index].until == nil {
            signers[index].until = now + Self.overlap
        }
        signers = schemes.flatMap { scheme -> [Signer] in
            let old = signers.filter { $0.secret.scheme == scheme && $0.until.map { $0 > now } ?? true }
            return ([Signer(secret: .random(scheme))] + old).prefix(Self.mostOfAScheme).map(\.self)
        }
    }
}

extension SubscriptionContent {
    func sealed(for id: SubscriptionID, by vault: Vault) -> [UInt8] {
        let list: [JSON] = signers.map { signer in
            [
                "secret": .string(signer.secret.text),
                "until": signer.until.map { .integer($0.milliseconds) } ?? .null,
            ]
        }
        var json = JSONWriter()
        json.value(["url": .string(url), "signers": .array(list)])
        return vault.seal(json.bytes, for: Self.name(of: id))
    }

    /// - Throws: `SealingError`; `SubscriptionFault` where it is none.
    init(of stored: StoredSubscription, from vault: Vault) throws {
        let json = try JSON.parse(try vault.open(stored.content, for: Self.name(of: stored.id)))
        let signers = (json["signers"]?.array ?? []).compactMap { signer -> Signer? in
            guard let secret = signer["secret"]?.string.flatMap({ WebhookSecret($0) }) else { return nil }
            return Signer(secret: secret, until: signer["until"]?.integer.map(Timestamp.init(milliseconds:)))
        }
        guard let url = json["url"]?.string, !signers.isEmpty else { throw SubscriptionFault.damaged(stored.id) }
        self.url = url
        self.signers = signers
    }

    private static func name(of id: SubscriptionID) -> String { "subscription \(id)" }
}

/// What is wrong with a subscription in the database.
enum SubscriptionFault: Error, CustomStringConvertible {
    case damaged(SubscriptionID)

    var description: String {
        switch self {
        case .damaged(let id): "subscription \(id) does not open: remove it and make it anew"
        }
    }
}

/// By what a subscriber knows that a message is ours (Standard Webhooks).
public enum SubscriptionSignatures: String, Hashable, Sendable, CaseIterable {
    /// A secret that both sides have: `v1`.
    case hmac
    /// A key whose public half the subscriber has: `v1a`.
    case ed25519
    case both

    var schemes: [WebhookSecret.Scheme] {
        switch self {
        case .hmac: [.hmac]
        case .ed25519: [.ed25519]
        case .both: [.hmac, .ed25519]
        }
    }

    init(_ schemes: Set<WebhookSecret.Scheme>) {
        self = schemes == [.hmac] ? .hmac : schemes == [.ed25519] ? .ed25519 : .both
    }
}
