package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.log.Member;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IsolationTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    @Test
    void instanceWithoutHeartbeatInLogForLongerThanGraceIsIsolated() {
        var isolation =
                new Isolation(new Isolation.Settings(Isolation.Policy.NOTIFY, Duration.ofSeconds(4)), HEARTBEAT);
        isolation.addUnseenInterval();
        isolation.addUnseenInterval();
        assertThat(isolation.isIsolated()).as("at the end of the grace").isFalse();
        isolation.addUnseenInterval();
        assertThat(isolation.isIsolated()).isTrue();
        assertThat(isolation.sendsWithoutClaim()).isTrue();
        assertThat(isolation.unseenFor()).isEqualTo(Duration.ofSeconds(6));
        isolation.heartbeatSeen(Duration.ZERO);
        assertThat(isolation.isIsolated()).isFalse();
    }

    @Test
    void afterOutageInstanceWaitsForEntriesOfOthers() {
        var isolation = new Isolation(
                new Isolation.Settings(Isolation.Policy.HOLD, Duration.ofSeconds(30)),
                HEARTBEAT,
                Duration.ofSeconds(3));
        isolation.addUnseenInterval();
        isolation.heartbeatSeen(Duration.ofSeconds(1));
        assertThat(isolation.remainingOutageWait(Duration.ofSeconds(1))).isLessThanOrEqualTo(Duration.ZERO);
        isolation.addUnseenInterval();
        isolation.addUnseenInterval();
        assertThat(isolation.remainingOutageWait(Duration.ofSeconds(60)))
                .as("not back yet")
                .isPositive();
        isolation.heartbeatSeen(Duration.ofSeconds(60));
        isolation.heartbeatSeen(Duration.ofSeconds(62));
        assertThat(isolation.remainingOutageWait(Duration.ofSeconds(62))).isEqualTo(Duration.ofSeconds(1));
        assertThat(isolation.remainingOutageWait(Duration.ofSeconds(63))).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void shortDelayOfFrequentHeartbeatsIsNoOutage() {
        var often = Duration.ofMillis(100);
        var isolation = new Isolation(new Isolation.Settings(Isolation.Policy.HOLD, Duration.ofSeconds(30)), often);
        for (var beat = 0; beat < 20; beat++) {
            isolation.addUnseenInterval();
        }
        assertThat(isolation.isLogUnreachable()).as("2 s").isFalse();
        isolation.addUnseenInterval();
        assertThat(isolation.isLogUnreachable()).isTrue();
    }

    @Test
    void policyHoldNeverSendsWithoutClaim() {
        var isolation = new Isolation(new Isolation.Settings(Isolation.Policy.HOLD, Duration.ofSeconds(1)), HEARTBEAT);
        isolation.addUnseenInterval();
        assertThat(isolation.isIsolated()).isTrue();
        assertThat(isolation.sendsWithoutClaim()).isFalse();
    }

    @Test
    void heartbeatsAppearInLogAndPauseIsNoIsolation() {
        var fixture = new ClaimFixture(3);
        fixture.simulation.runFor(Duration.ofSeconds(10));
        var first = fixture.nodes.get(0);
        assertThat(first.replica
                        .members()
                        .liveAt(fixture.simulation.now(), Duration.ofSeconds(6))
                        .all())
                .extracting(Member::instance)
                .containsExactly("tocsin-0", "tocsin-1", "tocsin-2");
        first.loop.pause(Duration.ofMinutes(5));
        fixture.simulation.runFor(Duration.ofSeconds(301));
        assertThat(first.context.isolation().isIsolated()).isFalse();
        fixture.log.setReachable(false);
        fixture.simulation.runFor(Duration.ofSeconds(30));
        assertThat(first.context.isolation().isIsolated()).isTrue();
    }

    @Test
    void leavingInstanceSendsNoFurtherHeartbeat() {
        var fixture = new ClaimFixture(4);
        var context = fixture.nodes.get(0).context;
        var self = new Member("leaver", Simulation.START, "", "", false, Instant.MIN);
        var heartbeat = new Heartbeat(context, self, HEARTBEAT);
        heartbeat.send();
        fixture.simulation.runFor(Duration.ofSeconds(3));
        heartbeat.leave();
        fixture.simulation.runFor(Duration.ofSeconds(10));
        assertThat(context.log().members().all())
                .filteredOn(member -> member.instance().equals("leaver"))
                .hasSize(1)
                .allSatisfy(member -> assertThat(member.leaving()).isTrue());
    }
}
