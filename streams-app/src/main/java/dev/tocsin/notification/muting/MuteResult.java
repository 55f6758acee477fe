package dev.tocsin.notification.muting;

import dev.tocsin.alerts.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts of a flush, divided.
 *
 * @param passed in the order in which they came
 * @param muted each with its reason, in the order in which they came
 */
public record MuteResult(List<Alert> unmuted, Map<Alert, MuteReason> muted) {
    public MuteResult {
        unmuted = List.copyOf(unmuted);
        muted = Collections.unmodifiableMap(new LinkedHashMap<>(muted));
    }

    /** @param hours those of the route */
    public static MuteResult apply(List<Alert> alerts, RouteIntervals hours, Muters mutes, Instant now) {
        var quiet = mutes.mutedByTime(hours, now);
        var passed = new ArrayList<Alert>();
        var muted = new LinkedHashMap<Alert, MuteReason>();
        for (var alert : alerts) {
            mutes.muted(alert, quiet, now).ifPresentOrElse(reason -> muted.put(alert, reason), () -> passed.add(alert));
        }
        return new MuteResult(passed, muted);
    }
}
