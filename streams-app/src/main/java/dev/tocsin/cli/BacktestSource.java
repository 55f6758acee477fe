package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleSelectors;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.replay.Backtest;
import dev.tocsin.replay.PrometheusCopy;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where a backtest reads the past from: the topics, copies of them, or a Prometheus. */
final class BacktestSource {
    @Mixin
    private CopiesOption copies;

    @Mixin
    private PrometheusOption prometheus;

    @Option(
            names = "--no-kafka",
            description = {
                "with --prometheus: as if there had been no other alerts and no silences;",
                "needs --alertmanager for notifications"
            })
    private boolean noKafka;

    /**
     * The past that a backtest needs.
     *
     * @param groups the tested groups
     * @param first the time of the oldest samples
     * @param last the time of the newest samples
     */
    record Request(
            KafkaCommand command,
            Settings settings,
            ProgressBar progress,
            List<RuleGroup> groups,
            Instant first,
            Instant last) {}

    /** Adds the mistakes in the options to problems. */
    void check(List<String> problems) {
        if (noKafka && !prometheus.isSet()) {
            problems.add("--no-kafka needs --prometheus: without both there are no samples");
        }
        if (noKafka && copies.isSet()) {
            problems.add("--no-kafka reads no topics, so --files has no effect: leave one of them out");
        }
    }

    /** Passes the past to its user. */
    void read(Request request, Consumer<Backtest.Past> user) {
        if (!prometheus.isSet()) {
            readTopics(request, request.first(), topics -> user.accept(new Backtest.Past(topics, topics)));
            return;
        }
        CopiesOption.withFolder(request.settings(), samples -> {
            copyPrometheus(request, samples);
            if (noKafka) {
                Backtest.writeEmptyTopics(samples);
                user.accept(new Backtest.Past(samples, samples));
            } else {
                readTopics(request, request.last(), others -> user.accept(new Backtest.Past(samples, others)));
            }
            return null;
        });
    }

    private void readTopics(Request request, Instant firstSample, Consumer<TopicCopies> user) {
        copies.read(
                request.command().tocsin().topics(),
                request.settings(),
                request.progress(),
                topics -> firstSample,
                request.last(),
                topics -> {
                    user.accept(topics);
                    return null;
                });
    }

    private void copyPrometheus(Request request, TopicCopies samples) {
        var command = request.command();
        var features = request.settings().evaluation().engineOptions().features();
        var selectors = new RuleSelectors(text -> PromqlParser.parse(text, features));
        var texts = PrometheusCopy.selectors(request.groups(), selectors);
        selectors
                .ruleWithUnknownQuery()
                .ifPresent(
                        rule -> command.warn(("warning: a template of rule %s queries an expression that is known only"
                                        + " when it is expanded: it finds only what other rules select")
                                .formatted(rule)));
        var contents = prometheus.read(
                command.context(),
                command::appliedDataSources,
                api -> new PrometheusCopy(
                                api,
                                samples.topics(),
                                part -> request.progress().show("Reading Prometheus", part))
                        .write(samples, texts, request.first(), request.last()));
        if (contents.histograms() > 0) {
            command.warn(
                    "warning: %d answer(s) had series with native histograms, which are left out: the API does not give"
                                    .formatted(contents.histograms())
                            + " them as they were stored");
        }
    }
}
