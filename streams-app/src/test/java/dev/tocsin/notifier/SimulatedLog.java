package dev.tocsin.notifier;

import dev.tocsin.kafka.ClusterLogTopic;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.log.LogClock;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A simulated cluster log: one sequence of records, and one replica for each instance that lags behind it. */
public final class SimulatedLog {
    private static final ClusterLogTopic TOPIC = TestRecords.TOPICS.clusterLog();
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Simulation simulation;
    private final List<Appended> records = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();
    private boolean reachable = true;
    private double lostAnswers = 0.02;
    private Duration clockAhead = Duration.ZERO;
    private ClaimRule claimRule = SlotState::claimed;
    private Consumer<ClusterRecord> recordListener = record -> {};

    public SimulatedLog(Simulation simulation) {
        this.simulation = simulation;
    }

    /** No answer of the broker is lost. */
    public void loseNoAnswers() {
        lostAnswers = 0;
    }

    /** The rule by which claims win. A test can replace it with a wrong one. */
    public interface ClaimRule {
        SlotState claimed(SlotState before, Claim claim, Instant appendedAt);
    }

    public void setClaimRule(ClaimRule rule) {
        claimRule = rule;
    }

    /** Calls the listener for every record when it is appended. */
    public void onAppend(Consumer<ClusterRecord> listener) {
        recordListener = listener;
    }

    /** Another broker becomes leader; its clock is ahead, or behind if negative. */
    public void setClockAhead(Duration ahead) {
        clockAhead = ahead;
    }

    public void setReachable(boolean reachable) {
        this.reachable = reachable;
        replicas.forEach(Replica::fetchSoon);
    }

    public Replica replicaOf(Simulation.ProcessLoop loop) {
        return new Replica(loop);
    }

    /**
     * @param at append time by the clock of the broker
     * @param takenAt simulated time of the append
     */
    private record Appended(ClusterRecord value, Instant at, Instant takenAt) {
        /** The record key in the topic. */
        String key() {
            if (value instanceof Claim claim) {
                return TOPIC.claims().key(claim);
            } else if (value instanceof ClaimReleased released) {
                return TOPIC.releases().key(released);
            } else if (value instanceof NflogEntry entry) {
                return TOPIC.nflogEntries().key(entry);
            } else if (value instanceof ClusterRecord.NflogTombstone tombstone) {
                return TOPIC.nflogEntries().key(tombstone.slot().toString());
            }
            return value instanceof ClusterRecord.SilenceChange change
                    ? TOPIC.silences().key(change.silence())
                    : TOPIC.members().key((Member) value);
        }
    }

    /** The replica of one instance. */
    public final class Replica implements ClusterLog {
        private final Simulation.ProcessLoop loop;
        private final Map<Slot, SlotState> slots = new HashMap<>();
        private final Map<Integer, CompletableFuture<Void>> awaited = new HashMap<>();
        private Consumer<SlotState> listener = state -> {};
        private Silences silences = Silences.of(List.of());
        private final Map<String, Member> members = new HashMap<>();
        private int applied;
        private boolean linked = true;
        private final LogClock clock;

        Replica(Simulation.ProcessLoop loop) {
            this.loop = loop;
            this.clock = new LogClock(loop::now, () -> simulation.elapsed().toNanos());
            replicas.add(this);
        }

        public void listen(Consumer<SlotState> slotListener) {
            listener = slotListener;
        }

        /** Reads the log to its end, as an instance does before it opens. */
        public void catchUp() {
            fetch();
        }

        /** Cuts this instance off from the log, or reconnects it. */
        public void setLinked(boolean linked) {
            this.linked = linked;
            fetchSoon();
        }

