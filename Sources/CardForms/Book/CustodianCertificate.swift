public import Attendance
public import Crypto

/// A certificate for whoever keeps the records, as Rules 902(11), (13) and (14) of the Federal Rules of Evidence ask
/// for one: filled in as far as the system knows, with blanks for the person, and unsigned.
public struct CustodianCertificate: Hashable, Sendable {
    /// A file that is handed over together with it.
    public struct File: Hashable, Sendable {
        public var name: String
        public var bytes: Int
        public var hash: Digest

        public init(name: String, content: [UInt8]) {
            self.name = name
            bytes = content.count
            hash = SHA256.hash(content)
        }
    }

    /// A key that cards were signed with.
    public struct Key: Hashable, Sendable {
        public var id: String
        public var validFrom: Timestamp
        /// Nil while it is in use.
        public var validUntil: Timestamp?

        public init(id: String, validFrom: Timestamp, validUntil: Timestamp?) {
            self.id = id
            self.validFrom = validFrom
            self.validUntil = validUntil
        }
    }

    public var book: HearingBook
    public var files: [File]
    /// Of the program that made the files.
    public var software: String
    public var keys: [Key]
    /// The newest head of the ledger, as a signed note; its text goes into the certificate.
    public var checkpoint: String?

    public init(_ book: HearingBook, files: [File], software: String, keys: [Key], checkpoint: String?) {
        self.book = book
        self.files = files
        self.software = software
        self.keys = keys
        self.checkpoint = checkpoint
    }
}
