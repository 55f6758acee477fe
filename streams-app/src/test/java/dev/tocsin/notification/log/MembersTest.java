package dev.tocsin.notification.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Members THREE = Members.of(List.of(member("a"), member("b"), member("c")));
    private static final List<Slot> SLOTS = IntStream.range(0, 3000)
            .mapToObj(i -> new Slot("{}:{alertname=\"Alert%d\"}".formatted(i), "team", "webhook", 0))
            .toList();

    @Test
    void slotsSpreadEvenly() {
        var counts = SLOTS.stream()
                .collect(Collectors.groupingBy(
                        slot -> THREE.preferred(slot).orElseThrow().instance(), Collectors.counting()));
        assertThat(counts).hasSize(3);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isCloseTo(1000L, within(120L)));
    }

    @Test
    void whenAMemberGoesOnlyItsOwnSlotsMove() {
        var two = THREE.without("b");
        for (var slot : SLOTS) {
            var before = THREE.preferred(slot).orElseThrow().instance();
            var after = two.preferred(slot).orElseThrow().instance();
            assertThat(after.equals(before)).as("%s of %s", slot, before).isEqualTo(!before.equals("b"));
        }
    }

    @Test
    void whoIsPreferredDoesNotDependOnTheOrderOfArrival() {
        var other = Members.NONE.with(member("c")).with(member("a")).with(member("b"));
        assertThat(SLOTS).allSatisfy(slot -> assertThat(other.preferred(slot)).isEqualTo(THREE.preferred(slot)));
    }

    @Test
    void theSilentAndTheLeavingAreNotLive() {
        var leaving = new Member("b", T0, "", "", true, T0);
        var late = new Member("c", T0, "", "", false, T0.minusSeconds(11));
        var live = THREE.with(leaving).with(late).liveAt(T0, Duration.ofSeconds(10));
        assertThat(live.all()).containsExactly(member("a"));
        assertThat(live.isPreferred("a", SLOTS.get(0))).isTrue();
        assertThat(live.isPreferred("b", SLOTS.get(0))).isFalse();
    }

    @Test
    void whereNobodyIsKnownEverybodyGoesFirst() {
        assertThat(Members.NONE.isPreferred("a", SLOTS.get(0))).isTrue();
    }

    private static Member member(String instance) {
        return new Member(instance, T0, instance + ":9093", "0.1.0", false, T0);
    }
}
