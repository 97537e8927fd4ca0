import Attendance
import JSON

extension Configuration {
    /// Everything that is not at its default, by name, and the version of the program: to notice what is another at the
    /// next start. Secrets are among it.
    ///
    /// - Parameter policies: what the policy file says; another text under the same path is another setting.
    func settingsInForce(_ policies: Policies) -> [String: String] {
        var texts = ["program.version": bridgeVersion]
        for setting in Setting.all {
            let value = setting.value(self)
            if value != setting.standard { texts[setting.key] = JSONLine(value).text }
        }
        if policy != nil {
            texts["policy", default: ""] += policies.byName.values.map(\.version).sorted().joined(separator: " ")
        }
        return texts
    }
}
