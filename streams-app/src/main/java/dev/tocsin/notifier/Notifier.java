package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.kafka.log.RecordBatch;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.muting.TimeIntervals;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.ScheduledGroup;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Alertmanager part of one instance: receives alerts and notifies receivers. Thread-safe. */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration GC_INTERVAL = Duration.ofMinutes(1);
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);

    private final NotifierContext context;
    private final AlertStore alertStore = new AlertStore();
    private final Dispatcher dispatcher;
    private final AlertBatches batches;
    private final Membership membership;

    /** @param self this instance, as the other members see it */
    public Notifier(
            Member self,
            Duration heartbeatInterval,
            ClaimSettings claimSettings,
            Isolation isolation,
            Dependencies dependencies) {
        context = new NotifierContext(
                self.instance(),
                claimSettings,
                dependencies.loop(),
                dependencies.log(),
                isolation,
                dependencies.telemetry(),
                dependencies.ids());
        dispatcher = new Dispatcher(
                context,
                new GroupNotification.SenderSettings(
                        dependencies.sender(),
                        dependencies.externalUrl(),
                        dependencies.retention(),
                        dependencies.jitter(),
                        dependencies.decisions()),
                alertStore);
        batches = new AlertBatches(context.loop(), dispatcher::receive);
        membership = new Membership(context, self, heartbeatInterval);
        dependencies
                .telemetry()
                .gauge(
                        "tocsin_log_unseen_seconds",
                        "Seconds since a heartbeat of this instance came back from the cluster log",
                        () -> isolation.unseenFor().toMillis() / 1e3);
        dependencies
                .telemetry()
                .gauge(
                        "tocsin_isolated",
                        "Whether this instance has not seen the cluster log for longer than isolation.grace",
                        () -> isolation.isIsolated() ? 1 : 0);
    }

    /**
     * Dependencies of the notifier.
     *
     * @param ids generates unique ids
     * @param externalUrl the URL of this cluster in notifications
     * @param retention maximum age of notification log entries
     * @param jitter random numbers between 0 and 1
     * @param decisions is told what flushes decide
     */
    public record Dependencies(
            Loop loop,
            ClusterLog log,
            Sender sender,
            Telemetry telemetry,
            Supplier<String> ids,
            String externalUrl,
            Duration retention,
            DoubleSupplier jitter,
            DecisionListener decisions) {}

    /** Starts to flush groups. Alerts that are known already must be received before, so that groups are complete. */
    public void open() {
        context.loop().execute(membership::start);
        context.loop().after(GC_INTERVAL, this::gc);
        dispatcher.open();
    }

    public void configure(AlertingConfig config) {
        dispatcher.configure(config);
    }

    /** The configuration was deleted: notifies nothing until there is another one. */
    public void removeConfiguration() {
        dispatcher.removeConfiguration();
    }

    /** Receives the latest version of alerts, firing or resolved. */
    public void receive(Collection<Alert> alerts) {
        dispatcher.receive(alerts);
    }

    /**
     * Receives an alert that was posted. The alerts of one request are taken up together.
     *
     * @param batch the records that the alert was appended with; empty if it was appended alone
     */
    public void receivePosted(Alert alert, Optional<RecordBatch> batch) {
        context.loop().execute(() -> batches.receive(alert, batch));
    }

    /** Must be called after each change of a slot in the log. */
    public void slotChanged(SlotState slot) {
        dispatcher.slotChanged(slot);
    }

    /** The approximate memory of all alerts with their groups, in bytes. */
    public long alertBytes() {
        return alertStore.bytes();
    }

    /** All alerts, resolved ones for half an hour. */
    public Collection<Alert> alerts() {
        return alertStore.all();
    }

    /** Snapshots of all aggregation groups; empty without a configuration. */
    public CompletableFuture<List<Flush>> groups() {
        return dispatcher.groups();
    }

    /** All aggregation groups with their next flushes, in no order; empty without a configuration. */
    public CompletableFuture<List<ScheduledGroup>> scheduledGroups() {
        return dispatcher.scheduledGroups();
    }

    /** Grows with each change of alerts, groups, slots or configuration. Time, silences and members change without it. */
    public long version() {
        return dispatcher.version();
    }

    public int groupCount() {
        return dispatcher.groupCount();
    }

    /** Inhibition by the current configuration. */
    public Inhibitor inhibition() {
        return dispatcher.inhibition();
    }

    /** Returns the configuration in force; empty before the first one. */
    public Optional<AlertingConfig> config() {
        return dispatcher.config();
    }

    /** Returns how long a posted alert without an end stays active. */
    public Duration resolveTimeout() {
        return config().map(AlertingConfig::resolveTimeout).orElse(AlertingConfig.DEFAULT_RESOLVE_TIMEOUT);
    }

    /** Returns everything that mutes at the moment: inhibition, time intervals and silences. */
    public Muters muters() {
        var intervals = config().map(AlertingConfig::timeIntervals).orElse(TimeIntervals.NONE);
        return new Muters(inhibition(), intervals, context.log().silences());
    }

    /** Returns log time, by which alerts and silences begin and end. */
    public Instant logTime() {
        return context.logTime();
    }

    /** The number of slots that are due here, and have been held by other instances for longer than a minute. */
    public long slotsHeldForLong() {
        return context.heldSlots().heldForLong(context.loop().monotonic());
    }

    public Isolation isolation() {
        return context.isolation();
    }

    /**
     * Shuts down, on SIGTERM: starts no new flush, waits for requests in progress, and leaves the cluster, so that the
     * other instances take over at once.
     */
    @Override
    public void close() {
        context.loop().execute(membership::prepareToLeave);
        await(
                dispatcher.close(),
                SEND_TIMEOUT,
                "Stopped before a request in progress was logged; the notification may be sent again");
        var left = new CompletableFuture<Void>();
        context.loop().execute(() -> membership.leave().whenComplete((done, error) -> left.complete(null)));
        await(
                left,
                LEAVE_TIMEOUT,
                "Stopped before the last heartbeat was written; the other instances wait until its heartbeat times out");
    }

    private static void await(CompletableFuture<Void> future, Duration timeout, String warning) {
        try {
            future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("reason", Causes.message(e)).log(warning);
        }
    }

    private void gc() {
        dispatcher.gc(context.logTime());
        context.loop().after(GC_INTERVAL, this::gc);
    }
}
