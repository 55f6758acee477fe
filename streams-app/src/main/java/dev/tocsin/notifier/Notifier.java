package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.muting.TimeIntervals;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Flush;
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

/** The alertmanager half of one instance: takes alerts, and sees to it that people are told. Safe for every thread. */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration GC_INTERVAL = Duration.ofMinutes(1);
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);

    private final NotifierContext context;
    private final AlertStore alertStore = new AlertStore();
    private final Dispatcher dispatcher;
    private final Membership membership;

    /**
     * @param self this instance, as the others will see it
     * @param heartbeatEvery how often it says that it lives
     */
    public Notifier(
            Member self, Duration heartbeatEvery, ClaimSettings rules, Isolation isolation, Dependencies around) {
        context = new NotifierContext(
                self.instance(), rules, around.loop(), around.log(), isolation, around.telemetry(), around.ids());
        dispatcher = new Dispatcher(
                context,
                new GroupNotification.SenderSettings(
                        around.sender(), around.externalUrl(), around.retention(), around.jitter()),
                alertStore);
        membership = new Membership(context, self, heartbeatEvery);
        around.telemetry()
                .gauge(
                        "tocsin_log_unseen_seconds",
                        "For how long no own heartbeat has come back out of the cluster log",
                        () -> isolation.unseenFor().toMillis() / 1e3);
        around.telemetry()
                .gauge(
                        "tocsin_isolated",
                        "Whether this instance is cut off from the cluster log",
                        () -> isolation.isCutOff() ? 1 : 0);
    }

    /**
     * What it works with.
     *
     * @param ids gives an id that nobody has had before
     * @param externalUrl where people find this cluster
     * @param retention how long at most the notification log remembers
     * @param chance between 0 and 1, anew each time
     */
    public record Dependencies(
            Loop loop,
            ClusterLog log,
            Sender sender,
            Telemetry telemetry,
            Supplier<String> ids,
            String externalUrl,
            Duration retention,
            DoubleSupplier jitter) {}

    /** Begins to notify. What was known before is to be given to it by then. */
    public void open() {
        context.loop().execute(membership::start);
        context.loop().after(GC_INTERVAL, this::gc);
        dispatcher.open();
    }

    public void configure(AlertingConfig config) {
        dispatcher.configure(config);
    }

    /** The last word about some alerts: they fire, or they are over. */
    public void receive(Collection<Alert> alerts) {
        dispatcher.receive(alerts);
    }

    /** The log has said something about a slot. */
    public void slotChanged(SlotState slot) {
        dispatcher.slotChanged(slot);
    }

    /** All alerts that are known, those that are over included for half an hour. */
    public Collection<Alert> alerts() {
        return alertStore.all();
    }

    /** Every group as it is now; empty without a configuration. */
    public CompletableFuture<List<Flush>> groups() {
        return dispatcher.groups();
    }

    /** How many groups there are. */
    public int groupCount() {
        return dispatcher.groupCount();
    }

    /** Which alerts inhibit which, by the configuration in force. */
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
    public Instant now() {
        return context.logTime();
    }

    public Isolation isolation() {
        return context.isolation();
    }

    /** Begins nothing new, sees what it is sending through, and says good-bye, so that the others take over at once. */
    @Override
    public void close() {
        context.loop().execute(membership::prepareToLeave);
        await(dispatcher.close(), SEND_TIMEOUT, "Left while something was being sent; it may be sent again");
        var left = new CompletableFuture<Void>();
        context.loop().execute(() -> membership.leave().whenComplete((done, error) -> left.complete(null)));
        await(left, LEAVE_TIMEOUT, "Left without a good-bye; the others will notice");
    }

    private static void await(CompletableFuture<Void> last, Duration longest, String otherwise) {
        try {
            last.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("reason", Causes.message(e)).log(otherwise);
        }
    }

    private void gc() {
        dispatcher.gc(context.logTime());
        context.loop().after(GC_INTERVAL, this::gc);
    }
}
