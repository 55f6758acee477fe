package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.AggregationGroups;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.ScheduledGroup;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Adds alerts to aggregation groups and flushes each group when it is due. Its methods can be called from any thread; it
 * runs on the notifier's loop. Without a configuration it only stores alerts.
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
    private volatile long version;
    private boolean open;

    Dispatcher(NotifierContext context, GroupNotification.SenderSettings senderSettings, AlertStore alertStore) {
        this.context = context;
        this.senderSettings = senderSettings;
        this.alertStore = alertStore;
        this.pauseDetector = new PauseDetector(context.loop());
    }

    /** Starts to flush groups. Alerts received before are in their groups by then, so that no group is incomplete. */
    void open() {
        context.loop().execute(() -> {
            open = true;
            pauseDetector.start();
            reschedule();
        });
    }

    /** Starts no new flush. Completes once requests in progress are done and logged. Other instances do the rest. */
    CompletableFuture<Void> close() {
        var closed = new CompletableFuture<Void>();
        context.loop().execute(() -> {
            open = false;
            alarm.cancel();
            var finished =
                    List.copyOf(activeFlushes).stream().map(SlotFlush::finish).toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(finished)
                    .thenCompose(done -> context.allLogged())
                    .thenRun(() -> closed.complete(null));
        });
        return closed;
    }

    /** Applies a configuration. All alerts are added to new groups; notification log entries stay valid. */
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

    /** Deletes all groups. Requests in progress end, and no other begins. Alerts are kept for the next configuration. */
    void removeConfiguration() {
        context.loop().execute(() -> {
            config = null;
            groups = null;
            inhibition = Inhibitor.NONE;
            List.copyOf(activeFlushes).forEach(SlotFlush::finish);
            reschedule();
        });
    }

    void receive(Collection<Alert> alerts) {
        context.loop().execute(() -> {
            var startedAt = context.loop().monotonic();
            alerts.forEach(alert -> {
                alertStore.put(alert);
                inhibition.update(alert);
                insert(alert);
            });
            context.telemetry().alertsProcessed(context.loop().monotonic().minus(startedAt));
            reschedule();
        });
    }

    void slotChanged(SlotState state) {
        context.loop().execute(() -> {
            context.slotChanged(state);
            version = version + 1;
            if (groups != null && !state.nflogEntry().isInitial()) {
                groups.alignWith(state.nflogEntry(), context.logTime());
                reschedule();
            }
        });
    }

    /** Snapshots of all groups; empty without a configuration. */
    CompletableFuture<List<Flush>> groups() {
        var snapshot = new CompletableFuture<List<Flush>>();
        context.loop()
                .execute(() -> snapshot.complete(groups == null ? List.of() : groups.snapshot(context.logTime())));
        return snapshot;
    }

    /** All groups with their next flushes, in no order; empty without a configuration. */
    CompletableFuture<List<ScheduledGroup>> scheduledGroups() {
        var snapshot = new CompletableFuture<List<ScheduledGroup>>();
        context.loop()
                .execute(() -> snapshot.complete(groups == null ? List.of() : groups.scheduled(context.logTime())));
        return snapshot;
    }

    /** Grows with each change of alerts, groups, slots or configuration. */
    long version() {
        return version;
    }

    /** The current configuration; empty before the first one. */
    Optional<AlertingConfig> config() {
        return Optional.ofNullable(config);
    }

    int groupCount() {
        return groupCount;
    }

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
                .map(context::lastNflogEntry)
                .toList();
    }

    private void reschedule() {
        version = version + 1; // Only the loop writes it.
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
        var catchUp = pauseDetector.remainingCatchUp();
        if (catchUp.compareTo(Duration.ZERO) > 0) {
            alarm = context.loop().after(catchUp, this::flushWhenCaughtUp);
        } else {
            groups.flush(context.logTime()).forEach(this::flush);
            reschedule();
        }
    }

    private void flush(Flush flush) {
        var flushedGroups = groups;
        var notifications = notifications(flush);
        var results = notifications.stream().map(this::start).toList();
        context.loop().whenDone(CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)), (done, error) -> {
            if (results.stream().map(CompletableFuture::join).allMatch(FlushState.Done::isComplete)) {
                var unnotified = notifications.stream()
                        .flatMap(notification -> notification.unnotifiedResolved().stream())
                        .collect(Collectors.toSet());
                flushedGroups.flushCompleted(
                        flush,
                        unnotified,
                        notifications.stream().map(GroupNotification::upToDate).reduce(now -> true, Predicate::and));
            } else {
                flushedGroups.flushIncomplete(flush);
            }
            reschedule();
        });
    }

    private List<GroupNotification> notifications(Flush flush) {
        var receiver = config.receiver(flush.route());
        var timeIntervals = config.timeIntervals();
        var templates = config.templates();
        Supplier<Muters> muters =
                () -> new Muters(inhibition, timeIntervals, context.log().silences());
        return receiver.integrations().stream()
                .map(integration -> new GroupNotification(
                        context,
                        senderSettings,
                        receiver.slot(flush.groupKey(), integration),
                        flush,
                        integration,
                        muters,
                        templates))
                .toList();
    }

    private CompletableFuture<FlushState.Done> start(GroupNotification notification) {
        var flush = new SlotFlush(context, notification);
        activeFlushes.add(flush);
        return flush.start().whenComplete((result, error) -> activeFlushes.remove(flush));
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
