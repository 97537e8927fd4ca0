import Testing

/// Tests that stop, starve and cheat the real process; one at a time, so that none slows another past its deadlines.
@Suite("Faults", .serialized)
struct Faults {}
