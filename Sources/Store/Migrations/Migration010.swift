/// Indexes for finding people among many, and what is over among what lets people in.
let migration010: StaticString = """
    PRAGMA user_version = 10;

    -- As people type it to sign in.
    CREATE INDEX person_email ON person(lower(email)) WHERE email IS NOT NULL;
    CREATE INDEX person_administrator ON person(role) WHERE role = 'administrator';

    -- Since when they let nobody in: used, revoked, or too old.
    CREATE INDEX invite_end ON invite(min(expires_ms, ifnull(used_ms, expires_ms), ifnull(revoked_ms, expires_ms)));
    CREATE INDEX access_token_end ON access_token(min(expires_ms, ifnull(revoked_ms, expires_ms)));
    """
