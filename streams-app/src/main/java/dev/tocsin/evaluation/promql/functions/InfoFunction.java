package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.functions.Invocation.Body;
import dev.tocsin.evaluation.promql.vectors.Query;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Selectors;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code info}: adds to each series the labels of the info metrics of the same target. */
final class InfoFunction {
    static final Map<String, Body> ALL = Map.of("info", InfoFunction::apply);

    private static final Matcher TARGET_INFO = Matcher.equal(Labels.NAME, "target_info");
    private static final Matcher ANY_INFO = Matcher.promql(Labels.NAME, Matcher.Op.REGEX, ".+_info");

    private InfoFunction() {}

    private static Rows apply(Invocation invocation) {
        var written = invocation.size() > 1 ? selector(invocation.argument(1)) : List.<Matcher>of();
        var ofNames = ofNames(written.stream().filter(InfoFunction::isOfName).toList());
        var ofData = written.stream().filter(matcher -> !isOfName(matcher)).toList();
        var all = new ArrayList<>(ofNames);
        all.addAll(ofData);
        var infos = new Selectors(invocation.query(), invocation.steps())
                .timestampsOfNumbers(
                        all,
                        references(
                                invocation.query(),
                                invocation.argument(0),
                                invocation.steps().times()));
        var join = new InfoJoin(infos, ofData);
        var rows = new ArrayList<Row>();
        for (var row : invocation.rows(0).list()) {
            invocation.query().goOn();
            var isInfoItself = ofNames.stream().allMatch(matcher -> matcher.matches(row.labels()));
            rows.addAll(isInfoItself ? List.of(row) : join.rows(row));
        }
        return new Rows(rows).united();
    }

    private static List<Matcher> selector(Expr argument) {
        return ((Expr.Selector) argument.withoutParens()).matchers();
    }

    private static boolean isOfName(Matcher matcher) {
        return matcher.name().equals(Labels.NAME);
    }

    private static List<Matcher> ofNames(List<Matcher> written) {
        if (written.isEmpty()) {
            return List.of(TARGET_INFO);
        }
        var all = new ArrayList<>(written);
        if (written.stream().allMatch(matcher -> matcher.op().isNegative())) {
            all.add(ANY_INFO);
        }
        return all;
    }

    /** Info is looked up where the first selector looks, from where the subqueries around it end. */
    private static long[] references(Query query, Expr expr, long[] evaluations) {
        if (expr instanceof Expr.Selector selector) {
            return query.references(selector.timing(), evaluations);
        }
        var times =
                expr instanceof Expr.Subquery subquery ? query.references(subquery.timing(), evaluations) : evaluations;
        return expr.children().stream()
                .filter(child -> !child.selectors().isEmpty())
                .findFirst()
                .map(child -> references(query, child, times))
                .orElse(times);
    }
}
