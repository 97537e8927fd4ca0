internal import Attendance
internal import CourtCard

extension CardNotice {
    /// What a reader of a card must know before relying on it.
    static func all(of facts: CardFacts, contact: String?) -> [CardNotice] {
        var notices = [
            CardNotice(id: "identity", sentence: facts.match.recognised + " " + notChecked),
            CardNotice(
                id: "attention",
                sentence:
                    "The card proves when somebody was connected to the meeting. It does not prove that they paid "
                    + "attention or took part."),
        ]
        if !facts.presence.inferred.isEmpty {
            notices.append(
                CardNotice(
                    id: "inferred",
                    sentence: "Inferred time is likely, and not proven: Zoom did not tell everything. No verdict rests "
                        + "on it alone."))
        }
        notices.append(
            CardNotice(
                id: "confidential",
                sentence: "Confidential: it concerns a matter before a court. Show it only to those who need it."))
        let whom = contact.map { " Ask: \($0)." } ?? ""
        notices.append(
            CardNotice(
                id: "dispute",
                sentence:
                    "If something here is wrong, the participant can dispute it; their court representative is told "
                    + "at once and has to answer." + whom))
        return notices
    }

    private static let notChecked =
        "Nobody checked who sat in front of the device, no identity document was seen, and no camera was looked at."
}

extension CardFacts.Match {
    fileprivate var recognised: String {
        switch by {
        case .registrant: "Recognised by the registration for the meeting."
        case .customerKey: "Recognised by the key of the participant's own join link."
        case .zoomUser: "Recognised by the Zoom account that was signed in."
        case .email: "Recognised by the e-mail address that Zoom gave."
        case .phone: "Recognised by the telephone number that dialled in."
        case .code: "Recognised by the participant's join code in the name shown in the meeting."
        case .name: "Recognised by nothing but the name shown in the meeting."
        case .claim: "Recognised by a person who said who it was."
        }
    }
}
