package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Matcher;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoQuote;
import io.javalin.http.Context;
import java.math.BigInteger;
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
import java.util.regex.Pattern;

/** The parameters of a request: of its form, then of its query string. All of them are bounded. */
final class PrometheusParameters {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final BigInteger MAX_INTEGER = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final int LONG_BITS = 63;
    private static final int MAX_QUOTED = 100;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private int size;

    private PrometheusParameters() {}

    static PrometheusParameters of(Context request) {
        var parameters = new PrometheusParameters();
        var type = request.contentType();
        if (request.method().name().equals("POST") && type != null && type.startsWith(FORM)) {
            var form = RequestBody.read(
                    request,
                    Limit.FORM_BODY.intValue(),
                    sentence -> ResponseEnvelope.apiError(413, "bad_data", sentence));
            parameters.addForm(new String(form, StandardCharsets.UTF_8));
        }
        request.queryParamMap().forEach((name, more) -> more.forEach(value -> parameters.add(name, value)));
        return parameters;
    }

    private void addForm(String form) {
        for (var pair : form.split("&", Limit.PARAMETERS.intValue() + 1)) {
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
        size++;
        if (size > Limit.PARAMETERS.value()) {
            throw ResponseEnvelope.badData("the request has more than %d parameters, which is the limit; send fewer"
                    .formatted(Limit.PARAMETERS.value()));
        }
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns the first value; empty if it is absent or an empty text. */
    Optional<String> find(String name) {
        return all(name).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** Returns the text of the query; empty if it is absent. */
    String query() {
        return query("query");
    }

    /** @param name of the parameter that has the query */
    String query(String name) {
        var text = find(name).orElse("");
        if (text.length() > Limit.QUERY_LENGTH.value()) {
            throw ResponseEnvelope.invalidParameter(
                    name,
                    "the query has %d characters, but the maximum is %d; move parts of it to recording rules"
                            .formatted(text.length(), Limit.QUERY_LENGTH.value()));
        }
        return text;
    }

    /** Returns a time; empty if it is absent. */
    Optional<Instant> time(String name) {
        return parse(
                name,
                PrometheusTime::parse,
                text -> "invalid time value for '%s': cannot parse %s to a valid timestamp"
                        .formatted(name, quoted(text)));
    }

    /** Returns a time that must be present. */
    Instant requiredTime(String name) {
        Function<String, String> problem = text -> "cannot parse %s to a valid timestamp".formatted(quoted(text));
        return parse(name, PrometheusTime::parse, problem)
                .orElseThrow(() -> ResponseEnvelope.invalidParameter(name, problem.apply("")));
    }

    /** Returns a duration, which can be negative; empty if it is absent. */
    Optional<Duration> duration(String name) {
        return duration(name, problem -> ResponseEnvelope.invalidParameter(name, problem));
    }

    /** @param onError creates the error for a text that is no duration, from the problem */
    Optional<Duration> duration(String name, Function<String, ApiException> onError) {
        return find(name).map(text -> {
            try {
                return PrometheusTime.parseDuration(text);
            } catch (PrometheusTime.OverflowException e) {
                throw onError.apply(notADuration(text) + ". It overflows int64");
            } catch (IllegalArgumentException e) {
                throw onError.apply(notADuration(text));
            }
        });
    }

    static String notADuration(String text) {
        return "cannot parse %s to a valid duration".formatted(quoted(text));
    }

    /** Returns the maximum number of results; 0 for all. */
    int limit() {
        var limit = integer("limit", "strconv.Atoi: ").orElse(0);
        if (limit < 0) {
            throw ResponseEnvelope.invalidParameter("limit", "limit must be non-negative");
        }
        return limit;
    }

    /**
     * Returns an integer. One that has more than 32 bits is the nearest that fits.
     *
     * @param problem prefix of the error message for a text that is not a number
     */
    Optional<Integer> integer(String name, String problem) {
        return integer(name, cause -> ResponseEnvelope.invalidParameter(name, problem + cause));
    }

    Optional<Integer> integer(String name, Function<String, ApiException> onError) {
        return find(name).map(text -> {
            if (text.length() > Limit.NUMBER_PARAMETER.value()
                    || !INTEGER.matcher(text).matches()) {
                throw onError.apply("parsing %s: invalid syntax".formatted(quoted(text)));
            }
            var number = new BigInteger(text);
            if (number.bitLength() > LONG_BITS) {
                throw onError.apply("parsing %s: value out of range".formatted(quoted(text)));
            }
            return number.min(MAX_INTEGER).max(MAX_INTEGER.negate()).intValue();
        });
    }

    /** Returns an integer, with the error of paths that take no other texts; empty if it is absent. */
    Optional<Integer> number(String name) {
        return integer(name, problem -> ResponseEnvelope.badData(name + " must be a number"));
    }

    private <T> Optional<T> parse(String name, Function<String, T> parser, Function<String, String> problem) {
        return find(name).map(text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw ResponseEnvelope.invalidParameter(name, problem.apply(text));
            }
        });
    }

    /** Returns a boolean; false if it is absent. */
    boolean flag(String name) {
        var text = find(name).orElse("false");
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            throw ResponseEnvelope.invalidParameter(
                    name,
                    "error converting %s: strconv.ParseBool: parsing %s: invalid syntax".formatted(name, quoted(text)));
        }
        return TRUE.contains(text);
    }

    /**
     * Returns the selectors of {@code match[]}. A series is selected if any of them matches.
     *
     * @param onError creates the error for a text that is no selector, from the problem
     */
    List<List<Matcher>> selectors(Function<String, ApiException> onError) {
        var texts = all("match[]");
        if (texts.size() > Limit.SELECTORS.value()) {
            throw onError.apply("the request has %d match[] parameters, but the maximum is %d"
                    .formatted(texts.size(), Limit.SELECTORS.value()));
        }
        return texts.stream().map(text -> selector(text, onError)).toList();
    }

    /** Parses a selector that does not match everything. */
    private static List<Matcher> selector(String text, Function<String, ApiException> onError) {
        var matchers = anySelector(text, onError);
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw onError.apply("match[] must contain at least one non-empty matcher");
        }
        return matchers;
    }

    static List<Matcher> anySelector(String text, Function<String, ApiException> onError) {
        if (text.length() > Limit.QUERY_LENGTH.value()) {
            throw onError.apply("a selector has %d characters, but the maximum is %d"
                    .formatted(text.length(), Limit.QUERY_LENGTH.value()));
        }
        try {
            return PromqlParser.parseMetricSelector(text);
        } catch (PromqlSyntaxException e) {
            throw onError.apply(e.getMessage());
        }
    }

    private static String quoted(String text) {
        return GoQuote.quote(text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "..." : text);
    }
}
