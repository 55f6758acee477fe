package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.notation.GoTime;
import java.math.BigDecimal;
import java.util.List;

/**
 * A rule group in the API.
 *
 * @param problem why the newest record of the group is not in force; Prometheus has no such field, clients ignore it
 */
record RuleGroupView(
        String name,
        String file,
        List<RuleView> rules,
        BigDecimal interval,
        long limit,
        BigDecimal evaluationTime,
        String lastEvaluation,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String problem) {

    /** @param groupNextToken empty on the last page */
    record Page(
            List<RuleGroupView> groups,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String groupNextToken) {}

    static RuleGroupView of(RuleGroupStatus status, List<RuleView> rules, String problem) {
        var group = status.group();
        return new RuleGroupView(
                group.name(),
                group.namespace(),
                rules,
                ApiTime.seconds(group.interval()),
                group.limit(),
                ApiTime.seconds(status.evaluationDuration()),
                GoTime.format(status.lastTick()),
                problem);
    }
}
