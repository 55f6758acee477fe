package dev.tocsin.evaluator;

import dev.tocsin.evaluation.samples.SampleColumns;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The newest answers of data sources in the samples topic, by group. Of several answers at one tick, the first one with the
 * fewest failures counts. So all instances that wait for answers without failures use the same. Thread-safe; records are
 * read on one thread.
 */
final class AnswerLog {
    private final AnswerBatch batches = new AnswerBatch();
    private final Map<String, GroupAnswers> newest = new ConcurrentHashMap<>();
    private volatile Consumer<String> listener = group -> {};

    /** Sets the listener for the key of each group with new answers. It is called on the reading thread. */
    void onAnswers(Consumer<String> next) {
        listener = next;
    }

    /** Takes up a record, if it has answers. Returns whether it has. */
    boolean accept(SampleColumns samples, String source) {
        if (!AnswerBatch.isAnswer(samples, source)) {
            return false;
        }
        batches.read(samples, source).ifPresent(read -> {
            newest.merge(read.group(), read.answers(), AnswerLog::better);
            listener.accept(read.group());
        });
        return true;
    }

    private static GroupAnswers better(GroupAnswers known, GroupAnswers next) {
        var isSameTick = known.tick().equals(next.tick());
        return isSameTick && next.failures() < known.failures() || next.tick().isAfter(known.tick()) ? next : known;
    }

    /** The answers at a tick, if they are the newest. */
    Optional<GroupAnswers> at(String group, Instant tick) {
        return Optional.ofNullable(newest.get(group))
                .filter(answers -> answers.tick().equals(tick));
    }

    /** Whether there are answers to a later tick. */
    boolean hasLater(String group, Instant tick) {
        var answers = newest.get(group);
        return answers != null && answers.tick().isAfter(tick);
    }

    /** Whether other instances have evaluated a later tick with answers that count on all instances. */
    boolean isOvertaken(String group, Instant tick) {
        return hasLater(group, tick) && newest.get(group).failures() == 0;
    }

    void remove(String group) {
        newest.remove(group);
    }
}
