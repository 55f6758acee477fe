package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.http.prometheus.RuleGroupView.Page;
import dev.tocsin.notation.Sha256;
import java.util.List;

/**
 * Selects a page of the groups.
 *
 * @param limit the number of groups of a page; 0 for all
 * @param token identifies the first group of the page; empty for the first page
 */
record Pagination(int limit, String token) {
    static Pagination of(PrometheusParameters parameters) {
        var limit = parameters.integer("group_limit", "group_limit needs to be a valid number: strconv.ParseInt: ");
        var token = parameters.find("group_next_token").orElse("");
        if (limit.isEmpty() && !token.isEmpty()) {
            throw ResponseEnvelope.invalidParameter(
                    "group_next_token", "group_limit needs to be present in order to paginate over the groups");
        }
        if (limit.isPresent() && limit.get() <= 0) {
            throw ResponseEnvelope.invalidParameter("group_limit", "group_limit needs to be greater than 0");
        }
        return new Pagination(limit.orElse(0), token);
    }

    Page page(List<RuleGroupView> groups) {
        var from = firstIndex(groups);
        if (limit == 0 || from + limit >= groups.size()) {
            return new Page(groups.subList(from, groups.size()), "");
        }
        return new Page(groups.subList(from, from + limit), tokenOf(groups.get(from + limit)));
    }

    private int firstIndex(List<RuleGroupView> groups) {
        if (token.isEmpty()) {
            return 0;
        }
        for (var i = 0; i < groups.size(); i++) {
            if (tokenOf(groups.get(i)).equals(token)) {
                return i;
            }
        }
        throw ResponseEnvelope.invalidParameter(
                "group_next_token", "invalid group_next_token '%s'. were rule groups changed?".formatted(token));
    }

    private static String tokenOf(RuleGroupView group) {
        return Sha256.hex(group.file() + ";" + group.name());
    }
}
