package dev.tocsin.notification.muting;

import dev.tocsin.labels.Fingerprint;
import java.util.List;

/** Why an alert is not told. */
public sealed interface MuteReason {
    /** As it stands in metrics. */
    String reason();

    /** Another alert fires that makes it needless. */
    record Inhibited(Fingerprint source) implements MuteReason {
        @Override
        public String reason() {
            return "inhibition";
        }
    }

    /** The route is quiet while one of these intervals holds, and they do. */
    record InMuteTimeInterval(List<String> intervals) implements MuteReason {
        public InMuteTimeInterval {
            intervals = List.copyOf(intervals);
        }

        @Override
        public String reason() {
            return "mute_time_interval";
        }
    }

    /** The route is heard while one of these intervals holds, and none does. */
    record OutsideActiveTimeInterval(List<String> intervals) implements MuteReason {
        public OutsideActiveTimeInterval {
            intervals = List.copyOf(intervals);
        }

        @Override
        public String reason() {
            return "active_time_interval";
        }
    }

    /** Somebody asked for silence; the ids are those of all silences that apply. */
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
