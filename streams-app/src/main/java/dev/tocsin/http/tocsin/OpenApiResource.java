package dev.tocsin.http.tocsin;

import dev.tocsin.http.common.ApiJson;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code GET /openapi.json}: the description of Tocsin's API (OpenAPI 3.1). @param version of this instance */
record OpenApiResource(String version) {
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([a-z]+)}");
    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "filter", "matchers such as severity=\"critical\"; can be repeated",
            "limit", "number of rows of a page: 200, at most 1000",
            "cursor", "the field 'next' of the page before",
            "from", "RFC 3339, or seconds since 1970",
            "to", "RFC 3339, or seconds since 1970",
            "at", "a past moment: RFC 3339, or seconds since 1970; without it, now");

    void get(Context request) {
        ApiJson.send(request, 200, document());
    }

    private Map<String, Object> document() {
        var paths = new LinkedHashMap<String, Map<String, Object>>();
        for (var operation : ApiOperation.all()) {
            paths.computeIfAbsent(TocsinApi.BASE + operation.path(), path -> new LinkedHashMap<>())
                    .put(operation.method().toLowerCase(Locale.ROOT), operation(operation));
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Tocsin", "version", version));
        document.put("paths", paths);
        return document;
    }

    private static Map<String, Object> operation(ApiOperation operation) {
        var parameters = new ArrayList<Map<String, Object>>();
        var inPath = PATH_PARAMETER.matcher(operation.path());
        while (inPath.find()) {
            parameters.add(parameter(inPath.group(1), "path"));
        }
        operation.parameters().forEach(name -> parameters.add(parameter(name, "query")));
        var described = new LinkedHashMap<String, Object>();
        described.put("summary", operation.summary());
        described.put("x-role", operation.role());
        if (!parameters.isEmpty()) {
            described.put("parameters", parameters);
        }
        if (operation.method().equals("POST")) {
            described.put("requestBody", Map.of("required", true, "content", body(operation)));
        }
        described.put("responses", responses());
        return described;
    }

    private static Map<String, Object> body(ApiOperation operation) {
        var isYaml = operation.path().startsWith("/rules/");
        return Map.of(isYaml ? "application/yaml" : "application/json", Map.of());
    }

    private static Map<String, Object> parameter(String name, String in) {
        var parameter = new LinkedHashMap<String, Object>();
        parameter.put("name", name);
        parameter.put("in", in);
        if (in.equals("path")) {
            parameter.put("required", true);
        }
        if (DESCRIPTIONS.containsKey(name)) {
            parameter.put("description", DESCRIPTIONS.get(name));
        }
        parameter.put("schema", Map.of("type", "string"));
        return parameter;
    }

    private static Map<String, Object> responses() {
        var responses = new LinkedHashMap<String, Object>();
        responses.put("200", Map.of("description", "an object with 'status': 'success' and 'data'"));
        responses.put("default", Map.of("description", "an object with 'status': 'error', 'errorType' and 'error'"));
        return responses;
    }
}
