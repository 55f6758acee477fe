package dev.tocsin.cli;

import dev.tocsin.archive.Restoration;
import dev.tocsin.archive.Standing;
import dev.tocsin.archive.TableRestoration;
import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.TopicCreation;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.ExternalAlert;
import dev.tocsin.kafka.codec.LoggedAlert;
import dev.tocsin.kafka.log.Log;
import dev.tocsin.kafka.log.Position;
import dev.tocsin.kafka.log.Readers;
import dev.tocsin.kafka.replica.Entry;
import dev.tocsin.kafka.replica.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** The shared topics, where they are. */
final class KafkaTopics implements SharedTopics {
    /** Few enough that all are stored before the patience with the first of them ends. */
    private static final int AT_ONCE = 1000;

    private final KafkaSettings kafka;
    private final Topics topics;
    private final TopicReader reader;
    private Log log;

    private KafkaTopics(KafkaSettings kafka, Topics topics, Readers readers) {
        this.kafka = kafka;
        this.topics = topics;
        this.reader = new TopicReader(kafka, topics, readers);
    }

    static SharedTopics open(Settings settings) {
        var matchers = settings.alertmanager().matchers();
        var readers = new Readers(
                settings.evaluation().ofGroups(),
                (name, document) -> AlertmanagerDocument.problems(name, document, matchers));
        return new KafkaTopics(new KafkaSettings(settings.kafka()), topics(settings.topics()), readers);
    }

    @Override
    public List<String> create() {
        return new TopicCreation(topics).ensure(kafka);
    }

    @Override
    public Map<String, Entry<RuleGroup>> ruleGroups() {
        return reader.ruleGroups();
    }

    @Override
    public Map<String, Entry<ConfigDocument>> config() {
        return reader.config();
    }

    @Override
    public void change(List<RuleGroupDraft> written, List<String> removed) {
        var stored = new ArrayList<CompletableFuture<Position>>();
        written.forEach(group -> stored.add(log().append(group)));
        removed.forEach(key -> stored.add(log().removeRuleGroup(key)));
        await(stored);
    }

    @Override
    public void put(String name, ConfigDocument document) {
        await(List.of(log().append(name, document)));
    }

    @Override
    public Standing standing() {
        return reader.standing();
    }

    /** Who sees that something fires sees, too, that it is silenced and of what people were told. */
    @Override
    public void restore(Restoration restoration) {
        put(restoration.silences(), log()::append);
        put(restoration.sent(), log()::append);
        put(
                restoration.alerts(),
                alert -> log().append(new LoggedAlert(alert.persisted(), alert.group(), alert.tick())));
        put(restoration.posted(), posted -> log().append(new ExternalAlert(posted.alert(), posted.timedOut())));
    }

    private static <T> void put(TableRestoration<T> table, Function<T, CompletableFuture<Position>> append) {
        var missing = table.missing();
        for (var from = 0; from < missing.size(); from += AT_ONCE) {
            var some = missing.subList(from, Math.min(from + AT_ONCE, missing.size()));
            await(some.stream().map(append).toList());
        }
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }

    // Who only reads needs no producer.
    private Log log() {
        if (log == null) {
            log = openLog();
        }
        return log;
    }

    private Log openLog() {
        try {
            return new Log(kafka, topics);
        } catch (RuntimeException e) {
            throw new CommandFailed(
                    "nothing was stored, for the kafka settings can not be used: " + Failures.reason(e), e);
        }
    }

    private static void await(List<CompletableFuture<Position>> stored) {
        try {
            CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw new CommandFailed(
                    "not everything was stored; do it again once Kafka is well: " + Failures.reason(e.getCause()));
        }
    }

    private static Topics topics(Settings.Topics settings) {
        return new Topics(Topics.Settings.of(
                settings.prefix(),
                settings.replicationFactor(),
                settings.samplesPartitions(),
                settings.samplesRetention()));
    }
}
