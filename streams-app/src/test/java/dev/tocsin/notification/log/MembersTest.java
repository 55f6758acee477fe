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
        var counts =
                SLOTS.stream().collect(Collectors.groupingBy(slot -> preferred(THREE, slot), Collectors.counting()));
        assertThat(counts).hasSize(3);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isCloseTo(1000L, within(120L)));
    }

    @Test
    void whenMemberLeavesOnlyItsSlotsMove() {
        var two = Members.of(List.of(member("a"), member("c")));
        for (var slot : SLOTS) {
            var before = preferred(THREE, slot);
            var after = preferred(two, slot);
            assertThat(after.equals(before)).as("%s of %s", slot, before).isEqualTo(!before.equals("b"));
        }
    }

    @Test
    void preferredMemberDoesNotDependOnOrderOfHeartbeats() {
        var other = Members.of(List.of(member("c"), member("a"), member("b")));
        assertThat(SLOTS).allSatisfy(slot -> assertThat(preferred(other, slot)).isEqualTo(preferred(THREE, slot)));
    }

    @Test
    void lateAndLeavingMembersAreNotLive() {
        var leaving = new Member("b", T0, "", "", true, T0);
        var late = new Member("c", T0, "", "", false, T0.minusSeconds(11));
        var live = Members.of(List.of(member("a"), leaving, late)).liveAt(T0, Duration.ofSeconds(10));
        assertThat(live.all()).containsExactly(member("a"));
        assertThat(live.isPreferred("a", SLOTS.get(0))).isTrue();
        assertThat(live.isPreferred("b", SLOTS.get(0))).isFalse();
    }

    @Test
    void withoutMembersEveryInstanceIsPreferred() {
        assertThat(Members.of(List.of()).isPreferred("a", SLOTS.get(0))).isTrue();
    }

    private static String preferred(Members members, Slot slot) {
        return members.preferred(slot.toString()).orElseThrow().instance();
    }

    private static Member member(String instance) {
        return new Member(instance, T0, instance + ":9093", "0.1.0", false, T0);
    }
}
