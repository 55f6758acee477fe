package dev.tocsin.notification.muting;

import java.util.List;

/** Why an alert is not told. */
public sealed interface Muted {
    /** As it stands in metrics. */
    String reason();

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
