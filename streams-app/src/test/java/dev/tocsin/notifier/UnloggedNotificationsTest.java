package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.OversizedRecordException;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnloggedNotificationsTest {
    private static final Slot SLOT = new Slot("{}:{}", "team", "webhook", 0);

    private final Simulation simulation = new Simulation(1);
    private final SizeLimitedLog log = new SizeLimitedLog();
    private final UnloggedNotifications unlogged = new UnloggedNotifications(simulation.new ProcessLoop(), log);

    @Test
    void entryThatIsTooLargeIsLoggedWithFewerAlertsFiringOnesFirst() {
        unlogged.log(entry(1_000, 1_000));
        simulation.runFor(Duration.ofSeconds(1));
        assertThat(log.sizes).as("halved until it fits").containsExactly(2_000, 1_000, 500, 250);
        assertThat(unlogged.allLogged()).isDone();
        assertThat(log.last.episodes().firing()).hasSize(250);
        assertThat(log.last.episodes().resolved()).isEmpty();
        assertThat(unlogged.last(SLOT)).isEqualTo(log.last);
    }

    @Test
    void entryThatDoesNotFitEvenWithoutAlertsIsKeptUntilTheLogTakesIt() {
        log.limit = -1;
        unlogged.log(entry(4, 0));
        simulation.runFor(Duration.ofSeconds(1));
        assertThat(unlogged.allLogged()).isNotDone();
        log.limit = 300;
        simulation.runFor(Duration.ofSeconds(1));
        assertThat(unlogged.allLogged()).isDone();
    }

    private static NflogEntry entry(int firing, int resolved) {
        return new NflogEntry(
                SLOT,
                "c1",
                "a",
                NotifiedEpisodes.of(episodes(0, firing), episodes(firing, firing + resolved)),
                Simulation.START,
                Simulation.START,
                Simulation.START.plusSeconds(3600),
                NotificationReason.FIRST_NOTIFICATION,
                false);
    }

    private static Set<Episode> episodes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new Episode(new Fingerprint(number), Simulation.START))
                .collect(Collectors.toSet());
    }

    /** A log that takes entries of up to {@code limit} alerts. */
    private static final class SizeLimitedLog implements ClusterLog {
        private final List<Integer> sizes = new ArrayList<>();
        private int limit = 300;
        private NflogEntry last = NflogEntry.initial(SLOT);

        @Override
        public CompletableFuture<Void> append(ClusterRecord record) {
            var entry = (NflogEntry) record;
            sizes.add(entry.episodes().size());
            if (entry.episodes().size() > limit) {
                return CompletableFuture.failedFuture(new OversizedRecordException("log", 9_000_000, null));
            }
            last = entry;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public SlotState slot(Slot slot) {
            return SlotState.initial(slot).sent(last);
        }

        @Override
        public Collection<SlotState> slots() {
            return List.of();
        }

        @Override
        public Silences silences() {
            return Silences.of(List.of());
        }

        @Override
        public Members members() {
            return Members.of(List.of());
        }

        @Override
        public Instant logTime() {
            return Simulation.START;
        }
    }
}
