package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.notification.listing.AlertGroup;
import dev.tocsin.notification.listing.AlertGroups;
import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.MessagePreview;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.NextMessage;
import dev.tocsin.notification.routing.ScheduledGroup;
import dev.tocsin.notification.routing.SlotForecast;
import dev.tocsin.yaml.TemplatedYaml;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code GET /groups/ID}: one aggregation group, its slots, and what would be sent next. */
record GroupResource(TocsinContext context, AlertSnapshots snapshots, AsyncResponse async) {
    private static final int ROWS = 200;

    private record GroupDetailView(
            String id,
            String groupKey,
            String receiver,
            Map<String, String> labels,
            RouteView route,
            String nextFlush,
            List<AlertRowView> alerts,
            int moreAlerts,
            List<SlotView> slots,
            List<PreviewView> preview) {}

    /**
     * @param preferred the live instance that acts first; empty if none is live
     * @param order all live instances, the preferred one first
     */
    private record SlotView(
            String integration,
            int index,
            @JsonInclude ToldView told,
            @JsonInclude HolderView holder,
            @JsonInclude RefusalView refusal,
            String preferred,
            List<String> order,
            DecisionView decision) {}

    private record ToldView(
            String at, String reason, String instance, int firing, int resolved, String expiresAt, boolean isolated) {
        static ToldView of(NflogEntry entry) {
            return new ToldView(
                    TimeText.of(entry.notifiedAt()),
                    entry.reason().text(),
                    entry.instance(),
                    entry.episodes().firing().size(),
                    entry.episodes().resolved().size(),
                    TimeText.of(entry.expiresAt()),
                    entry.isolated());
        }
    }

    private record HolderView(String instance, String claimedAt, String liveUntil) {}

    private record RefusalView(String reason, String retryAt) {}

    private record DecisionView(String reason, String sentence, String dueAt) {
        static DecisionView of(SlotForecast forecast) {
            return new DecisionView(
                    forecast.reason().name().toLowerCase(Locale.ROOT),
                    forecast.sentence(),
                    TimeText.of(forecast.dueAt()));
        }
    }

    private record PreviewView(String integration, int index, String content, String problem) {}

    void get(Context request) {
        var id = request.pathParam("id");
        async.respond(
                request,
                snapshots.current(),
                snapshot -> {
                    var group = AlertGroups.find(snapshot.alerts(), id).orElseThrow(() -> noGroup(id));
                    var config = context.notifier().config().orElseThrow(() -> noGroup(id));
                    TaggedAnswer.send(
                            request, view(group, config, snapshot.alerts().at()));
                },
                AlertListResource::unavailable);
    }

    private static RuntimeException noGroup(String id) {
        return ResponseEnvelope.routingError(
                404,
                "there is no aggregation group with the id %s now: its alerts have ended, or the routes have changed"
                        .formatted(id));
    }

    private GroupDetailView view(AlertGroup group, AlertingConfig config, Instant now) {
        var scheduled = group.scheduled().orElseThrow();
        var flush = scheduled.group();
        var receiver = config.receiver(flush.route());
        var slots = new ArrayList<SlotView>();
        var previews = new ArrayList<PreviewView>();
        for (var integration : receiver.integrations()) {
            var slot = receiver.slot(flush.groupKey(), integration);
            var state = context.cluster().slots().apply(slot);
            var forecast = forecast(scheduled, integration, state, now);
            slots.add(view(slot, state, forecast, now));
            previews.add(preview(scheduled, config, integration, forecast, now));
        }
        return new GroupDetailView(
                group.id(),
                flush.groupKey(),
                flush.receiver(),
                flush.groupLabels().asMap(),
                RouteView.of(config.tree(), flush.route()),
                TimeText.of(scheduled.nextFlush()),
                group.alerts().stream().limit(ROWS).map(AlertRowView::of).toList(),
                Math.max(0, group.alerts().size() - ROWS),
                slots,
                previews);
    }

    private SlotForecast forecast(ScheduledGroup scheduled, Integration integration, SlotState state, Instant now) {
        var repeat = scheduled.group().route().options().repeatInterval();
        var dedup = new Dedup(integration.sendResolved(), repeat);
        return SlotForecast.of(scheduled, dedup, context.notifier().muters(), state, now);
    }

    private SlotView view(Slot slot, SlotState state, SlotForecast forecast, Instant now) {
        var live = context.status().get().members();
        var order = live.inOrderFor(slot).stream().map(Member::instance).toList();
        var holder = state.holder();
        var refusal = state.refusal();
        return new SlotView(
                slot.integration(),
                slot.index(),
                state.nflogEntry().isInitial() ? null : ToldView.of(state.nflogEntry()),
                holder.isLiveAt(now)
                        ? new HolderView(
                                holder.instance(), TimeText.of(holder.renewedAt()), TimeText.of(holder.liveUntil()))
                        : null,
                refusal.isOverAt(now)
                        ? null
                        : new RefusalView(
                                refusal.retryAt().isAfter(now)
                                        ? "the receiver asked to wait"
                                        : "the receiver refused the notification",
                                TimeText.of(
                                        refusal.retryAt().isAfter(refusal.nextFlushAt())
                                                ? refusal.retryAt()
                                                : refusal.nextFlushAt())),
                order.isEmpty() ? "" : order.get(0),
                order,
                DecisionView.of(forecast));
    }

    private PreviewView preview(
            ScheduledGroup scheduled,
            AlertingConfig config,
            Integration integration,
            SlotForecast forecast,
            Instant now) {
        var message = NextMessage.of(
                scheduled.group(), forecast, integration.sendResolved(), config.templates(), context.externalUrl());
        var preview = message.map(
                        notification -> MessagePreview.of(integration, notification, now, TemplatedYaml::read))
                .orElseGet(() -> new MessagePreview("", "nothing would be sent: " + forecast.sentence()));
        return new PreviewView(integration.kind(), integration.index(), preview.content(), preview.problem());
    }
}
