import JSON

extension SettingForm<Bool> {
    static var yesOrNo: Self {
        Self(allowed: "true or false") { given in
            switch given {
            case .text(let text): Bool(text)
            case .json(let json): json.bool
            }
        } write: {
            .bool($0)
        }
    }
}
