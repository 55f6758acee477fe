package dev.tocsin.notification.silences;

import java.util.List;

/** The result of a request to create, edit or expire a silence. */
public sealed interface SilenceResult {
    /** Success, once the silences (possibly none) are appended in this order. The id is that of the resulting silence. */
    record Stored(List<Silence> toAppend, String id) implements SilenceResult {
        public Stored {
            toAppend = List.copyOf(toAppend);
        }
    }

    /** There is no silence with this id. */
    record NotFound(String id) implements SilenceResult {
        public String message() {
            return "silence not found";
        }
    }

    /** The request is invalid or exceeds a limit; with Alertmanager's message. */
    record Invalid(String message) implements SilenceResult {}

    /** The silence policy refuses the request. @param message the rule, and what would be allowed */
    record Refused(String message) implements SilenceResult {}

    /** The audit record could not be stored, so nothing was changed. */
    record NotAudited(String reason) implements SilenceResult {}
}
