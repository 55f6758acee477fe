package dev.tocsin.http.tocsin;

import dev.tocsin.http.common.ApiTime;
import dev.tocsin.notation.GoTime;
import java.time.Instant;

/** Times in answers: in UTC with milliseconds; an empty text stands for none. */
final class TimeText {
    private TimeText() {}

    /** Formats a time. The constants that stand for no time are an empty text. */
    static String of(Instant time) {
        var isNone = time.equals(Instant.MIN)
                || time.equals(Instant.MAX)
                || time.equals(Instant.EPOCH)
                || time.equals(GoTime.ZERO);
        return isNone ? "" : ApiTime.millis(time);
    }
}
