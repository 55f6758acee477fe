package dev.tocsin.evaluation.rules;

/**
 * How a rule's last evaluation went.
 *
 * @param lastError empty unless it failed
 */
public record Health(Kind kind, String lastError) {
    /** As Prometheus's API calls it, in small letters. */
    public enum Kind {
        UNKNOWN,
        OK,
        ERR
    }

    static final Health UNKNOWN = new Health(Kind.UNKNOWN, "");
    public static final Health OK = new Health(Kind.OK, "");

    static Health failed(String why) {
        return new Health(Kind.ERR, why);
    }
}
