package dev.tocsin.yaml;

/**
 * A problem or a warning: where it is, what is wrong, and what to do.
 *
 * @param remedy empty if the message suffices
 */
public record Problem(SourceLocation location, String message, String remedy) {
    @Override
    public String toString() {
        return location + ": " + message + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
