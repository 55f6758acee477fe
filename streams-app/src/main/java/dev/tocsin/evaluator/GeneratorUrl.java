package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.Expr;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where people see what made an alert fire: Prometheus's link to the graph of the expression. */
final class GeneratorUrl {
    private GeneratorUrl() {}

    static String of(URI externalUrl, Expr expr) {
        return externalUrl + "/graph?g0.expr=" + URLEncoder.encode(expr.toString(), StandardCharsets.UTF_8)
                + "&g0.tab=1";
    }
}
