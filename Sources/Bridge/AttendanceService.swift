public import Attendance
internal import Crypto
internal import Glibc
internal import JSON
public import Live
public import Store
internal import Synchronization
internal import Zoom

/// The use cases over one database: what the edge calls and what runs by itself.
public final class AttendanceService: Sendable {
    public let settings: BridgeSettings
    public let counters = Counters()
    public let database: Database<Memory>
    let dashboards: DashboardMemory
    let now: @Sendable () -> Timestamp
    let log: @Sendable (Notable) -> Void
    let alarm = Alarm()
    let auditNews = AuditNews()
    let outboundNews = OutboundNews()
    /// Rings when mail was queued.
    let mailNews = Alarm()
    let signIns = SignIns()
    let archive: Archive
    let signer: CardSigner
    /// Where its key stands; nil where that is given from outside.
    let signingKeyPath: String?
    let refusalWindow: RefusalWindow
    /// By number, of the short codes of cards.
    let guesses = Mutex(GuessLimit<CardNumber>())
    /// By what was typed as a name.
    let signInLimit = Mutex(GuessLimit<String>())
    /// Codes of second factors; only who knows the password gets as far.
    let codeLimit = Mutex(Allowance<PersonID>(burst: 5, interval: .seconds(60), capacity: 20_000))
    let passwords = Passwords()
    let running = RunningRequests()

    /// Where the master key stands that everything sealed in a database hangs on.
    public static func keyPath(beside database: String) -> String { database + ".key" }

    /// - Parameters:
    ///   - path: the database. Beside it stands the file with its master key, made together with it.
    ///   - signingKey: what cards are signed with.
    ///   - now: the wall clock.
    ///   - log: told of what an operator should know; never holds a person's data.
    ///   - committed: called on the writer's thread after each commit; it must call `answer` once, from any thread.
    public init(
        settings: BridgeSettings, path: String, signingKey: SigningKeySource = .file(nil),
        now: @escaping @Sendable () -> Timestamp,
        log: @escaping @Sendable (Notable) -> Void = { _ in },
        committed: @escaping @Sendable (Committed) -> Void = { $0.answer() }
    ) throws {
        self.settings = settings
        self.now = now
        self.log = log
        refusalWindow = RefusalWindow(at: now())
        let (counters, auditNews) = (counters, auditNews)
        let (outboundNews, mailNews) = (outboundNews, mailNews)
        let archive = Archive(vault: try Self.openVault(path))
        self.archive = archive
        let key = try Self.openSigningKey(signingKey, beside: path)
        let signer = CardSigner(key)
        self.signer = signer
        if case .file(let given) = signingKey {
            signingKeyPath = given ?? SigningKeySource.path(beside: path)
        } else {
            signingKeyPath = nil
        }
        database = try Database(
            path: path,
            prepare: { transaction in
                try Self.prepare(transaction, archive, key, signingKey, settings.policies, now())
            },
            memory: { Memory(archive: archive, signer: signer) },
            committed: { commit in
                if let entry = commit.lastLogged { auditNews.note(entry) }
                if !commit.feed.isEmpty { outboundNews.noteFeed() }
                if commit.hasQueuedMail { mailNews.ring() }
                counters.feedRows.add(commit.feed.count)
                counters.commitSize.observe(Double(commit.writes))
                counters.commitSeconds.observe(commit.duration / .seconds(1))
                committed(
                    Committed(
                        feed: commit.feed.map { FeedMessage($0) }, accessChanged: commit.accessChanged,
                        answer: commit.answer))
            })
        dashboards = DashboardMemory(database.freshness)
    }

    /// A database that is there already has its key already: a new one would open nothing.
    private static func openVault(_ path: String) throws -> Vault {
        try VaultFile.load(keyPath(beside: path), createIfMissing: try !isSealed(path))
    }

    private static func isSealed(_ path: String) throws -> Bool {
        guard Glibc.access(path, F_OK) == 0 else { return false }
        return try fingerprint(ofDatabase: path) != nil
    }

