package dev.tocsin.http.tocsin;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.limits.Limit;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Query parameters that the paths below {@code /api/v1/tocsin} share. A value that is not valid is answered with 400, which
 * names the parameter, the value and the valid ones.
 *
 * @param matchers the notation of matchers
 */
record TocsinParameters(Context request, MatcherParser matchers) {
    private static final int DEFAULT_LIMIT = 200;
    private static final int MAX_QUOTED = 100;

    /** Returns the text of a parameter; empty if it is absent. */
    String text(String name) {
        return Objects.requireNonNullElse(request.queryParam(name), "");
    }

    /** Returns the values of a parameter that can be repeated; empty ones are left out. */
    List<String> all(String name) {
        return request.queryParams(name).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Returns the values of a parameter that can be repeated and whose value can be a list with commas. */
    List<String> list(String name) {
        return all(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Returns the number of rows of a page: 200, or the parameter {@code limit}. */
    int limit() {
        return number("limit", DEFAULT_LIMIT, 1, Limit.LISTED_ROWS.intValue());
    }

    /** Returns a whole number. @param otherwise its value if it is absent */
    int number(String name, int otherwise, int least, int most) {
        var text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        var isNumber = text.matches("-?[0-9]{1,9}");
        if (!isNumber || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw invalid(name, text, "must be a whole number from %d to %d".formatted(least, most));
        }
        return Integer.parseInt(text);
    }

    /** Returns an offset; 0 if it is absent. */
    long offset(String name) {
        var text = text(name);
        if (!text.matches("[0-9]{0,18}")) {
            throw invalid(name, text, "must be an offset: a whole number, 0 or more");
        }
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    Cursor cursor() {
        var text = text("cursor");
        try {
            return text.isEmpty() ? Cursor.START : Cursor.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid("cursor", text, "must be the field 'next' of an answer; leave it out for the first page");
        }
    }

    /** Returns the matchers of {@code filter}: one or several in each value, with or without braces. */
    List<Matcher> filter() {
        return matchers("filter");
    }

    /** Returns the matchers of a parameter that can be repeated. */
    List<Matcher> matchers(String name) {
        var found = new ArrayList<Matcher>();
        for (var text : all(name)) {
            try {
                found.addAll(matchers.parseList(text));
            } catch (IllegalArgumentException e) {
                throw invalid(
                        name, text, "must be matchers such as severity=\"critical\" (%s)".formatted(e.getMessage()));
            }
        }
        if (found.size() > Limit.SELECTORS.value()) {
            throw invalid(
                    name,
                    "",
                    "has %d matchers, but at most %d are allowed".formatted(found.size(), Limit.SELECTORS.value()));
        }
        return List.copyOf(found);
    }

    /** Returns a time in the notation of RFC 3339, or in seconds since 1970; empty if it is absent. */
    Optional<Instant> time(String name) {
        var text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.matches("[0-9]{1,11}(\\.[0-9]{1,9})?")
                            ? Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000))
                            : ApiTime.parse(text));
        } catch (IllegalArgumentException e) {
            throw invalid(name, text, "must be a time such as 2026-01-02T15:04:05Z, or seconds since 1970");
        }
    }

    /** Returns the values of a list, each of which must be one of the allowed ones. */
    List<String> choices(String name, List<String> allowed) {
        var chosen = list(name);
        chosen.stream().filter(value -> !allowed.contains(value)).findFirst().ifPresent(value -> {
            throw invalid(name, value, "must be some of " + String.join(", ", allowed));
        });
        return chosen;
    }

    /** Returns one of the allowed values; the first one if the parameter is absent. */
    String choice(String name, List<String> allowed) {
        var value = text(name);
        if (value.isEmpty()) {
            return allowed.get(0);
        }
        if (!allowed.contains(value)) {
            throw invalid(name, value, "must be one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** @param remedy says which values are valid */
    static ApiException invalid(String name, String value, String remedy) {
        var shown = value.length() > MAX_QUOTED ? value.substring(0, MAX_QUOTED) + "..." : value;
        return ResponseEnvelope.badData("parameter %s is '%s', but %s".formatted(name, shown, remedy));
    }
}
