package dev.tocsin.evaluation.rules;

/**
 * How a rule's last evaluation went.
 *
 * @param lastError empty unless it failed
 */
public record RuleHealth(Kind kind, String lastError) {
    /** As Prometheus's API calls it, in small letters. */
    public enum Kind {
        UNKNOWN,
        OK,
        ERR
    }

    static final RuleHealth UNKNOWN = new RuleHealth(Kind.UNKNOWN, "");
    public static final RuleHealth OK = new RuleHealth(Kind.OK, "");

    static RuleHealth failed(String why) {
        return new RuleHealth(Kind.ERR, why);
    }
}
