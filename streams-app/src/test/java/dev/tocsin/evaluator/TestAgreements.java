package dev.tocsin.evaluator;

import java.time.Instant;

/** Comparisons of instances, for tests of other packages. */
public final class TestAgreements {
    private TestAgreements() {}

    /** An instance named other found the same at the first of two ticks, and something else in a group at the second. */
    public static void compare(Agreement agreement, Instant first, Instant second) {
        var other = new Agreement(() -> 0);
        for (var one : new Agreement[] {agreement, other}) {
            one.found(first, "app/a", 1, 1);
            one.found(second, "app/a", 1, one == other ? 2 : 1);
            one.settled(second);
        }
        agreement.heard("other", other.heartbeat());
        other.heard("this", agreement.heartbeat());
        agreement.heard("other", other.heartbeat());
    }
}
