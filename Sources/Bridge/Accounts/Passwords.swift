internal import Crypto

/// Makes and checks passwords for accounts, some at a time, away from the threads that serve everybody.
struct Passwords: Sendable {
    private let hasher = PasswordHasher()

    /// Whether it is the password that was set. Where none is, it takes as long, and it is not.
    func isRight(_ text: String, _ stored: String?) async throws -> Bool {
        do {
            guard let stored else {
                try await hasher.verifyNothing(text)
                return false
            }
            return try await hasher.verify(text, against: stored)
        } catch { throw AccountError.busy }
    }

    /// The same password as it is kept today; nil where it is kept so already.
    func renewed(_ text: String, _ stored: String?) async throws -> String? {
        guard let stored, PasswordHash(stored)?.needsRehash() == true else { return nil }
        return try? await hasher.hash(text)
    }

    /// - Parameter words: of the person, which are the first that others try.
    /// - Throws: `AccountError.refused` with a sentence for whoever chose it; `.busy`.
    func hash(_ text: String, notHolding words: [String]) async throws -> String {
        let password: Password
        do { password = try Password(text, notBeing: words) } catch { throw AccountError.refused("\(error)") }
        do { return try await hasher.hash(password) } catch { throw AccountError.busy }
    }
}
