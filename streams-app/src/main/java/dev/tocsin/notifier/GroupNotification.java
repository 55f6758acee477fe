package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.muting.MuteResult;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.FlushDecision;
import dev.tocsin.notification.routing.RouteLabels;
import dev.tocsin.templates.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notification of one flush of an aggregation group to one integration of its receiver. */
final class GroupNotification implements SlotNotification {
    private static final Logger LOG = LoggerFactory.getLogger(GroupNotification.class);
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MIN_RETENTION = Duration.ofMinutes(15);

    private final NotifierContext context;
    private final SenderSettings senderSettings;
    private final Slot slot;
    private final Flush flush;
    private final Integration integration;
    private final Supplier<Muters> muters;
    private final Templates templates;
    private final Dedup dedup;
    private Set<Fingerprint> unnotifiedResolved = Set.of();
    private Predicate<Instant> upToDate = UpToDate.NEVER;
    private boolean suppressedCounted;

    /** @param muters the current inhibitions, time intervals and silences */
    GroupNotification(
            NotifierContext context,
            SenderSettings senderSettings,
            Slot slot,
            Flush flush,
            Integration integration,
            Supplier<Muters> muters,
            Templates templates) {
        this.context = context;
        this.senderSettings = senderSettings;
        this.slot = slot;
        this.flush = flush;
        this.integration = integration;
        this.muters = muters;
        this.templates = templates;
        this.dedup =
                new Dedup(integration.sendResolved(), flush.route().options().repeatInterval());
    }

    /**
     * Settings common to all notifications.
     *
     * @param externalUrl the URL of this cluster in notifications
     * @param retention maximum age of notification log entries
     * @param jitter random numbers between 0 and 1, so that instances do not retry at the same time
     */
    record SenderSettings(
            Sender sender, String externalUrl, Duration retention, DoubleSupplier jitter, DecisionListener decisions) {}

    @Override
    public Slot slot() {
        return slot;
    }

    @Override
    public PendingUpdate decide() {
        var current = muters.get();
        var last = context.lastNflogEntry(slot);
        var decision = FlushDecision.of(flush, dedup, current, last, context.logTime());
        var muting = decision.muting();
        recordMetrics(muting);
        unnotifiedResolved = unnotifiedResolved(muting, last);
        var reason = decision.reason();
        upToDate = reason == NotificationReason.NONE
                ? UpToDate.after(context, muters, flush, new UpToDate.Decision(current, muting, last))
                : UpToDate.NEVER;
        senderSettings
                .decisions()
                .decided(new DecisionListener.Decision(
                        context.logTime(), slot, flush.groupLabels(), muting.muted(), reason));
        return new PendingUpdate(
                decision.alerts(),
                decision.content(),
                last,
                reason,
                flush.isTooSoonAfter(last, context.logTime())
                        || flush.isRefused(context.log().slot(slot).refusal(), context.logTime()));
    }

    /**
     * Alerts that resolved while they were muted and that the receiver was notified of as firing. The group keeps them,
     * so that the receiver is notified once they are not muted, unless the entry expires before.
     */
    Set<Fingerprint> unnotifiedResolved() {
        return unnotifiedResolved;
    }

    /** Whether another flush of the same alerts at an instant would notify nothing, by the last decision. */
    Predicate<Instant> upToDate() {
        return upToDate;
    }

