internal import Attendance
internal import JSON

// Several values as one parameter of a statement: `IN (SELECT value FROM json_each(?))`.

func listed(_ identifiers: some Sequence<some StringIdentifier>) -> String {
    var json = JSONWriter()
    json.array { for identifier in identifiers { $0.value(identifier.rawValue) } }
    return json.string
}

func listed(_ numbers: some Sequence<Int64>) -> String {
    var json = JSONWriter()
    json.array { for number in numbers { $0.value(number) } }
    return json.string
}

func listed(_ keys: some Sequence<OccurrenceKey>) -> String { listed(keys.lazy.map(\.value)) }
