/// Indexes for finding people among many.
let migration010: StaticString = """
    PRAGMA user_version = 10;

    -- As people type it to sign in.
    CREATE INDEX person_email ON person(lower(email)) WHERE email IS NOT NULL;
    CREATE INDEX person_administrator ON person(role) WHERE role = 'administrator';
    """
