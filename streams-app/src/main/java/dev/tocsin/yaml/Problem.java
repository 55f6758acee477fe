package dev.tocsin.yaml;

/**
 * One thing that must be mended: where it is, what is wrong, and what to do about it.
 *
 * @param remedy empty where {@code what} says it all
 */
public record Problem(SourceLocation location, String message, String remedy) {
    @Override
    public String toString() {
        return location + ": " + message + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
