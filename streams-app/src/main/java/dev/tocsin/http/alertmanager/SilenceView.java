package dev.tocsin.http.alertmanager;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A silence in the API: with the fields of Alertmanager, and with those that only Tocsin has if they are not empty. */
record SilenceView(
        String id,
        Status status,
        String updatedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations,
        String comment,
        String createdBy,
        String endsAt,
        List<MatcherView> matchers,
        String startsAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String expire,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long expireGraceSeconds,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String replaces) {

    record Status(String state) {}

    record MatcherView(boolean isEqual, boolean isRegex, String name, String value) {
        static MatcherView of(Matcher matcher) {
            var op = matcher.op();
            return new MatcherView(!op.isNegative(), op.isRegex(), matcher.name(), matcher.value());
        }
    }

    /** The response to {@code POST /silences}. */
    record Id(String silenceID) {}

    static SilenceView of(Silence silence, Instant now) {
        return new SilenceView(
                silence.id(),
                new Status(silence.at(now).text()),
                ApiTime.millis(silence.updatedAt()),
                silence.annotations(),
                silence.comment(),
                silence.createdBy(),
                ApiTime.millis(silence.endsAt()),
                silence.matchers().stream().map(MatcherView::of).toList(),
                ApiTime.millis(silence.startsAt()),
                silence.expiry().text(),
                silence.expiry().grace().toSeconds(),
                silence.replaces());
    }
}
