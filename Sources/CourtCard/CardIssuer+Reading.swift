import Attendance

extension CardIssuer {
    init(_ field: FieldReader) throws(CardError) {
        self.init(
            jurisdiction: try field["jurisdiction"].present?.string, program: try field["program"].present?.string,
            contact: try field["contact"].present?.string, address: try field["address"].present?.string,
            software: try field["software"].string, keyID: try field["keyID"].string,
            clock: try field["clock"].one(of: Clock.self))
    }
}

extension CardObligation {
    init(_ field: FieldReader) throws(CardError) {
        self.init(
            meetingsPerWeek: try field["meetingsPerWeek"].present?.count,
            meetingsInTotal: try field["meetingsInTotal"].present?.count,
            minimumMinutes: try field["minimumMinutes"].present?.count,
            startsOn: try field["startsOn"].present?.date, deadline: try field["deadline"].present?.date,
            counts: try field["counts"].one(of: Counting.self), sentence: try field["sentence"].string,
            progress: try Progress(field["progress"]))
    }
}

extension CardObligation.Progress {
    fileprivate init(_ field: FieldReader) throws(CardError) {
        self.init(
            weekStarts: try field["weekStarts"].date, doneThisWeek: try field["doneThisWeek"].count,
            requiredThisWeek: try field["requiredThisWeek"].present?.count,
            doneInTotal: try field["doneInTotal"].count, requiredInTotal: try field["requiredInTotal"].present?.count,
            standing: try field["standing"].one(of: Progress.Standing.self), sentence: try field["sentence"].string)
    }
}
