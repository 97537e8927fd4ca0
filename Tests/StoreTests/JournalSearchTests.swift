import Attendance
import CSQLite
import Testing

@testable import Store

@Suite("Looking for something in the journal")
struct JournalSearchTests {
    private static let start = Timestamp(seconds: 1_000_000)
    private static let joined = "meeting.participant_joined"

    /// One second apart, each named by its number.
    private func journal(
        _ count: Int64, _ change: @escaping @Sendable (inout JournalEntry, Int64) -> Void
    ) async throws -> (StoreFolder, Database<Remembered>) {
        let folder = try StoreFolder()
        let database = try folder.open()
        let occurrence = try await JournalTests.occurrence("a", in: database)
        try await database.writer.write { transaction, _ throws in
            for number in 1...count {
                let body = Array("\(number)".utf8)
                var entry = JournalEntry(
                    receivedAt: Self.start + .seconds(number), sentAt: Self.start, event: Self.joined,
                    understanding: .known, isLateSigned: false, digest: body, body: body)
                change(&entry, number)
                _ = try transaction.journal(entry, in: occurrence)
            }
        }
        return (folder, database)
    }

    private func page(
        _ database: Database<Remembered>, _ search: JournalSearch, _ start: JournalSearch.Start, limit: Int = 3
    ) async throws -> JournalPage {
        try await database.readers.read { snapshot throws in
            try snapshot.journal(search, from: start, limit: limit)
        }
    }

    @Test("every way to look for something, in both directions, goes over an index and never over everything")
    func plans() throws {
        let folder = try StoreFolder()
        _ = try openForWriting(folder.database)
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        try #require(sqlite3_open_v2(folder.database, &handle, SQLITE_OPEN_READONLY, nil) == SQLITE_OK)
        for path in JournalSearch.Path.allCases {
            for isUpwards in [false, true] {
                var statement: OpaquePointer?
                defer { sqlite3_finalize(statement) }
                let sql = "EXPLAIN QUERY PLAN \(path.sql(isUpwards: isUpwards))"
                try #require(sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK)
                var plan: [String] = []
                while sqlite3_step(statement) == SQLITE_ROW {
                    plan.append(sqlite3_column_text(statement, 3).map { String(cString: $0) } ?? "")
                }
                let index = path == .id ? "INTEGER PRIMARY KEY (rowid>?" : "INDEX delivery_"
                #expect(plan.count == 1 && plan[0].hasPrefix("SEARCH delivery USING \(index)"), "\(path): \(plan)")
                #expect(plan.allSatisfy { $0.contains("rowid<?") }, "\(path): \(plan)")
            }
        }
    }

    @Test("each filter finds what it says and nothing else, page by page, in both directions")
    func filters() async throws {
        let (folder, database) = try await journal(200) { entry, number in
            if number % 7 == 0 { entry.event = "meeting.started" }
            if number % 11 == 0 { entry.understanding = .unknown }
            if number % 13 == 0 { entry.source = .csvReport }
            if number % 17 == 0 { (entry.event, entry.understanding) = (nil, .unreadable) }
        }
        let all = try await page(database, JournalSearch(), .before(nil), limit: 1000).rows
        #expect(all.count == 200 && all.map(\.id) == all.map(\.id).sorted(by: >))
        let since = Self.start + .seconds(90)
        for event in [nil, "meeting.started", Self.joined, "no.event"] as [String?] {
            for understanding in [nil, .known, .unknown, .unreadable] as [Understanding?] {
                for source in [nil, .webhook, .csvReport, .apiReport] as [EvidenceSource?] {
                    for since in [nil, since] {
                        let search = JournalSearch(
                            event: event, understanding: understanding, source: source, since: since)
                        let expected = all.filter { row in
                            (event.map { $0 == row.entry.event } ?? true)
                                && (understanding.map { $0 == row.entry.understanding } ?? true)
                                && (source.map { $0 == row.entry.source } ?? true)
                                && (since.map { $0 <= row.entry.receivedAt } ?? true)
                        }.map(\.id)
                        var (down, up): ([Int64], [Int64]) = ([], [])
                        var next: Int64?
                        repeat {
                            let page = try await page(database, search, .before(next))
                            #expect(page.rows.count <= 3 && page.hasMore == (page.next != nil))
                            down += page.rows.map(\.id)
                            next = page.next
                        } while next != nil
                        var (position, hasMore): (Int64, Bool) = (0, true)
                        while hasMore {
                            let page = try await page(database, search, .after(position))
                            up += page.rows.map(\.id)
                            hasMore = page.hasMore
                            position = try #require(page.next)
                        }
                        #expect(down == expected && up == expected.reversed(), "\(search)")
                        #expect(position == 200)
                    }
                }
            }
        }
        withExtendedLifetime(folder) {}
    }

    @Test("what is rare among very many is looked for some at a time, and nothing is passed over")
    func bounded() async throws {
        let count = Int64(JournalSearch.mostLookedAt) * 2 + 5000
        let (folder, database) = try await journal(count) { entry, number in
            if number == 3 { entry.event = "meeting.participant_left" }
        }
        let search = JournalSearch(event: "meeting.participant_left")
        var (pages, next, found): (Int, Int64?, [Int64]) = (0, nil, [])
        repeat {
            let page = try await page(database, search, .before(next), limit: 50)
            found += page.rows.map(\.id)
            next = page.next
            pages += 1
        } while next != nil
        #expect(found == [3] && pages == 3)
        // Whoever names when it was needs not look so far.
        let late = JournalSearch(event: "meeting.participant_left", since: Self.start + .seconds(count - 100))
        let short = try await page(database, late, .before(nil), limit: 50)
        #expect(short.rows.isEmpty && !short.hasMore)
        withExtendedLifetime(folder) {}
    }

    @Test("whoever watches what comes is told each once, and where to go on while there is nothing")
    func watching() async throws {
        let (folder, database) = try await journal(5) { _, _ in }
        #expect(try await page(database, JournalSearch(), .after(0)).rows.map(\.id) == [1, 2, 3])
        let rest = try await page(database, JournalSearch(), .after(3))
        #expect(rest.rows.map(\.id) == [4, 5] && rest.next == 5 && !rest.hasMore)
        let quiet = try await page(database, JournalSearch(), .after(5))
        #expect(quiet.rows.isEmpty && quiet.next == 5 && !quiet.hasMore)
        // Beyond what there is: whoever comes from another database is not led astray.
        #expect(try await page(database, JournalSearch(), .after(99)).next == 99)
        let empty = try StoreFolder()
        let none = try await page(try empty.open(), JournalSearch(), .before(nil))
        #expect(none.rows.isEmpty && none.next == nil && !none.hasMore)
        withExtendedLifetime((folder, empty)) {}
    }
}
