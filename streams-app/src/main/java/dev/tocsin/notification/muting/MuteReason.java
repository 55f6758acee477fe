package dev.tocsin.notification.muting;

import dev.tocsin.labels.Fingerprint;
import java.util.List;

/** Why an alert is not notified. */
public sealed interface MuteReason {
    /** The value of the label {@code reason} in metrics. */
    String reason();

    /** A firing alert inhibits it. */
    record Inhibited(Fingerprint source) implements MuteReason {
        @Override
        public String reason() {
            return "inhibition";
        }
    }

    /** The route is muted: these of its {@code mute_time_intervals} are active. */
    record InMuteTimeInterval(List<String> intervals) implements MuteReason {
        public InMuteTimeInterval {
            intervals = List.copyOf(intervals);
        }

        @Override
        public String reason() {
            return "mute_time_interval";
        }
    }

    /** The route is muted: none of its {@code active_time_intervals} is active. */
    record OutsideActiveTimeInterval(List<String> intervals) implements MuteReason {
        public OutsideActiveTimeInterval {
            intervals = List.copyOf(intervals);
        }

        @Override
        public String reason() {
            return "active_time_interval";
        }
    }

    /** Silences mute it; the ids are those of all that apply. */
    record Silenced(List<String> silenceIds) implements MuteReason {
        public Silenced {
            silenceIds = List.copyOf(silenceIds);
        }

        @Override
        public String reason() {
            return "silence";
        }
    }
}
