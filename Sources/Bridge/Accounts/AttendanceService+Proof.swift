public import Crypto
internal import Store

extension AttendanceService {
    /// What a page shows to prove that it was given the session by us: bound to the session, and worth nothing without it.
    public func proof(ofSession digest: Digest) -> String {
        String(archive.vault.hash("csrf", digest.hex).dropFirst(Vault.hashPrefix.count))
    }

    public func isProof(_ text: String, ofSession digest: Digest) -> Bool {
        equalInConstantTime(text.utf8, proof(ofSession: digest).utf8)
    }
}
