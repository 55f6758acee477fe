package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Account;
import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.IdempotencyKey;
import dev.tocsin.notification.log.Reason;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.muting.Mutes;
import dev.tocsin.notification.muting.Muting;
import dev.tocsin.notification.receivers.Backoff;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
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
final class FlushErrand implements Errand {
    private static final Logger LOG = LoggerFactory.getLogger(FlushErrand.class);
    private static final Duration LEAST_KEPT = Duration.ofMinutes(15);

    private final Office office;
    private final Post post;
    private final Slot slot;
    private final Flush flush;
    private final Integration integration;
    private final Supplier<Mutes> mutes;
    private final Templates templates;
    private final Dedup dedup;
    private Set<Fingerprint> owed = Set.of();
    private boolean mutesCounted;

    /** @param mutes what mutes whenever it is asked */
    FlushErrand(
            Office office,
            Post post,
            Slot slot,
            Flush flush,
            Integration integration,
            Supplier<Mutes> mutes,
            Templates templates) {
        this.office = office;
        this.post = post;
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
    record Post(Courier courier, String externalUrl, Duration retention, DoubleSupplier chance) {}

    @Override
    public Slot slot() {
        return slot;
    }

    @Override
    public News ask() {
        var hours = flush.route().hours();
        var muting =
                Muting.divide(flush.alerts(), hours, mutes.get(), office.loop().now());
        count(muting);
        var last = office.lastTold(slot);
        var passed = muting.passed().stream()
                .filter(alert -> !flush.isOldNews(alert, last))
                .toList();
        var content = flush.contentOf(passed);
        owed = owed(muting, last);
        return new News(
                passed,
                content,
                last,
                // Where all is muted there is nothing to tell, not even that all is over.
                passed.isEmpty() ? Reason.NONE : dedup.needsUpdate(last, content, flush.at()),
                flush.isTooEarlyAfter(last, office.loop().now()));
    }

    /**
     * The alerts that ended while they were muted, and of which the receiver was told that they fire: they are kept, so
     * that he hears of their end once nothing mutes them, as long as the log remembers.
     */
    Set<Fingerprint> owed() {
        return owed;
    }

    private Set<Fingerprint> owed(Muting muting, Sent last) {
        var told = last.asOf(flush.at()).content().firingAlerts();
        return muting.muted().keySet().stream()
                .filter(alert -> alert.isResolvedAt(flush.at()))
                .map(Alert::fingerprint)
                .filter(told::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CompletableFuture<Outcome> deliver(News news) {
        var told = told(news);
        if (told.isEmpty()) {
            // Nobody wants to hear that all is over, but the log must forget what fired.
            return CompletableFuture.completedFuture(new Outcome.Delivered());
        }
        var notification = new Notification(
                slot.receiver(),
                news.reason(),
                flush.groupKey(),
                flush.groupLabels(),
                told,
                flush.at(),
                post.externalUrl(),
                0,
                routeLabels(),
                rememberedAt(news),
                templates);
        var begun = office.loop().monotonic();
        var carried = post.courier().deliver(integration, notification, envelope(news), longestAttempt());
        carried.whenComplete(
                (outcome, error) -> count(outcome, office.loop().monotonic().minus(begun)));
        return carried;
    }

    @Override
    public Map<String, String> groupLabels() {
        return flush.groupLabels().asMap();
    }

    @Override
    public Sent record(News news, Outcome.Delivered delivered, String claimId, Instant notifiedAt, Account account) {
        office.telemetry().notified(integration.kind(), news.reason().text());
        return new Sent(
                slot,
                claimId,
                office.instance(),
                news.content(),
                flush.at(),
                notifiedAt,
                dedup.expiry(notifiedAt, keptAtLeast(), post.retention()),
                news.reason(),
                claimId.isEmpty(),
                delivered.remember(),
                told(news).isEmpty() ? new Account(account.groupLabels(), 0, Duration.ZERO) : account);
    }

    @Override
    public Duration pauseAfter(int failures) {
        return Backoff.afterFailures(failures, post.chance().getAsDouble());
    }

    /** A first notification begins anew, whatever was said before. */
    private Map<String, String> rememberedAt(News news) {
        return news.reason() == Reason.FIRST_NOTIFICATION
                ? Map.of()
                : news.last().asOf(flush.at()).receiverData();
    }

    private Courier.Envelope envelope(News news) {
        var key = IdempotencyKey.of(news.last(), news.content()).hex();
        return new Courier.Envelope(office.instance(), key, office.isolation().goesAlone());
    }

    private Labels routeLabels() {
        var written = RouteLabels.of(flush, templates, post.externalUrl());
        written.failures()
                .forEach((label, why) -> LOG.atError()
                        .addKeyValue("group", flush.groupKey())
                        .addKeyValue("label", label)
                        .addKeyValue("reason", why)
                        .log("A label of a route could not be written"));
        return written.labels();
    }

    private List<Alert> told(News news) {
        return integration.sendResolved() ? news.alerts() : firing(news.alerts());
    }

    private List<Alert> firing(List<Alert> alerts) {
        return alerts.stream().filter(alert -> !alert.isResolvedAt(flush.at())).toList();
    }

    // As long as Alertmanager happens to keep entries, and longer where flushes are rare.
    private Duration keptAtLeast() {
        var flushes = flush.route().options().groupInterval().multipliedBy(3);
        return flushes.compareTo(LEAST_KEPT) < 0 ? LEAST_KEPT : flushes;
    }

    private Duration longestAttempt() {
        return Deadlines.of(flush.route().options().groupInterval());
    }

    private void count(Muting muting) {
        if (!mutesCounted) {
            mutesCounted = true;
            muting.muted().values().forEach(muted -> office.telemetry().suppressed(muted.reason(), 1));
        }
    }

    private void count(Outcome outcome, Duration took) {
        office.telemetry().attempted(integration.kind(), took);
        if (outcome instanceof Outcome.Retryable retryable) {
            office.telemetry()
                    .attemptFailed(integration.kind(), retryable.cause().text());
        } else if (outcome instanceof Outcome.Permanent permanent) {
            office.telemetry()
                    .attemptFailed(integration.kind(), permanent.cause().text());
        }
    }
}
