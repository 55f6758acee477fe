package dev.tocsin.http.tocsin;

import java.util.List;
import java.util.stream.Stream;

/**
 * One operation of Tocsin's API, for its description.
 *
 * @param path below the base
 * @param parameters names of query parameters
 */
record ApiOperation(String method, String path, String role, List<String> parameters, String summary) {
    /** Method, path, role, query parameters and summary of each operation. */
    private static final String TABLE = """
            GET  | /summary | viewer | | The state of alerts, rules and cluster at one look
            GET  | /alerts | viewer | filter state receiver group sort facets limit cursor | Alerts in groups, with facets
            GET  | /alerts/{fingerprint} | viewer | | One alert
            GET  | /alerts/{fingerprint}/timeline | viewer | from to | Transitions, deliveries and silences of one alert
            GET  | /groups/{id} | viewer | | One aggregation group with its slots and the next message
            GET  | /notifications | viewer | receiver integration outcome reason instance group filter fingerprint from to limit cursor | Deliveries, the newest first
            GET  | /notifications/counts | viewer | receiver integration outcome reason instance group filter fingerprint from to buckets by | Numbers of deliveries in steps of time
            GET  | /notifications/{id} | viewer | | One delivery with its alerts
            GET  | /history | viewer | filter state from to limit cursor | Transitions of alerts, the newest first, and the noisiest alerts
            GET  | /explain | viewer | filter fingerprint receiver at | Why receivers were told of an alert, or why not
            POST | /explain | viewer | | The same, with labels or fingerprint, receiver and at in the body
            GET  | /silences | viewer | state filter creator text limit cursor | Silences with what they mute
            GET  | /silences/{id} | viewer | | One silence with what it has muted
            POST | /silences/preview | viewer | | The effect of a silence before it is created
            GET  | /labels/suggest | viewer | name prefix | Names or values of labels of alerts
            GET  | /rules | viewer | search state health namespace label type sort limit cursor | Rule groups with health and cost
            GET  | /rules/{namespace}/{group}/{index} | viewer | | One rule
            POST | /rules/check | viewer | | Problems of a file of rules
            POST | /rules/dryrun | viewer | namespace | Alerts that a file of rules would change now
            GET  | /routing | viewer | labels | The routing tree, receivers, time intervals and inhibition
            POST | /receivers/test | admin | | Sends a marked test message
            GET  | /members | viewer | | Instances, topics, agreement and skipped records
            GET  | /claims | viewer | since limit | The newest claims
            GET  | /tokens | viewer | query | Tokens of an expression, for its colours
            GET  | /completion | viewer | query position | Completions of an expression
            GET  | /events | viewer | | Server-sent events: kinds of data that have changed
            GET  | /audit | viewer | who what from limit cursor | Actions of users and programs, the newest first
            GET  | /skipped-records | viewer | | Records of shared topics that could not be used
            GET  | /agreement | viewer | | Whether the instances found the same at each tick
            GET  | /sources | viewer | | The sources, as far as this instance reads them
            GET  | /data-sources | viewer | | The data sources of rules
            GET  | /openapi.json | viewer | | This description
            """;

    static List<ApiOperation> all() {
        return TABLE.lines().map(ApiOperation::of).toList();
    }

    private static ApiOperation of(String line) {
        var cells = Stream.of(line.split("\\|")).map(String::strip).toList();
        var parameters = cells.get(3).isEmpty()
                ? List.<String>of()
                : List.of(cells.get(3).split(" "));
        return new ApiOperation(cells.get(0), cells.get(1), cells.get(2), parameters, cells.get(4));
    }
}