    /// Once, when the database is opened.
    private static func prepare(
        _ transaction: Transaction, _ archive: Archive, _ key: SigningKey, _ signingKey: SigningKeySource,
        _ policies: Policies, _ now: Timestamp
    ) throws {
        if let known = try transaction.vaultFingerprint() {
            guard known == archive.vault.fingerprint else { throw ServiceFault.otherKey }
        } else {
            try transaction.setVaultFingerprint(archive.vault.fingerprint)
        }
        try transaction.hashIdentities(archive.hash)
        try register(key, from: signingKey, in: transaction, now)
        try LedgerKeeper(origin: archive.ledgerOrigin).takeIn(signedWith: key, in: transaction)
        let kept = Set(try transaction.policies().map(\.version))
        for policy in policies.byName.values.sorted(by: { $0.name < $1.name }) where !kept.contains(policy.version) {
            try transaction.keep(
                StoredPolicy(
                    version: policy.version, name: policy.name, document: try PolicyFile.json(of: policy).canonical()),
                firstUsed: now)
        }
    }

    /// What keeps the service from doing its work, in words for an operator; empty when it is ready.
    public var troubles: [String] {
        var troubles: [String] = []
        if settings.zoomSecrets.isEmpty {
            troubles.append("No Zoom secret is configured: set BRIDGE_ZOOM_SECRETS.")
        }
        if let fault = database.writer.fault { troubles.append("Nothing can be stored: \(fault).") }
        if counters.outsideWindowInARow.value >= 3 {
            troubles.append(
                "Deliveries with valid signatures lie outside the time window: check the clock of this machine.")
        }
        return troubles
    }

    /// The wall clock that it goes by.
    public var time: Timestamp { now() }

    /// How many writes wait for the next commit.
    public var writesWaiting: Int { database.writer.waiting }

    /// Writes what is waiting and closes the database.
    public func close() async { await database.writer.close() }
}

/// What a commit leaves to be told.
public struct Committed: Sendable {
    /// The rows it added to the feed, in the order of their positions.
    public let feed: [FeedMessage]
    /// Whose access may have ended or changed: what is open for them is to be looked at again.
    public let accessChanged: Set<PersonID>
    /// Answers everybody who waited for the commit.
    public let answer: @Sendable () -> Void
}

/// Something an operator should know. Names deliveries and occurrences by number only.
public enum Notable: Sendable, Equatable {
    case refused(hint: String)
    case outsideWindow
    case lateSigned(event: String?)
    case notUnderstood(event: String?)
    case validated
    case notStored(String)
    case storageRecovered
    case jobFailed(job: String, String)
    /// Administrators were alerted, once for as long as it lasts; the detail says what to do.
    case alertRaised(kind: String, subject: String, detail: String)
    case alertCleared(kind: String, subject: String)
    /// A mail was not taken, for a reason that names nobody; how often it was tried, this time included.
    case mailNotSent(kind: String, attempts: Int, String)
    /// Zoom's own record held what had not been told.
    case reconciled(entries: Int, occurrences: Int)
}

/// Why a database cannot be served.
public enum ServiceFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The key file is not the one the database was sealed with.
    case otherKey
    /// The signing key is not the one that signs for this database.
    case otherSigningKey
    /// The signing key signed for this database once, and another one took its place.
    case endedSigningKey
    /// The signing key was given from outside, and is changed there.
    case signingKeyIsGiven
    /// Somebody else is changing it just now.
    case signingKeyIsBeingChanged

    public var description: String {
        switch self {
        case .otherSigningKey:
            "the signing key file is not the one that signs for this database; restore the one that was saved with it. If "
                + "it is lost, make a new one and give it as cards.signingKeyDescriptor: it signs from then on"
        case .endedSigningKey:
            "the key given by cards.signingKeyDescriptor signed for this database before another one took its place, and "
                + "what is signed now would not verify: give it the newest one, or a new one"
        case .signingKeyIsGiven:
            "the signing key is given by cards.signingKeyDescriptor: start the bridge with another one instead"
        case .signingKeyIsBeingChanged: "another key is taking its place just now; see: attendance-bridge keys list"
        case .otherKey:
            "the key file beside the database belongs to another database; restore the one that was saved with it"
        }
    }
}
