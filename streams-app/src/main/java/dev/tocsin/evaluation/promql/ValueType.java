package dev.tocsin.evaluation.promql;

/** What an expression yields. */
public enum ValueType {
    SCALAR("scalar", "scalar"),
    INSTANT_VECTOR("instant vector", "vector"),
    RANGE_VECTOR("range vector", "matrix"),
    STRING("string", "string");

    private final String description;
    private final String apiName;

    ValueType(String words, String apiName) {
        this.description = words;
        this.apiName = apiName;
    }

    /** As the documentation and the messages call it. */
    public String description() {
        return description;
    }

    /** As the HTTP API's {@code resultType} calls it. */
    public String apiName() {
        return apiName;
    }
}
