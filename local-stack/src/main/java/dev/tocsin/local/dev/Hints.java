package dev.tocsin.local.dev;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Commands to try next, which can be copied into another terminal. */
record Hints(DevPlan plan, long instancePid, Instant now) {
    String text() {
        var start = now.truncatedTo(ChronoUnit.SECONDS);
        return """

                Try next, in another terminal:
                  load the CPUs       for i in $(seq $(getconf _NPROCESSORS_ONLN)); do timeout 180 sh -c 'while :; do :; done' & done
                  see the rules       curl -s http://%1$s/api/v1/rules
                  see the alerts      curl -s http://%2$s/api/v2/alerts
                  silence everything  curl -s -XPOST http://%2$s/api/v2/silences -H 'Content-Type: application/json' -d '{"matchers":[{"name":"alertname","value":".+","isRegex":true,"isEqual":true}],"startsAt":"%3$s","endsAt":"%4$s","createdBy":"me","comment":"trying"}'
                  end the silence     curl -s -XDELETE http://%1$s/api/v2/silence/ID
                  kill an instance    kill -9 %5$d     (it is restarted after a few seconds)
                  apply your rules    ./tocsin rules apply --config %6$s FILE.yml
                  or with kcat        echo 'demo/load|{"interval":"2s","rules":[{"alert":"Loaded","expr":"node_load1 > 0.1"}]}' | kcat -P -b %7$s -t tocsin.rules -K '|'
                  delete that group   echo 'demo/load|' | kcat -P -Z -b %7$s -t tocsin.rules -K '|'
                %9$sCtrl-C stops everything. Logs are in %8$s
                """.formatted(
                        plan.httpAddress(1),
                        plan.httpAddress(plan.instances()),
                        start,
                        start.plus(Duration.ofHours(1)),
                        instancePid,
                        shellQuoted(plan.settingsFile(1)),
                        plan.brokerAddress(),
                        plan.dir().resolve("logs"),
                        plan.sql().map(Hints::sqlHints).orElse(""));
    }

    private static String sqlHints(SqlPorts ports) {
        var url = ports.database() == SqlPorts.DEFAULT_DATABASE
                ? ""
                : "--url '%s' ".formatted(ports.address().jdbcUrl());
        return """
                  notifications       ./tocsin sql %s'SELECT notified_at, receiver, instance, state, alertname FROM tocsin.notified_alerts ORDER BY 1'
                  or with psql        psql %s -c '\\d tocsin.*'
                """.formatted(url, ports.address().url()).stripIndent();
    }

    /** Quotes a path as one word of a shell. */
    private static String shellQuoted(Path path) {
        return path.toString().matches("[\\w./+:@%-]+")
                ? path.toString()
                : "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
