/// What to measure.
struct BenchOptions {
    struct Mistake: Error { let description: String }

    enum Part: String, CaseIterable {
        case start, ingest64, ingest1, feed, idle, reconnect, cards, papers, growth, audit, dashboard, pages
    }

    var wantsHelp = false
    var wantsJSON = false
    var parts: [Part] = [.start, .ingest64, .ingest1, .feed, .idle, .reconnect, .cards, .papers]
    /// Seconds for each measurement.
    var seconds = 5
    /// Journal rows for `growth` and `audit`.
    var rows = 0
    /// The bridge to measure; nil: the one beside this program.
    var binary: String?
    /// Write the roster and tokens here and stop: for other load tools.
    var export: String?

    init(_ arguments: [String]) throws(Mistake) {
        var rest = arguments[...]
        func value(of option: String, _ rest: inout ArraySlice<String>) throws(Mistake) -> String {
            guard let value = rest.popFirst() else { throw Mistake(description: "\(option) needs a value.") }
            return value
        }
        func number(of option: String, _ rest: inout ArraySlice<String>) throws(Mistake) -> Int {
            let text = try value(of: option, &rest)
            guard let number = Int(text), number > 0 else {
                throw Mistake(description: "\(option) needs a whole number above 0; given was “\(text)”.")
            }
            return number
        }
        while let option = rest.popFirst() {
            switch option {
            case "--help", "-h": wantsHelp = true
            case "--json": wantsJSON = true
            case "--seconds": seconds = try number(of: option, &rest)
            case "--rows":
                rows = try number(of: option, &rest)
                if !parts.contains(where: { $0 == .growth || $0 == .audit }) { parts.append(.growth) }
            case "--binary": binary = try value(of: option, &rest)
            case "--export": export = try value(of: option, &rest)
            case "--only":
                parts = []
                for name in try value(of: option, &rest).split(separator: ",") {
                    guard let part = Part(rawValue: String(name)) else {
                        let all = Part.allCases.map(\.rawValue).joined(separator: ", ")
                        throw Mistake(description: "--only takes \(all); given was “\(name)”.")
                    }
                    parts.append(part)
                }
                if parts.contains(where: { $0 == .growth || $0 == .audit }), rows == 0 { rows = 1_000_000 }
            default: throw Mistake(description: "There is no option “\(option)”.")
            }
        }
    }

    static let help = """
        Starts the bridge with an empty database and a roster of 100 meetings with 20 participants each, measures it on
        this machine, and compares with the targets. Client and server share the processors.

        Usage: swift run -c release bridge-bench [--only PARTS] [--seconds N] [--rows N] [--binary FILE]
                                                  [--export DIR] [--json]

        Options:
          --only PARTS    Some of start, ingest64, ingest1, feed, idle, reconnect, cards, papers, growth, audit, dashboard,
                          pages (which needs Debian's chromium), with commas between.
          --seconds N     How long each measurement takes; 5 where not said.
          --rows N        Also measure how the cost of a delivery grows from 0 to N journal rows (1000000 takes minutes);
                          for audit, how many rows it has to look at.
          --binary FILE   The bridge to measure, where it is not beside this program.
          --export DIR    Write roster.json and tokens.txt for other load tools, and stop.
          --json          Write JSON, for a program to read.
          --help          Show this help.

        Exits 0 when every target is met, 2 when one is missed.
        """
}