        /**
         * Reads the compacted log: all records younger than the lag, and the last record of each key.
         */
        public void catchUpCompacted(Duration lag) {
            var old = simulation.now().minus(lag);
            var last = new HashMap<String, Integer>();
            for (var i = 0; i < records.size(); i++) {
                last.put(records.get(i).key(), i);
            }
            for (; applied < records.size(); applied++) {
                var record = records.get(applied);
                if (!record.takenAt().isBefore(old) || last.get(record.key()) == applied) {
                    apply(record);
                }
            }
        }

        /** Skips all records until now, which is wrong on purpose. */
        public void skipToEnd() {
            applied = records.size();
        }

        /** Reads the log after a random delay. */
        private void fetchSoon() {
            loop.after(simulation.randomMillis(1, 40), this::fetch);
        }

        private void fetch() {
            while (reachable && linked && applied < records.size()) {
                apply(records.get(applied));
                var done = awaited.remove(applied++);
                if (done != null) {
                    done.complete(null);
                }
            }
        }

        private void apply(Appended record) {
            clock.appended(record.at());
            if (record.value() instanceof Claim claim && hasMember(claim, record.at())) {
                change(claim.slot(), claimRule.claimed(slot(claim.slot()), claim, record.at()));
            } else if (record.value() instanceof NflogEntry sent) {
                change(sent.slot(), slot(sent.slot()).sent(sent.believedAt(record.at())));
            } else if (record.value() instanceof ClaimReleased released) {
                change(released.slot(), slot(released.slot()).released(released));
            } else if (record.value() instanceof ClusterRecord.NflogTombstone tombstone) {
                change(tombstone.slot(), slot(tombstone.slot()).deleteNflogEntry());
            } else if (record.value() instanceof ClusterRecord.SilenceChange change) {
                silences = Silences.of(Stream.concat(silences.all().stream(), Stream.of(change.silence()))
                        .toList());
            } else if (record.value() instanceof Member member) {
                members.put(
                        member.instance(),
                        new Member(member.instance(), member.startedAt(), "", "", member.leaving(), record.at()));
            }
        }

        private boolean hasMember(Claim claim, Instant appendedAt) {
            var member = members.get(claim.instance());
            return members.isEmpty()
                    || member != null && Members.hasRecentHeartbeat(member.lastHeartbeatAt(), appendedAt);
        }

        private void change(Slot slot, SlotState after) {
            if (!after.equals(slots.put(slot, after))) {
                listener.accept(after);
            }
        }

        @Override
        public CompletableFuture<Void> append(ClusterRecord value) {
            var done = new CompletableFuture<Void>();
            // The answer of the broker may be lost although the record is in the log.
            var answerLost = simulation.chance(lostAnswers);
            var deadline = simulation.elapsed().plus(TIMEOUT);
            simulation.after(
                    simulation.randomMillis(1, 30),
                    () -> send(value, deadline, answerLost ? Optional.empty() : Optional.of(done)));
            loop.after(TIMEOUT, () -> done.completeExceptionally(new TimeoutException("no answer")));
            return done;
        }

        // Retries until the delivery timeout, as a producer does.
        private void send(ClusterRecord value, Duration deadline, Optional<CompletableFuture<Void>> answer) {
            if (reachable && linked) {
                records.add(new Appended(value, simulation.now().plus(clockAhead), simulation.now()));
                recordListener.accept(value);
                replicas.forEach(Replica::fetchSoon);
                answer.ifPresent(done -> awaited.put(records.size() - 1, done));
            } else if (simulation.elapsed().compareTo(deadline) < 0 && loop.isAlive()) {
                simulation.after(simulation.randomMillis(20, 1_000), () -> send(value, deadline, answer));
            }
        }

        @Override
        public Collection<SlotState> slots() {
            return List.copyOf(slots.values());
        }

        @Override
        public SlotState slot(Slot slot) {
            return slots.getOrDefault(slot, SlotState.initial(slot));
        }

        @Override
        public Silences silences() {
            return silences;
        }

        @Override
        public Members members() {
            return Members.of(members.values());
        }

        @Override
        public Instant logTime() {
            return clock.time();
        }
    }
}
