package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.log.Member;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IsolationTest {
    private static final Duration BEAT = Duration.ofSeconds(2);

    @Test
    void whoHasNotSeenItselfInTheLogForLongerThanTheGraceIsCutOff() {
        var isolation = new Isolation(Isolation.Policy.NOTIFY, Duration.ofSeconds(4), BEAT);
        isolation.beat();
        isolation.beat();
        assertThat(isolation.isCutOff()).as("at the end of the grace").isFalse();
        isolation.beat();
        assertThat(isolation.isCutOff()).isTrue();
        assertThat(isolation.goesAlone()).isTrue();
        assertThat(isolation.unseenFor()).isEqualTo(Duration.ofSeconds(6));
        isolation.seen(Duration.ZERO);
        assertThat(isolation.isCutOff()).isFalse();
    }

    @Test
    void whenTheLogIsBackOthersHaveTimeToSayWhatTheySent() {
        var isolation = new Isolation(Isolation.Policy.HOLD, Duration.ofSeconds(30), BEAT, Duration.ofSeconds(3));
        isolation.beat();
        isolation.seen(Duration.ofSeconds(1));
        assertThat(isolation.unsettledFor(Duration.ofSeconds(1))).isLessThanOrEqualTo(Duration.ZERO);
        isolation.beat();
        isolation.beat();
        assertThat(isolation.unsettledFor(Duration.ofSeconds(60)))
                .as("not back yet")
                .isPositive();
        isolation.seen(Duration.ofSeconds(60));
        isolation.seen(Duration.ofSeconds(62));
        assertThat(isolation.unsettledFor(Duration.ofSeconds(62))).isEqualTo(Duration.ofSeconds(1));
        assertThat(isolation.unsettledFor(Duration.ofSeconds(63))).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void whereHeartbeatsAreFrequentOneThatIsLateMeansNothing() {
        var often = Duration.ofMillis(100);
        var isolation = new Isolation(Isolation.Policy.HOLD, Duration.ofSeconds(30), often);
        for (var beat = 0; beat < 20; beat++) {
            isolation.beat();
        }
        assertThat(isolation.isOutOfSight()).as("2 s").isFalse();
        isolation.beat();
        assertThat(isolation.isOutOfSight()).isTrue();
    }

    @Test
    void whoMustHoldNeverGoesAlone() {
        var isolation = new Isolation(Isolation.Policy.HOLD, Duration.ofSeconds(1), BEAT);
        isolation.beat();
        assertThat(isolation.isCutOff()).isTrue();
        assertThat(isolation.goesAlone()).isFalse();
    }

    @Test
    void heartbeatsTellTheLogAndWhoSleepsIsNotCutOff() {
        var story = new ClaimStory(3);
        story.world.runFor(Duration.ofSeconds(10));
        var first = story.instances.get(0);
        assertThat(first.replica
                        .members()
                        .liveAt(story.world.now(), Duration.ofSeconds(6))
                        .all())
                .extracting(Member::instance)
                .containsExactly("tocsin-0", "tocsin-1", "tocsin-2");
        first.loop.pause(Duration.ofMinutes(5));
        story.world.runFor(Duration.ofSeconds(301));
        assertThat(first.office.isolation().isCutOff()).isFalse();
        story.log.setReachable(false);
        story.world.runFor(Duration.ofSeconds(30));
        assertThat(first.office.isolation().isCutOff()).isTrue();
    }

    @Test
    void whoLeavesBeatsNoMore() {
        var story = new ClaimStory(4);
        var office = story.instances.get(0).office;
        var self = new Member("leaver", World.BEGINNING, "", "", false, Instant.MIN);
        var heartbeat = new Heartbeat(office, self, BEAT);
        heartbeat.beat();
        story.world.runFor(Duration.ofSeconds(3));
        heartbeat.leave();
        story.world.runFor(Duration.ofSeconds(10));
        assertThat(office.log().members().all())
                .filteredOn(member -> member.instance().equals("leaver"))
                .hasSize(1)
                .allSatisfy(member -> assertThat(member.leaving()).isTrue());
    }
}
