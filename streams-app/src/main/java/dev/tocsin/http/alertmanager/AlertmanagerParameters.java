package dev.tocsin.http.alertmanager;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherParser;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Query parameters that several paths share.
 *
 * @param matchers the notation of matchers
 */
record AlertmanagerParameters(Context request, MatcherParser matchers) {
    private static final Set<String> TRUE =
            Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

    /** Returns the value of a flag that is true by default. */
    boolean includes(String name) {
        var value = request.queryParam(name);
        return value == null || value.isEmpty() || TRUE.contains(value.toLowerCase(Locale.ROOT));
    }

    List<Matcher> filter() {
        return matchers("filter", "");
    }

    /** Returns the filter on receiver labels from {@code receiver} and {@code receiver_matchers}. */
    Predicate<Labels> receiverFilter() {
        var matchers = matchers("receiver_matchers", "failed to parse receiver_matchers param: ");
        var regex = request.queryParam("receiver");
        if (regex == null || regex.isEmpty()) {
            return labels -> matchers.stream().allMatch(matcher -> matcher.matches(labels));
        }
        try {
            var named = Matcher.alerting("name", Matcher.Op.REGEX, regex);
            return labels -> named.matches(labels) && matchers.stream().allMatch(matcher -> matcher.matches(labels));
        } catch (IllegalArgumentException e) {
            throw AlertmanagerErrors.handlerError(400, "failed to parse receiver param: " + e.getMessage());
        }
    }

    private List<Matcher> matchers(String name, String problem) {
        try {
            return request.queryParams(name).stream().map(matchers::parse).toList();
        } catch (IllegalArgumentException e) {
            throw AlertmanagerErrors.handlerError(400, problem + e.getMessage());
        }
    }
}
