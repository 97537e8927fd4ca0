#pragma once
#include <sqlite3.h>

// sqlite3_db_config is variadic, which Swift cannot call. A connection that is closed must not checkpoint: one
// connection does all checkpoints (WAL-reset bug of SQLite 3.40).
static inline int bridge_sqlite3_no_checkpoint_on_close(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

// Schema text in a tampered file must not run functions or virtual tables with side effects.
static inline int bridge_sqlite3_defensive(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}

// SQLITE_TRANSIENT is a cast macro: SQLite copies what is bound before the call returns.
static inline int bridge_sqlite3_bind_text(sqlite3_stmt *s, int i, const char *text, int count) {
    return sqlite3_bind_text(s, i, text, count, SQLITE_TRANSIENT);
}
static inline int bridge_sqlite3_bind_blob(sqlite3_stmt *s, int i, const void *bytes, int count) {
    return sqlite3_bind_blob(s, i, bytes, count, SQLITE_TRANSIENT);
}
