package dev.tocsin.replay;

import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.muting.MuteReason;
import dev.tocsin.notification.receivers.Notification;
import java.time.Instant;

/** Is told the results while a stretch is evaluated, in order of time. */
public interface ReplayListener {
    /**
     * A rule group at one of its ticks.
     *
     * @param before the state before the tick
     * @param after the state after it
     */
    record EvaluatedTick(RuleGroup group, Instant tick, GroupState before, GroupState after) {}

    /**
     * A notification that an instance would have sent.
     *
     * @param integration kind of the integration, such as {@code webhook}
     */
    record VirtualNotification(Instant at, String integration, Notification notification) {}

    /**
     * An alert that notifications leave out from now on, or for another reason than before.
     *
     * @param integration kind of the integration, such as {@code webhook}
     */
    record WithheldAlert(
            Instant at, String receiver, String integration, Labels groupLabels, Labels alert, MuteReason reason) {}

    void evaluated(EvaluatedTick tick);

    void notified(VirtualNotification notification);

    void withheld(WithheldAlert alert);

    /** Something makes the results less certain. */
    void warned(String warning);

    /** Everything up to a time is evaluated. */
    void reached(Instant time);
}
