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
 * The query parameters that several paths share.
 *
 * @param matchers the notation of matchers
 */
record AlertmanagerParameters(Context request, MatcherParser matchers) {
    private static final Set<String> TRUE =
            Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

    /** Unless it says otherwise, it is wanted. */
    boolean includes(String name) {
        var value = request.queryParam(name);
        return value == null || value.isEmpty() || TRUE.contains(value.toLowerCase(Locale.ROOT));
    }

    List<Matcher> filter() {
        return matchers("filter", "");
    }

    /** A test of a receiver's labels, by {@code receiver} and {@code receiver_matchers} together. */
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
