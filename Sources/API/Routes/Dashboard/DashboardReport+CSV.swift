internal import Attendance
internal import Bridge
internal import CSV
internal import Server

extension DashboardReport {
    /// One line for each participant, as spreadsheets open it: people click on it, programs have JSON. Times are in UTC.
    var csv: [UInt8] {
        var table = CSVWriter(isMarked: true)
        table.add([
            "participant", "name", "case_ending", "time_zone", "standing", "standing_sentence", "at_risk", "week_from",
            "week_done", "week_required", "week_status", "total_done", "total_required", "deadline", "projected_on",
            "meets_deadline", "present_in", "present_since", "last_meeting", "last_started_at", "last_verdict",
            "last_card", "needs_review", "open_disputes",
        ])
        for participant in participants { table.add(line(participant)) }
        return table.bytes
    }

    private func line(_ one: ParticipantSummary) -> [String] {
        let current = one.current(at: at)
        func meeting(_ id: MeetingID?) -> String { id.map { meetings[$0] ?? $0.rawValue } ?? "" }
        return [
            one.id.rawValue, one.name, one.caseEnding ?? "", one.timeZone, one.standing.rawValue, one.standingSentence,
            word(one.isAtRisk), one.thisWeek.firstDay.description, String(one.thisWeek.done),
            number(one.thisWeek.required), one.thisWeek.status.rawValue, String(one.total.done),
            number(one.total.required), one.deadline?.description ?? "", one.projection.reachedOn?.description ?? "",
            word(one.projection.meetsDeadline), meeting(current?.meeting), current?.since.rfc3339 ?? "",
            meeting(one.last?.meeting), one.last?.start.rfc3339 ?? "", one.last?.verdict?.rawValue ?? "",
            one.last?.card?.rawValue ?? "", String(one.needsReview), String(one.disputes.count),
        ]
    }

    private func number(_ value: Int?) -> String { value.map { String($0) } ?? "" }

    /// Empty where it is not known.
    private func word(_ value: Bool?) -> String { value.map { $0 ? "yes" : "no" } ?? "" }

    var csvResponse: Response {
        let day = String(at.rfc3339.prefix(10))
        return Response(
            contentType: "text/csv; charset=utf-8; header=present",
            headers: [
                .attachment("\(courtRep.rawValue)-\(day).csv"), noStore, HeaderField("Vary", "Authorization, Accept"),
            ], body: csv)
    }
}
