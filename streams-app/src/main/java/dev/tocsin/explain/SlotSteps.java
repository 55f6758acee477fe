package dev.tocsin.explain;

import dev.tocsin.alerts.Alert;
import dev.tocsin.explain.Explanation.Evidence;
import dev.tocsin.explain.Explanation.Stage;
import dev.tocsin.explain.Facts.GroupFact;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.MuteResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.Route;
import java.time.Instant;
import java.util.List;

/** The steps of one slot: from the aggregation group to the delivery. */
final class SlotSteps {
    private final Facts facts;
    private final Route route;
    private final Integration integration;
    private final Slot slot;
    private final SlotState state;
    private final GroupFact group;
    private final MuteSteps muting;
    private final SlotDeliveries deliveries;

    SlotSteps(Facts facts, Route route, Integration integration, Slot slot) {
        this.facts = facts;
        this.route = route;
        this.integration = integration;
        this.slot = slot;
        this.state = facts.slots().apply(slot);
        this.group = facts.groups().stream()
                .filter(known -> known.route().id().equals(route.id()))
                .findFirst()
                .orElseGet(
                        () -> new GroupFact(route, facts.alert().map(List::of).orElse(List.of()), Instant.MIN));
        this.muting = new MuteSteps(facts, route);
        this.deliveries = new SlotDeliveries(facts, slot, state.nflogEntry(), integration.sendResolved());
    }

    /** Adds the steps. Returns the sentence that says when the receiver was told; empty if it was not. */
    String add(Steps steps) {
        if (steps.isStopped()) {
            return "";
        }
        var alert = facts.alert().orElseThrow();
        var told = deliveries.told(alert);
        var failed = deliveries.failed(alert);
        var flush = new Flush(route, route.groupLabels(facts.labels()), group.alerts(), facts.at());
        var last = state.nflogEntry();
        var reason = reason(flush, last);
        group(steps, told.isEmpty() && failed.isEmpty() && reason.shouldNotify() && !muting.isMuted());
        muting.add(steps);
        dedup(steps, flush, last, reason);
        failed.ifPresent(event -> delivery(steps, event));
        claim(steps, flush);
        told.ifPresent(delivery ->
                steps.known(Stage.TOLD, deliveries.sentence(delivery, alert), SlotDeliveries.evidence(delivery)));
        if (told.isEmpty() && !steps.isStopped()) {
            notTold(steps, alert);
        }
        return told.map(delivery -> deliveries.sentence(delivery, alert)).orElse("");
    }

    private NotificationReason reason(Flush flush, NflogEntry last) {
        var unmuted = MuteResult.apply(flush.alerts(), route.intervals(), facts.muters(), facts.at()).unmuted().stream()
                .filter(alert -> !flush.isEndAlreadyNotified(alert, last))
                .toList();
        return unmuted.isEmpty()
                ? NotificationReason.NONE
                : dedup().needsUpdate(last, flush.episodesOf(unmuted), facts.at());
    }

    private Dedup dedup() {
        return new Dedup(integration.sendResolved(), route.options().repeatInterval());
    }

    private void group(Steps steps, boolean isDue) {
        var labels = route.groupLabels(facts.labels());
        var about = "Group %s of %d alert(s)".formatted(labels, group.alerts().size());
        var link = Evidence.of(slot.groupKey(), Instant.EPOCH, "group", slot.groupId());
        if (group.nextFlush().equals(Instant.MIN)) {
            steps.pass(Stage.GROUP, about + ".", link);
        } else if (isDue && group.nextFlush().isAfter(facts.at())) {
            var isFirst = state.nflogEntry().unlessExpired(facts.at()).isInitial();
            steps.stop(
                    Stage.GROUP,
                    "%s waits for %s: the next flush is at %s, in %s."
                            .formatted(
                                    about,
                                    isFirst
                                            ? "group_wait (%s)"
                                                    .formatted(Words.duration(
                                                            route.options().groupWait()))
                                            : "group_interval (%s)"
                                                    .formatted(Words.duration(
                                                            route.options().groupInterval())),
                                    Words.time(group.nextFlush()),
                                    Words.until(facts.at(), group.nextFlush())),
                    "Nothing: the group is flushed at %s.".formatted(Words.time(group.nextFlush())),
                    link);
        } else {
            steps.pass(
                    Stage.GROUP,
                    group.nextFlush().isAfter(facts.at())
                            ? "%s: the next flush is at %s.".formatted(about, Words.time(group.nextFlush()))
                            : about + " is flushed now.",
                    link);
        }
    }

