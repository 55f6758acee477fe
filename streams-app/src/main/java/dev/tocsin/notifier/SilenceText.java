package dev.tocsin.notifier;

import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notation.GoTime;
import dev.tocsin.notification.silences.Silence;
import java.util.LinkedHashMap;

/** Text of a silence in audit records. */
final class SilenceText {
    private SilenceText() {}

    /** A JSON object with the matchers in Alertmanager's text format. */
    static String of(Silence silence) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", silence.id());
        fields.put("matchers", MatcherFormat.format(silence.matchers()));
        fields.put("startsAt", GoTime.format(silence.startsAt()));
        fields.put("endsAt", GoTime.format(silence.endsAt()));
        fields.put("createdBy", silence.createdBy());
        fields.put("comment", silence.comment());
        if (!silence.annotations().isEmpty()) {
            fields.put("annotations", silence.annotations());
        }
        if (silence.expiry().whenResolved()) {
            fields.put("expire", silence.expiry().text());
        }
        return GoJson.value(fields);
    }
}
