package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.log.Claim;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeldSlotsTest {
    /** A claim that no instance made, in the name of a member. */
    @Test
    void slotThatIsDueAndHeldForLongIsCounted() {
        var fixture = new ClaimFixture(1);
        var node = fixture.nodes.get(0);
        var forged = new Claim(ClaimFixture.SLOT, "forged", "tocsin-1", Duration.ofMinutes(5));
        node.replica.append(forged);
        fixture.simulation.runFor(Duration.ofSeconds(1));
        node.flush();
        fixture.simulation.runFor(Duration.ofSeconds(50));
        assertThat(held(node)).isZero();
        fixture.simulation.runFor(Duration.ofSeconds(15));
        assertThat(held(node)).isEqualTo(1);
        fixture.simulation.runFor(Duration.ofMinutes(5));
        node.flush();
        fixture.simulation.runFor(Duration.ofSeconds(5));
        assertThat(fixture.delivered).isNotEmpty();
        assertThat(held(node)).isZero();
    }

    private static long held(ClaimFixture.Node node) {
        return node.context.heldSlots().heldForLong(node.context.loop().monotonic());
    }
}
