package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.IdempotencyKey;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.muting.MuteResult;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.receivers.Backoff;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.RouteLabels;
import dev.tocsin.templates.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One flush of one group, for one integration of its receiver. */
final class GroupNotification implements SlotNotification {
    private static final Logger LOG = LoggerFactory.getLogger(GroupNotification.class);
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MIN_RETENTION = Duration.ofMinutes(15);

    private final NotifierContext context;
    private final SenderSettings senderSettings;
    private final Slot slot;
    private final Flush flush;
    private final Integration integration;
    private final Supplier<Muters> mutes;
    private final Templates templates;
    private final Dedup dedup;
    private Set<Fingerprint> unnotifiedResolved = Set.of();
    private boolean suppressedCounted;

    /** @param mutes what mutes whenever it is asked */
    GroupNotification(
            NotifierContext office,
            SenderSettings post,
            Slot slot,
            Flush flush,
            Integration integration,
            Supplier<Muters> mutes,
            Templates templates) {
        this.context = office;
        this.senderSettings = post;
        this.slot = slot;
        this.flush = flush;
        this.integration = integration;
        this.mutes = mutes;
        this.templates = templates;
        this.dedup =
                new Dedup(integration.sendResolved(), flush.route().options().repeatInterval());
    }

    /**
     * How notifications leave this instance.
     *
     * @param externalUrl where people find this cluster
     * @param retention how long at most the notification log remembers
     * @param chance between 0 and 1, so that those who wait do not march in step
     */
    record SenderSettings(Sender sender, String externalUrl, Duration retention, DoubleSupplier jitter) {}

    @Override
    public Slot slot() {
        return slot;
    }

    @Override
    public PendingUpdate decide() {
        var hours = flush.route().intervals();
        var muting = MuteResult.apply(flush.alerts(), hours, mutes.get(), context.logTime());
        recordMetrics(muting);
        var last = context.lastSent(slot);
        var passed = muting.unmuted().stream()
                .filter(alert -> !flush.isEndAlreadyNotified(alert, last))
                .toList();
        var content = flush.episodesOf(passed);
        unnotifiedResolved = unnotifiedResolved(muting, last);
        return new PendingUpdate(
                passed,
                content,
                last,
                // Where all is muted there is nothing to tell, not even that all is over.
                passed.isEmpty() ? NotificationReason.NONE : dedup.needsUpdate(last, content, flush.at()),
                flush.isTooSoonAfter(last, context.logTime()));
    }

    /**
     * The alerts that ended while they were muted, and of which the receiver was told that they fire: they are kept, so
     * that he hears of their end once nothing mutes them, as long as the log remembers.
     */
    Set<Fingerprint> unnotifiedResolved() {
        return unnotifiedResolved;
    }

    private Set<Fingerprint> unnotifiedResolved(MuteResult muting, NflogEntry last) {
        var told = last.unlessExpired(flush.at()).episodes().firingAlerts();
        return muting.muted().keySet().stream()
                .filter(alert -> alert.isResolvedAt(flush.at()))
                .map(Alert::fingerprint)
                .filter(told::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CompletableFuture<DeliveryResult> deliver(PendingUpdate news) {
        var told = alertsToSend(news);
        if (told.isEmpty()) {
            // Nobody wants to hear that all is over, but the log must forget what fired.
            return CompletableFuture.completedFuture(new DeliveryResult.Delivered());
        }
        var notification = new Notification(
                slot.receiver(),
                news.reason(),
                flush.groupKey(),
                flush.groupLabels(),
                told,
                flush.at(),
                senderSettings.externalUrl(),
                0,
                routeLabels(),
                receiverData(news),
                templates);
        var begun = context.loop().monotonic();
        var carried = senderSettings.sender().deliver(integration, notification, metadata(news), timeout());
        carried.whenComplete((outcome, error) ->
                recordMetrics(outcome, context.loop().monotonic().minus(begun)));
        return carried;
    }

    @Override
    public Map<String, String> groupLabels() {
        return flush.groupLabels().asMap();
    }

    @Override
    public NflogEntry nflogEntry(
            PendingUpdate news,
            DeliveryResult.Delivered delivered,
            String claimId,
            Instant notifiedAt,
            DeliveryStats account) {
        context.telemetry().notified(integration.kind(), news.reason().text());
        return new NflogEntry(
                slot,
                claimId,
                context.instance(),
                news.content(),
                flush.at(),
                notifiedAt,
                dedup.expiry(notifiedAt, minRetention(), senderSettings.retention()),
                news.reason(),
                claimId.isEmpty(),
                delivered.receiverData(),
                alertsToSend(news).isEmpty() ? new DeliveryStats(account.groupLabels(), 0, Duration.ZERO) : account);
    }

    @Override
    public Duration backoff(int failures) {
        return Backoff.afterFailures(failures, senderSettings.jitter().getAsDouble());
    }

    /** A first notification begins anew, whatever was said before. */
    private Map<String, String> receiverData(PendingUpdate news) {
        return news.reason() == NotificationReason.FIRST_NOTIFICATION
                ? Map.of()
                : news.last().unlessExpired(flush.at()).receiverData();
    }

    private Sender.DeliveryMetadata metadata(PendingUpdate news) {
        var key = IdempotencyKey.of(news.last(), news.content()).hex();
        return new Sender.DeliveryMetadata(
                context.instance(), key, context.isolation().sendsWithoutClaim());
    }

    private Labels routeLabels() {
        var written = RouteLabels.of(flush, templates, senderSettings.externalUrl());
        written.failures()
                .forEach((label, why) -> LOG.atError()
                        .addKeyValue("group", flush.groupKey())
                        .addKeyValue("label", label)
                        .addKeyValue("reason", why)
                        .log("A label of a route could not be written"));
        return written.labels();
    }

    private List<Alert> alertsToSend(PendingUpdate news) {
        return integration.sendResolved() ? news.alerts() : firing(news.alerts());
    }

    private List<Alert> firing(List<Alert> alerts) {
        return alerts.stream().filter(alert -> !alert.isResolvedAt(flush.at())).toList();
    }

    // As long as Alertmanager happens to keep entries, and longer where flushes are rare.
    private Duration minRetention() {
        var flushes = flush.route().options().groupInterval().multipliedBy(3);
        return flushes.compareTo(MIN_RETENTION) < 0 ? MIN_RETENTION : flushes;
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

    private void recordMetrics(DeliveryResult outcome, Duration took) {
        context.telemetry().attempted(integration.kind(), took);
        if (outcome instanceof DeliveryResult.Retryable retryable) {
            context.telemetry()
                    .attemptFailed(integration.kind(), retryable.cause().text());
        } else if (outcome instanceof DeliveryResult.Permanent permanent) {
            context.telemetry()
                    .attemptFailed(integration.kind(), permanent.cause().text());
        }
    }
}
