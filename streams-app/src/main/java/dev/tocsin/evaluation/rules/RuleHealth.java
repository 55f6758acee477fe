package dev.tocsin.evaluation.rules;

/**
 * Health of a rule after its last evaluation, as in Prometheus's API.
 *
 * @param lastError empty unless the evaluation failed
 */
public record RuleHealth(Kind kind, String lastError) {
    /** Lower-case in Prometheus's API. */
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