    private void dedup(Steps steps, Flush flush, NflogEntry last, NotificationReason reason) {
        var entry = last.unlessExpired(facts.at());
        var link = entry.isInitial()
                ? new Evidence[0]
                : new Evidence[] {Evidence.of("notification log entry", entry.notifiedAt(), "group", slot.groupId())};
        if (reason.shouldNotify()) {
            steps.pass(Stage.DEDUP, "A notification is due: %s.".formatted(reason.text()), link);
        } else if (entry.isInitial()) {
            steps.stop(
                    Stage.DEDUP,
                    "The alert resolved before the receiver was told that it fires, so there is nothing to tell.",
                    "The alert must fire until the group is flushed.",
                    link);
        } else {
            var repeatAt = entry.notifiedAt().plus(route.options().repeatInterval());
            var repeats = !flush.episodesOf(flush.alerts()).firing().isEmpty();
            steps.stop(
                    Stage.DEDUP,
                    "Nothing is new since the notification of %s%s."
                            .formatted(
                                    Words.time(entry.notifiedAt()),
                                    repeats
                                            ? "; it is repeated in %s".formatted(Words.until(facts.at(), repeatAt))
                                            : ""),
                    repeats
                            ? "An alert of the group must fire or resolve, or repeat_interval must pass at %s."
                                    .formatted(Words.time(repeatAt))
                            : "An alert of the group must fire.",
                    link);
        }
    }

    private void notTold(Steps steps, Alert alert) {
        if (facts.knownSince().isAfter(alert.startsAt())) {
            steps.stop(
                    Stage.TOLD,
                    "Not known: deliveries before %s are not kept.".formatted(Words.time(facts.knownSince())),
                    "");
        } else {
            steps.stop(
                    Stage.TOLD,
                    "A notification was due at %s, and was not sent by then.".formatted(Words.time(facts.at())),
                    "Nothing: the notification was about to be sent.");
        }
    }

    private void delivery(Steps steps, DeliveryEvent event) {
        if (steps.isStopped()) {
            return;
        }
        var retryAt = state.refusal().retryAt();
        steps.pass(
                Stage.CLAIM,
                "Instance %s had claimed the notification.".formatted(event.instance()),
                SlotDeliveries.evidence(event));
        steps.stop(
                Stage.DELIVERY,
                "The delivery by %s failed at %s after %d attempt(s): %s.%s"
                        .formatted(
                                event.instance(),
                                Words.time(event.at()),
                                event.attempts(),
                                event.error(),
                                retryAt.isAfter(facts.at())
                                        ? " The receiver asks to wait until %s.".formatted(Words.time(retryAt))
                                        : ""),
                "The receiver must accept the notification.",
                SlotDeliveries.evidence(event));
    }

    private void claim(Steps steps, Flush flush) {
        if (steps.isStopped()) {
            return;
        }
        if (flush.isRefused(state.refusal(), facts.at())) {
            steps.stop(
                    Stage.DELIVERY,
                    "The receiver has refused the notification; no instance tries again before %s."
                            .formatted(Words.time(state.refusal().nextFlushAt())),
                    "The receiver must accept the notification at the next flush.");
        } else if (state.holder().isLiveAt(facts.at())) {
            steps.stop(
                    Stage.CLAIM,
                    "Instance %s has claimed the notification and sends it; its claim ends in %s."
                            .formatted(
                                    state.holder().instance(),
                                    Words.until(facts.at(), state.holder().liveUntil())),
                    "Nothing: if %s does not send it, another instance does after %s."
                            .formatted(
                                    state.holder().instance(),
                                    Words.time(state.holder().liveUntil())),
                    Evidence.of(
                            "claim " + state.holder().claimId(),
                            state.holder().renewedAt(),
                            "claim",
                            state.holder().claimId()));
        } else if (facts.isPast()) {
            steps.unknown(Stage.CLAIM, "Claims are not kept.");
        } else {
            steps.stop(Stage.CLAIM, unclaimed(), "Nothing: an instance is about to claim it.");
        }
    }

    private String unclaimed() {
        return facts.live()
                .preferred(slot)
                .map(first -> "No instance has claimed the notification yet: %s is the first that may."
                        .formatted(first.instance()))
                .orElse("No instance has claimed the notification yet.");
    }
}
