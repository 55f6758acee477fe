package dev.tocsin.notification.muting;

import dev.tocsin.labels.Fingerprint;
import java.util.List;

/** Why an alert is not told. */
public sealed interface Muted {
    /** As it stands in metrics. */
    String reason();

    /** Another alert fires that makes it needless. */
    record ByInhibition(Fingerprint source) implements Muted {
        @Override
        public String reason() {
            return "inhibition";
        }
    }

    /** The route is quiet while one of these intervals holds, and they do. */
    record ByTime(List<String> intervals) implements Muted {
        public ByTime {
            intervals = List.copyOf(intervals);
        }

        @Override
        public String reason() {
            return "mute_time_interval";
        }
    }

    /** The route is heard while one of these intervals holds, and none does. */
    record OutsideTime(List<String> intervals) implements Muted {
        public OutsideTime {
            intervals = List.copyOf(intervals);
        }

        @Override
        public String reason() {
            return "active_time_interval";
        }
    }

    /** Somebody asked for silence; the ids are those of all silences that apply. */
    record BySilence(List<String> ids) implements Muted {
        public BySilence {
            ids = List.copyOf(ids);
        }

        @Override
        public String reason() {
            return "silence";
        }
    }
}
