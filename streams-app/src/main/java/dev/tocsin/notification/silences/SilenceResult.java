package dev.tocsin.notification.silences;

import java.util.List;

/** What comes of a wish to create, edit or expire a silence. */
public sealed interface SilenceResult {
    /** It is done once these are appended, in this order; there may be none. The id is that of the resulting silence. */
    record Stored(List<Silence> toAppend, String id) implements SilenceResult {
        public Stored {
            toAppend = List.copyOf(toAppend);
        }
    }

    /** There is no silence of that id. */
    record NotFound(String id) implements SilenceResult {
        public String message() {
            return "silence not found";
        }
    }

    /** The wish makes no sense, or breaks a limit; in Alertmanager's words. */
    record Invalid(String message) implements SilenceResult {}
}
