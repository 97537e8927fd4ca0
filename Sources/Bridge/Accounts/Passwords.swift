internal import Crypto

/// Makes and checks the passwords of accounts, away from the threads that serve everybody.
struct Passwords: Sendable {
    private let hasher = PasswordHasher()

    /// Whether it is the password that was set. Where none is, it takes as long, and it is not.
    /// - Parameter address: where it comes from.
    func isRight(_ text: String, _ stored: String?, from address: String) async throws(AccountError) -> Bool {
        // What can be nobody's password is measured by an impossible one, so that it takes as long too.
        let entered = Password(entered: text)
        guard let password = entered ?? Password(entered: "") else { return false }
        let hash = entered == nil ? nil : stored.flatMap { PasswordHash(phc: $0) }
        do { return try await hasher.verify(password, against: hash, askedFrom: address) } catch { throw .busy }
    }

    /// The same password as it is kept today; nil where it is kept so already, or there is no time for it.
    func renewed(_ text: String, _ stored: String?, from address: String) async -> String? {
        guard let stored, PasswordHash(phc: stored)?.needsRehash(for: hasher.parameters) == true,
            let password = Password(entered: text)
        else { return nil }
        return try? await hasher.hash(password, askedFrom: address).phc
    }

    /// Takes no time.
    /// - Parameter names: of the person, which are the first that others try.
    /// - Throws: `AccountError.refused` with a sentence for whoever chose it.
    func chosen(_ text: String, notBeing names: [String]) throws(AccountError) -> Password {
        do { return try Password(chosen: text, by: names) } catch { throw .refused(error.sentence) }
    }

    /// - Throws: `AccountError.busy`.
    func hash(_ password: Password, from address: String) async throws(AccountError) -> String {
        do { return try await hasher.hash(password, askedFrom: address).phc } catch { throw .busy }
    }
}

extension PasswordError {
    fileprivate var sentence: String {
        let text = description
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
