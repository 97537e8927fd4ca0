/// Requests that were done, by their keys.
let migration007: StaticString = "PRAGMA user_version = 7;"
