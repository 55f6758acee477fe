package dev.tocsin.templates.functions;

import static dev.tocsin.templates.Parameter.ANY;
import static dev.tocsin.templates.Parameter.TEXT;

import dev.tocsin.notation.PromDuration;
import dev.tocsin.templates.Arguments;
import dev.tocsin.templates.Escapes;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.Parameter;
import dev.tocsin.templates.SafeContent;
import dev.tocsin.templates.Signature;
import dev.tocsin.templates.TemplateFunctions;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;

/** The template functions that Prometheus adds, for labels and annotations of rules. */
final class PrometheusFunctions {
    /** The name of the function that evaluates an expression. */
    static final String QUERY = "query";

    private static final Signature ONE = Signature.of(ANY);
    private static final Signature ONE_TEXT = Signature.of(TEXT);
    private static final Parameter SAMPLES = new Parameter("template.queryResult", QuerySamples.class);
    private static final Parameter SAMPLE = new Parameter("*template.sample", QuerySample.class);
    private static final TemplateFunctions WITHOUT_TIME = texts(numbers(samples(TemplateFunctions.builtins())));

    private PrometheusFunctions() {}

    static TemplateFunctions of(URI externalUrl, Instant now, QueryFunction query) {
        return WITHOUT_TIME
                .with(QUERY, ONE_TEXT, expression -> new QuerySamples(query.query(expression.text(0))))
                .with("now", Signature.of(), none -> now.toEpochMilli() / 1000.0)
                .with("externalURL", Signature.of(), none -> externalUrl.toString())
                .with("pathPrefix", Signature.of(), none -> externalUrl.getPath() == null ? "" : externalUrl.getPath());
    }

    private static TemplateFunctions samples(TemplateFunctions functions) {
        return functions
                .with("first", Signature.of(SAMPLES), in -> samples(in, 0).first())
                .with(
                        "sortByLabel",
                        Signature.of(TEXT, SAMPLES),
                        in -> samples(in, 1).sortedBy(in.text(0)))
                .with(
                        "label",
                        Signature.of(TEXT, SAMPLE),
                        in -> sample(in, 1).labels().get(in.text(0)))
                .with("value", Signature.of(SAMPLE), in -> sample(in, 0).value().toTemplateValue())
                .with(
                        "strvalue",
                        Signature.of(SAMPLE),
                        in -> sample(in, 0).labels().get("__value__"));
    }

    private static TemplateFunctions numbers(TemplateFunctions functions) {
        return functions
                .with("humanize", ONE, value -> Humanize.metric(Numbers.of(value.value(0))))
                .with("humanize1024", ONE, value -> Humanize.binary(Numbers.of(value.value(0))))
                .with("humanizeDuration", ONE, value -> Humanize.duration(Numbers.of(value.value(0))))
                .with("humanizePercentage", ONE, value -> Humanize.percentage(Numbers.of(value.value(0))))
                .with("humanizeTimestamp", ONE, value -> Humanize.timestamp(Numbers.of(value.value(0))))
                .with("toTime", ONE, value -> Numbers.time(Numbers.of(value.value(0))))
                .with("toDuration", ONE, value -> Numbers.duration(Numbers.of(value.value(0))))
                .with("parseDuration", ONE_TEXT, text -> seconds(text.text(0)));
    }

    private static TemplateFunctions texts(TemplateFunctions functions) {
        return functions
                .with("args", Signature.of().andAnyNumberOf(ANY), PrometheusFunctions::toArgs)
                .with("title", ONE_TEXT, text -> Titles.upperFirst(text.text(0)))
                .with("toUpper", ONE_TEXT, text -> Titles.upper(text.text(0)))
                .with("toLower", ONE_TEXT, text -> Titles.lower(text.text(0)))
                .with("match", Signature.of(TEXT, TEXT), texts -> Regexes.isFound(texts.text(0), texts.text(1)))
                .with("reReplaceAll", Signature.of(TEXT, TEXT, TEXT), Regexes::replaceAll)
                .with("stripPort", ONE_TEXT, host -> HostPort.stripPort(host.text(0)))
                .with("stripDomain", ONE_TEXT, host -> HostPort.stripDomain(host.text(0)))
                .with("graphLink", ONE_TEXT, expression -> link(expression.text(0), 0))
                .with("tableLink", ONE_TEXT, expression -> link(expression.text(0), 1))
                .with("urlQueryEscape", ONE_TEXT, text -> Escapes.query(text.text(0)))
                .with("safeHtml", ONE_TEXT, text -> new SafeContent(text.text(0), SafeContent.Kind.HTML));
    }

    private static QuerySample sample(Arguments arguments, int index) {
        return arguments.value(index, QuerySample.class);
    }

    private static QuerySamples samples(Arguments arguments, int index) {
        return arguments.value(index, QuerySamples.class);
    }

    private static Object toArgs(Arguments arguments) {
        var named = new HashMap<String, Object>();
        for (var i = 0; i < arguments.count(); i++) {
            named.put("arg" + i, arguments.value(i));
        }
        return named;
    }

    private static String link(String expression, int tab) {
        return "/graph?g0.expr=%s&g0.tab=%d".formatted(Escapes.query(expression), tab);
    }

    private static double seconds(String text) {
        var isNegative = text.startsWith("-");
        try {
            var magnitude =
                    PromDuration.parse(isNegative ? text.substring(1) : text).toMillis() / 1000.0;
            return isNegative ? -magnitude : magnitude;
        } catch (IllegalArgumentException e) {
            throw new FunctionFailedException(e.getMessage());
        }
    }
}
