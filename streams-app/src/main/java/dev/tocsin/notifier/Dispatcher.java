package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.AggregationGroups;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Puts alerts into groups and flushes each group when it is due. Its methods may be called from any thread; the work
 * is done on the office's loop. Without a configuration it only remembers alerts.
 */
final class Dispatcher {
    private final NotifierContext context;
    private final GroupNotification.SenderSettings senderSettings;
    private final AlertStore alertStore;
    private final PauseDetector pauseDetector;
    private volatile AlertingConfig config;
    private AggregationGroups groups;
    private volatile Inhibitor inhibition = Inhibitor.NONE;
    private Loop.Alarm alarm = () -> {};
    private final Set<SlotFlush> activeFlushes = new LinkedHashSet<>();
    private volatile int groupCount;
    private boolean open;

    Dispatcher(NotifierContext office, GroupNotification.SenderSettings post, AlertStore book) {
        this.context = office;
        this.senderSettings = post;
        this.alertStore = book;
        this.pauseDetector = new PauseDetector(office.loop());
    }

    /** From now on groups are flushed. Until then it is told what is known already, so that no group is incomplete. */
    void open() {
        context.loop().execute(() -> {
            open = true;
            pauseDetector.start();
            reschedule();
        });
    }

    /** No new flush begins. Done once what is being sent is sent and logged; the rest is left to the others. */
    CompletableFuture<Void> close() {
        var closed = new CompletableFuture<Void>();
        context.loop().execute(() -> {
            open = false;
            alarm.cancel();
            var last =
                    List.copyOf(activeFlushes).stream().map(SlotFlush::finish).toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(last)
                    .thenCompose(sent -> context.allLogged())
                    .thenRun(() -> closed.complete(null));
        });
        return closed;
    }

    /** Takes up another configuration; all alerts are put into new groups, and what was told stays told. */
    void configure(AlertingConfig next) {
        context.loop().execute(() -> {
            var before = groups;
            config = next;
            inhibition = Inhibitor.of(alertStore.all(), next.inhibitRules());
            if (before == null) {
                groups = new AggregationGroups(next.tree());
                alertStore.all().forEach(this::insert);
            } else {
                groups = before.withTree(next.tree(), context.logTime(), this::lastNotifications);
            }
            reschedule();
        });
    }

    void receive(Collection<Alert> alerts) {
        context.loop().execute(() -> {
            var begun = context.loop().monotonic();
            alerts.forEach(alert -> {
                alertStore.put(alert);
                inhibition.update(alert);
                insert(alert);
            });
            context.telemetry().alertsProcessed(context.loop().monotonic().minus(begun));
            reschedule();
        });
    }

    void slotChanged(SlotState state) {
        context.loop().execute(() -> {
            context.slotChanged(state.slot());
            if (groups != null && !state.sent().isInitial()) {
                groups.alignWith(state.sent(), context.logTime());
                reschedule();
            }
        });
    }

    /** Every group as it is now; empty without a configuration. */
    CompletableFuture<List<Flush>> groups() {
        var answer = new CompletableFuture<List<Flush>>();
        context.loop().execute(() -> answer.complete(groups == null ? List.of() : groups.snapshot(context.logTime())));
        return answer;
    }

    /** Returns the configuration in force; empty before the first one. */
    Optional<AlertingConfig> config() {
        return Optional.ofNullable(config);
    }

    /** How many groups there are. */
    int groupCount() {
        return groupCount;
    }

    /** Which alerts inhibit which, as far as is known. */
    Inhibitor inhibition() {
        return inhibition;
    }

    void gc(Instant now) {
        alertStore.gc(now);
        inhibition.gc(now);
    }

    private void insert(Alert alert) {
        if (groups != null) {
            groups.insert(alert, context.logTime(), this::lastNotifications);
        }
    }

    private Collection<NflogEntry> lastNotifications(String groupKey, String receiver) {
        return slots(groupKey, receiver(receiver)).stream()
                .map(context::lastSent)
                .toList();
    }

    private void reschedule() {
        groupCount = groups == null ? 0 : groups.count();
        alarm.cancel();
        if (open && groups != null) {
            groups.nextDue().ifPresent(due -> {
                var wait = Duration.between(context.logTime(), due);
                alarm = context.loop().after(wait, this::flushWhenCaughtUp);
            });
        }
    }

    private void flushWhenCaughtUp() {
        var drowsy = pauseDetector.remainingCatchUp();
        if (drowsy.compareTo(Duration.ZERO) > 0) {
            alarm = context.loop().after(drowsy, this::flushWhenCaughtUp);
        } else {
            flushDue();
        }
    }

    private void flushDue() {
        groups.flush(context.logTime()).forEach(this::flush);
        reschedule();
    }

    private void flush(Flush flush) {
        var from = groups;
        var receiver = config.receiver(flush.route());
        var schedules = config.timeIntervals();
        Supplier<Muters> mutes =
                () -> new Muters(inhibition, schedules, context.log().silences());
        var errands = new ArrayList<GroupNotification>();
        var endings = new ArrayList<CompletableFuture<FlushState.Done>>();
        for (var integration : receiver.integrations()) {
            var slot = receiver.slot(flush.groupKey(), integration);
            var errand =
                    new GroupNotification(context, senderSettings, slot, flush, integration, mutes, config.templates());
            errands.add(errand);
            var slotFlush = new SlotFlush(context, errand);
            activeFlushes.add(slotFlush);
            endings.add(slotFlush.start().whenComplete((ending, error) -> activeFlushes.remove(slotFlush)));
        }
        context.loop().whenDone(CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new)), (done, error) -> {
            var owed = errands.stream()
                    .flatMap(errand -> errand.unnotifiedResolved().stream())
                    .collect(Collectors.toSet());
            flushed(
                    from,
                    flush,
                    owed,
                    endings.stream().map(CompletableFuture::join).toList());
        });
    }

    private void flushed(AggregationGroups from, Flush flush, Set<Fingerprint> owed, List<FlushState.Done> endings) {
        if (endings.stream().allMatch(FlushState.Done::isSuccess)) {
            from.flushSucceeded(flush, owed);
        } else {
            from.flushFailed(flush);
        }
        reschedule();
    }

    private Receiver receiver(String name) {
        return config.receivers().stream()
                .filter(receiver -> receiver.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Slot> slots(String groupKey, Receiver receiver) {
        return receiver.integrations().stream()
                .map(integration -> receiver.slot(groupKey, integration))
                .toList();
    }
}