    private Set<Fingerprint> unnotifiedResolved(MuteResult muting, NflogEntry last) {
        var notifiedFiring = last.unlessExpired(flush.flushedAt()).episodes().firingAlerts();
        return muting.muted().keySet().stream()
                .filter(alert -> alert.isResolvedAt(flush.flushedAt()))
                .map(Alert::fingerprint)
                .filter(notifiedFiring::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CompletableFuture<DeliveryResult> deliver(PendingUpdate update) {
        var alerts = alertsToSend(update);
        if (alerts.isEmpty()) {
            // With send_resolved false nothing is sent, but the new entry records that no alert fires.
            return CompletableFuture.completedFuture(new DeliveryResult.Delivered());
        }
        var notification = new Notification(
                slot.receiver(),
                update.reason(),
                flush.groupKey(),
                flush.groupLabels(),
                alerts,
                flush.flushedAt(),
                senderSettings.externalUrl(),
                0,
                routeLabels(),
                receiverData(update),
                templates);
        var startedAt = context.loop().monotonic();
        var sent = senderSettings.sender().deliver(integration, notification, metadata(update), timeout());
        sent.whenComplete((outcome, error) ->
                recordMetrics(outcome, context.loop().monotonic().minus(startedAt)));
        return sent;
    }

    @Override
    public Map<String, String> groupLabels() {
        return flush.groupLabels().asMap();
    }

    @Override
    public NflogEntry nflogEntry(
            PendingUpdate update,
            DeliveryResult.Delivered delivered,
            String claimId,
            Instant notifiedAt,
            DeliveryStats stats) {
        context.telemetry().notified(integration.kind(), update.reason().text());
        return new NflogEntry(
                slot,
                claimId,
                context.instance(),
                update.content().limitedTo(Limit.NOTIFIED_ALERTS.intValue()),
                flush.flushedAt(),
                notifiedAt,
                dedup.expiry(notifiedAt, minRetention(), senderSettings.retention()),
                update.reason(),
                claimId.isEmpty(),
                delivered.receiverData(),
                alertsToSend(update).isEmpty() ? new DeliveryStats(stats.groupLabels(), 0, Duration.ZERO) : stats);
    }

    @Override
    public Instant nextFlushAt() {
        // Flushes of one group are not exactly one group_interval apart: nine tenths.
        var interval = flush.route().options().groupInterval();
        return flush.flushedAt().plus(interval.minus(interval.dividedBy(10)));
    }

    @Override
    public Duration backoff(int failures) {
        return Backoff.afterFailures(failures, senderSettings.jitter().getAsDouble());
    }

    /** A first notification uses no data of earlier ones: it starts a new thread, for example. */
    private Map<String, String> receiverData(PendingUpdate update) {
        return update.reason() == NotificationReason.FIRST_NOTIFICATION
                ? Map.of()
                : update.last().unlessExpired(flush.flushedAt()).receiverData();
    }

    private Sender.DeliveryMetadata metadata(PendingUpdate update) {
        var key = IdempotencyKey.of(update.last(), update.content()).hex();
        return new Sender.DeliveryMetadata(
                context.instance(), key, context.isolation().sendsWithoutClaim());
    }

    private Labels routeLabels() {
        var rendered = RouteLabels.of(flush, templates, senderSettings.externalUrl());
        rendered.failures()
                .forEach((label, reason) -> LOG.atError()
                        .addKeyValue("group", flush.groupKey())
                        .addKeyValue("label", label)
                        .addKeyValue("reason", reason)
                        .log("A route label could not be rendered"));
        return rendered.labels();
    }

    private List<Alert> alertsToSend(PendingUpdate update) {
        return integration.sendResolved() ? update.alerts() : firing(update.alerts());
    }

    private List<Alert> firing(List<Alert> alerts) {
        return alerts.stream()
                .filter(alert -> !alert.isResolvedAt(flush.flushedAt()))
                .toList();
    }

    // Minimum age of an entry: three group_intervals, so that it outlives the next flush, and at least 15 min, which is
    // Alertmanager's maintenance interval.
    private Duration minRetention() {
        var threeFlushes = flush.route().options().groupInterval().multipliedBy(3);
        return threeFlushes.compareTo(MIN_RETENTION) < 0 ? MIN_RETENTION : threeFlushes;
    }

    /** As in Alertmanager: until the next flush is due, but at least ten seconds. */
    @Override
    public Duration timeout() {
        var groupInterval = flush.route().options().groupInterval();
        return groupInterval.compareTo(MIN_TIMEOUT) < 0 ? MIN_TIMEOUT : groupInterval;
    }

    private void recordMetrics(MuteResult muting) {
        if (!suppressedCounted) {
            suppressedCounted = true;
            muting.muted().values().forEach(muted -> context.telemetry().suppressed(muted.reason(), 1));
        }
    }

    private void recordMetrics(DeliveryResult outcome, Duration duration) {
        context.telemetry().attempted(integration.kind(), duration);
        if (outcome instanceof DeliveryResult.Retryable retryable) {
            context.telemetry()
                    .attemptFailed(integration.kind(), retryable.cause().text());
        } else if (outcome instanceof DeliveryResult.Permanent permanent) {
            context.telemetry()
                    .attemptFailed(integration.kind(), permanent.cause().text());
        }
    }
}
