package dev.tocsin.evaluation.promql;

/** The type of an expression. */
public enum ValueType {
    SCALAR("scalar", "scalar"),
    INSTANT_VECTOR("instant vector", "vector"),
    RANGE_VECTOR("range vector", "matrix"),
    STRING("string", "string");

    private final String description;
    private final String apiName;

    ValueType(String description, String apiName) {
        this.description = description;
        this.apiName = apiName;
    }

    /** The name in documentation and error messages. */
    public String description() {
        return description;
    }

    /** The name in {@code resultType} of the HTTP API. */
    public String apiName() {
        return apiName;
    }
}
