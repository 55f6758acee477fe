package dev.tocsin.notifier;

import dev.tocsin.notification.log.Member;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends heartbeats of this instance. A heartbeat that comes back from the log shows that the log can be reached. Runs
 * on the notifier's loop.
 */
final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final NotifierContext context;
    private final Member self;
    private final Duration interval;
    private Loop.Alarm next = () -> {};
    private boolean wasLogUnreachable;
    private boolean wasIsolated;
    private boolean hasBeenSeen;
    private boolean duplicateReported;
    private final Map<String, String> lastLive = new TreeMap<>();

    Heartbeat(NotifierContext context, Member self, Duration interval) {
        this.context = context;
        this.self = self;
        this.interval = interval;
    }

    void send() {
        logDuplicateInstance();
        logMembershipChanges();
        context.isolation().addUnseenInterval();
        logIsolationChange();
        context.loop().whenDone(context.log().append(self), (done, error) -> {
            if (error == null) {
                hasBeenSeen = true;
                context.isolation().heartbeatSeen(context.loop().monotonic());
                logIsolationChange();
            } else {
                LOG.atDebug().addKeyValue("reason", Causes.message(error)).log("A heartbeat did not come back");
            }
        });
        next = context.loop().after(interval, this::send);
    }

    /** Appends the last heartbeat, with {@code leaving}: the other members do not wait for this instance any more. */
    CompletableFuture<Void> leave() {
        next.cancel();
        return context.log()
                .append(new Member(
                        self.instance(), self.startedAt(), self.address(), self.version(), true, Instant.MIN));
    }

    // Once a heartbeat of this instance is in the log, only an instance with the same id can overwrite it.
    private void logDuplicateInstance() {
        var other = context.log().members().all().stream()
                .filter(member -> hasBeenSeen && isDuplicate(member))
                .findFirst();
        if (other.isPresent() && !duplicateReported) {
            LOG.atError()
                    .addKeyValue("instance", self.instance())
                    .addKeyValue("address", other.get().address())
                    .log(
                            "Another instance has the same instance.id, so notifications may be sent twice. Set a different instance.id for each instance");
        }
        duplicateReported = other.isPresent() || duplicateReported;
    }

    private void logMembershipChanges() {
        var live = context.liveMembers().all().stream()
                .collect(Collectors.toMap(Member::instance, Member::address, (one, same) -> one, TreeMap::new));
        live.forEach((instance, address) -> {
            if (lastLive.put(instance, address) == null) {
                logMember("Member joined", instance, address);
            }
        });
        lastLive.entrySet().removeIf(member -> {
            var isGone = !live.containsKey(member.getKey());
            if (isGone) {
                logMember("Member left", member.getKey(), member.getValue());
            }
            return isGone;
        });
    }

    private void logMember(String event, String instance, String address) {
        context.events()
                .info(
                        event,
                        details -> details.addKeyValue("instance", instance).addKeyValue("address", address));
    }

    private boolean isDuplicate(Member member) {
        return member.instance().equals(self.instance())
                && member.startedAt().toEpochMilli() != self.startedAt().toEpochMilli();
    }

    private void logIsolationChange() {
        var isLogUnreachable = context.isolation().isLogUnreachable();
        var isIsolated = context.isolation().isIsolated();
        if (isLogUnreachable && !wasLogUnreachable) {
            LOG.warn("No heartbeat of this instance came back from the cluster log. It claims nothing until one does");
        }
        if (isIsolated && !wasIsolated) {
            LOG.atError()
                    .addKeyValue("policy", context.isolation().policy())
                    .addKeyValue("unseenFor", context.isolation().unseenFor())
                    .log(
                            "This instance has not seen the cluster log for longer than isolation.grace, so isolation.policy applies");
        } else if (!isLogUnreachable && wasLogUnreachable) {
            LOG.info("This instance reads the cluster log again. It claims after 3 s");
        }
        wasLogUnreachable = isLogUnreachable;
        wasIsolated = isIsolated;
    }
}
