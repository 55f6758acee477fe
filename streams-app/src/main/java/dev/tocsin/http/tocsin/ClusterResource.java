package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.http.common.AgreementView;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.SkippedRecordView;
import dev.tocsin.kafka.Topics;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.ClaimHistory;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Slot;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code GET /members} and {@code GET /claims}: the cluster as this instance sees it. */
record ClusterResource(TocsinContext context) {
    private record MembersView(
            long offset,
            List<MemberView> members,
            AgreementView agreement,
            List<TopicView> topics,
            List<SkippedRecordView> skipped) {
        List<Object> content() {
            return List.of(members, agreement, topics, skipped);
        }
    }

    /**
     * @param live whether the last heartbeat is new enough
     * @param ready known of this instance only, as is {@code isolated}
     */
    private record MemberView(
            String instance,
            String version,
            String address,
            String startedAt,
            String heartbeatAt,
            BigDecimal ageSeconds,
            boolean live,
            boolean leaving,
            boolean self,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean ready,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean isolated) {}

    /** @param partitions null if the number may be changed */
    private record TopicView(String name, @JsonInclude Integer partitions, String cleanup) {
        static TopicView of(Topics.Description topic) {
            return new TopicView(topic.name(), topic.partitions() == 0 ? null : topic.partitions(), topic.cleanup());
        }
    }

    private record ClaimsView(long offset, List<ClaimView> claims) {}

    private record ClaimView(
            long offset,
            SlotReferenceView slot,
            String claimId,
            String instance,
            String at,
            String outcome,
            String endedAt,
            BigDecimal durationSeconds,
            String reason) {
        static ClaimView of(ClaimHistory.Entry claim) {
            return new ClaimView(
                    claim.offset(),
                    SlotReferenceView.of(claim.slot(), claim.groupLabels()),
                    claim.claimId(),
                    claim.instance(),
                    TimeText.of(claim.at()),
                    claim.outcome().text(),
                    TimeText.of(claim.endedAt()),
                    ApiTime.seconds(claim.duration()),
                    claim.reason());
        }
    }

    /** @param id of the aggregation group. @param labels of the group; empty while they are not known */
    private record SlotReferenceView(
            String id, String receiver, String integration, int index, Map<String, String> labels) {
        static SlotReferenceView of(Slot slot, Map<String, String> labels) {
            return new SlotReferenceView(slot.groupId(), slot.receiver(), slot.integration(), slot.index(), labels);
        }
    }

    void members(Context request) {
        var now = context.notifier().logTime();
        var live = context.status().get().members().all().stream()
                .map(Member::instance)
                .toList();
        var view = new MembersView(
                context.cluster().offset().getAsLong(),
                context.cluster().members().get().all().stream()
                        .map(member -> view(member, live.contains(member.instance()), now))
                        .toList(),
                AgreementView.of(context.cluster().agreement()),
                context.cluster().topics().stream().map(TopicView::of).toList(),
                context.cluster().skipped().get().stream()
                        .map(SkippedRecordView::of)
                        .toList());
        TaggedAnswer.send(request, view, view.content());
    }

    private MemberView view(Member member, boolean isLive, Instant now) {
        var isSelf = member.instance().equals(context.identity().instance());
        var status = context.status().get();
        return new MemberView(
                member.instance(),
                member.version(),
                member.address(),
                TimeText.of(member.startedAt()),
                TimeText.of(member.lastHeartbeatAt()),
                ApiTime.seconds(Duration.ofMillis(Math.max(
                        0, Duration.between(member.lastHeartbeatAt(), now).toMillis()))),
                isLive,
                member.leaving(),
                isSelf,
                isSelf ? status.isReady() : null,
                isSelf ? status.isolated() : null);
    }

    void claims(Context request) {
        var parameters = new TocsinParameters(request, context.matchers());
        var since = parameters.offset("since");
        var claims = context.cluster()
                .claims()
                .newest(
                        since,
                        parameters.number("limit", 200, 1, Limit.CLAIM_HISTORY.intValue()),
                        context.notifier().logTime());
        var views = claims.stream().map(ClaimView::of).toList();
        TaggedAnswer.send(request, new ClaimsView(context.cluster().offset().getAsLong(), views), views);
    }
}
