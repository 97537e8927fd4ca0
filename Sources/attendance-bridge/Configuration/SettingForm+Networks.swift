import API
import JSON

extension SettingForm<[NetworkRange]> {
    /// Empty means none.
    static var networks: Self {
        Self(
            allowed: "a list of addresses and networks such as 192.0.2.7, 10.0.0.0/8 or fd00::/8 (the network's first "
                + "address, a slash, its length), in the environment with commas between"
        ) { given in
            let texts: [String]? =
                switch given {
                case .text(let text): text.split(separator: ",").map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
                case .json(.array(let values)): values.map { $0.string?.trimmingBlanks() ?? "" }
                default: nil
                }
            guard let texts else { return nil }
            let networks = texts.compactMap { NetworkRange($0) }
            return networks.count == texts.count ? networks : nil
        } write: {
            .array($0.map { .string($0.description) })
        }
    }
}
