package dev.tocsin.notifier;

import dev.tocsin.notification.log.Member;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the cluster that this instance lives, and sees by it that it can reach the log. Runs on the office's loop. */
final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final NotifierContext context;
    private final Member self;
    private final Duration interval;
    private Loop.Alarm next = () -> {};
    private boolean wasLogUnseen;
    private boolean wasCutOff;
    private boolean hasBeenSeen;
    private boolean duplicateReported;

    Heartbeat(NotifierContext office, Member self, Duration every) {
        this.context = office;
        this.self = self;
        this.interval = every;
    }

    void send() {
        logDuplicateInstance();
        context.isolation().heartbeatSent();
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

    /** The last heartbeat: nobody need wait for this instance from now on. */
    CompletableFuture<Void> leave() {
        next.cancel();
        return context.log()
                .append(new Member(
                        self.instance(), self.startedAt(), self.address(), self.version(), true, Instant.MIN));
    }

    // Once the own heartbeat is in the log, only somebody of the same name can have written over it.
    private void logDuplicateInstance() {
        var other = context.log().members().all().stream()
                .filter(member -> hasBeenSeen && isDuplicate(member))
                .findFirst();
        if (other.isPresent() && !duplicateReported) {
            LOG.atError()
                    .addKeyValue("instance", self.instance())
                    .addKeyValue("address", other.get().address())
                    .log("Another instance has the same instance.id: notifications may be doubled; give each its own");
        }
        duplicateReported = other.isPresent() || duplicateReported;
    }

    private boolean isDuplicate(Member member) {
        return member.instance().equals(self.instance())
                && member.startedAt().toEpochMilli() != self.startedAt().toEpochMilli();
    }

    private void logIsolationChange() {
        var isOutOfSight = context.isolation().isLogUnseen();
        var isCutOff = context.isolation().isCutOff();
        if (isOutOfSight && !wasLogUnseen) {
            LOG.warn("The cluster log does not answer; nothing is claimed until it does");
        }
        if (isCutOff && !wasCutOff) {
            LOG.atError()
                    .addKeyValue("policy", context.isolation().policy())
                    .addKeyValue("unseenFor", context.isolation().unseenFor())
                    .log("Cut off from the cluster log");
        } else if (!isOutOfSight && wasLogUnseen) {
            LOG.info("The cluster log is back");
        }
        wasLogUnseen = isOutOfSight;
        wasCutOff = isCutOff;
    }
}
