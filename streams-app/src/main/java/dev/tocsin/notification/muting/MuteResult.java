package dev.tocsin.notification.muting;

import dev.tocsin.alerts.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts of a flush, divided into muted and unmuted ones.
 *
 * @param unmuted in the given order
 * @param muted with the reason, in the given order
 */
public record MuteResult(List<Alert> unmuted, Map<Alert, MuteReason> muted) {
    public MuteResult {
        unmuted = List.copyOf(unmuted);
        muted = Collections.unmodifiableMap(new LinkedHashMap<>(muted));
    }

    /** @param intervals the time intervals of the route */
    public static MuteResult apply(List<Alert> alerts, RouteIntervals intervals, Muters muters, Instant now) {
        var mutedByTime = muters.mutedByTime(intervals, now);
        var unmuted = new ArrayList<Alert>();
        var muted = new LinkedHashMap<Alert, MuteReason>();
        for (var alert : alerts) {
            muters.muted(alert, mutedByTime, now)
                    .ifPresentOrElse(reason -> muted.put(alert, reason), () -> unmuted.add(alert));
        }
        return new MuteResult(unmuted, muted);
    }
}
