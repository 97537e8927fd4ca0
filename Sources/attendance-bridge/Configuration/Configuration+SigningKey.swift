import Bridge
import Crypto

extension Configuration {
    /// Where the file of the signing key is, where it is kept in one.
    var signingKeyFile: String { cards.signingKeyFile ?? SigningKeySource.path(beside: database) }

    /// What cards are signed with. A key that comes by a descriptor is read here, and can be read once only.
    func signingKeySource() throws(CommandFailure) -> SigningKeySource {
        guard let descriptor = cards.signingKeyDescriptor else { return .file(cards.signingKeyFile) }
        do { return .given(try SigningKeyFile.load(descriptor: Int32(descriptor))) } catch {
            throw CommandFailure("\(error). It is named by cards.signingKeyDescriptor.")
        }
    }
}
