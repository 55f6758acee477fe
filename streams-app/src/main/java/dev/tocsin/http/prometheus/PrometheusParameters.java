package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.PromDuration;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The parameters of a request: of its query string and of its form. */
final class PrometheusParameters {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000);

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private PrometheusParameters() {}

    static PrometheusParameters of(Context request, int maxBodyBytes) {
        var parameters = new PrometheusParameters();
        var type = request.contentType();
        if (request.method().name().equals("POST") && type != null && type.startsWith(FORM)) {
            var form = RequestBody.read(
                    request, maxBodyBytes, sentence -> ResponseEnvelope.apiError(413, "bad_data", sentence));
            parameters.addForm(new String(form, StandardCharsets.UTF_8));
        }
        request.queryParamMap().forEach((name, more) -> more.forEach(value -> parameters.add(name, value)));
        return parameters;
    }

    private void addForm(String form) {
        for (var pair : form.split("&")) {
            var parts = pair.split("=", 2);
            add(urlDecode(parts[0]), parts.length > 1 ? urlDecode(parts[1]) : "");
        }
    }

    private static String urlDecode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ResponseEnvelope.badData("error parsing form values: " + e.getMessage());
        }
    }

    private void add(String name, String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns the first value; empty if it is absent or an empty text. */
    Optional<String> find(String name) {
        return all(name).stream().findFirst().filter(value -> !value.isEmpty());
    }

    Optional<Instant> time(String name) {
        return parse(
                name,
                text -> number(text).map(PrometheusParameters::atSecond).orElseGet(() -> ApiTime.parse(text)),
                "invalid time value for '" + name + "': cannot parse %s to a valid timestamp");
    }

    Optional<Duration> duration(String name) {
        return parse(
                name,
                text -> number(text)
                        .map(seconds -> Duration.between(Instant.EPOCH, atSecond(seconds)))
                        .orElseGet(() -> PromDuration.parse(text)),
                "cannot parse %s to a valid duration");
    }

    /** Returns the maximum number of results; 0 for all. */
    int limit() {
        var limit = integer("limit", "strconv.Atoi: ").orElse(0);
        if (limit < 0) {
            throw ResponseEnvelope.invalidParameter("limit", "limit must be non-negative");
        }
        return limit;
    }

    /** @param problem prefix of the error message for a text that is not a number */
    Optional<Integer> integer(String name, String problem) {
        return parse(name, Integer::valueOf, problem + "parsing %s: invalid syntax");
    }

    /** @param problem format of the error message, for the quoted text */
    private <T> Optional<T> parse(String name, Function<String, T> parser, String problem) {
        return find(name).map(text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw ResponseEnvelope.invalidParameter(name, problem.formatted(GoQuote.quote(text)));
            }
        });
    }

    /** Returns a boolean; false if it is absent. */
    boolean flag(String name) {
        var text = find(name).orElse("false");
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            throw ResponseEnvelope.invalidParameter(
                    name,
                    "error converting %s: strconv.ParseBool: parsing %s: invalid syntax"
                            .formatted(name, GoQuote.quote(text)));
        }
        return TRUE.contains(text);
    }

    /** Returns the selectors of {@code match[]}. A series is selected if any of them matches. */
    List<List<Matcher>> selectors() {
        return all("match[]").stream().map(PrometheusParameters::selector).toList();
    }

    private static List<Matcher> selector(String text) {
        try {
            var matchers = PromqlParser.parseMetricSelector(text);
            if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
                throw ResponseEnvelope.badData("match[] must contain at least one non-empty matcher");
            }
            return matchers;
        } catch (PromqlSyntaxException e) {
            throw ResponseEnvelope.badData(e.getMessage());
        }
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text))
                    .filter(number -> number.abs().compareTo(MAX_SECONDS) < 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant atSecond(BigDecimal seconds) {
        return Instant.ofEpochMilli(
                seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
}
