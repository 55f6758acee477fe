package dev.tocsin.notification.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.labels.MatcherParser;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTraceTest {
    private static final RoutingTree TREE = TestConfigs.read("am.yml", """
            route:
              receiver: all
              routes:
                - matchers: [team=a]
                  receiver: a
                  continue: true
                  routes:
                    - {matchers: [severity=critical], receiver: a-page}
                - {matchers: ['team=~"a|b"'], receiver: ab}
                - {matchers: [team=b], receiver: never}
            receivers: [{name: all}, {name: a}, {name: a-page}, {name: ab}, {name: never}]
            """).tree();

    /** Outcomes in the order of the routes: M matched, N not matched, - not reached. */
    @ParameterizedTest(name = "{0}: {1}, receivers {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # labels                    | outcomes | receivers
            team="a"                    | MMNM-    | a ab
            team="a",severity="critical" | MMMM-   | a-page ab
            team="b"                    | MN-M-    | ab
            team="c"                    | MN-NN    | all
            """)
    void eachRouteHasItsOutcome(String labels, String outcomes, String receivers) {
        var tested = Labels.of(MatcherParser.FALLBACK.parseList(labels).stream()
                .collect(Collectors.toMap(one -> one.name(), one -> one.value())));
        var trace = RouteTrace.of(TREE, tested);
        assertThat(trace.outcomes().values().stream()
                        .map(outcome -> outcome == RouteTrace.Outcome.NOT_REACHED
                                ? "-"
                                : outcome.name().substring(0, 1))
                        .collect(Collectors.joining()))
                .isEqualTo(outcomes);
        assertThat(trace.matched().stream().map(Route::receiver).collect(Collectors.joining(" ")))
                .isEqualTo(receivers);
    }

    @Test
    void theTraceAgreesWithTheTree() {
        for (var team : new String[] {"a", "b", "c"}) {
            for (var severity : new String[] {"critical", "info"}) {
                var labels = Labels.of("team", team, "severity", severity);
                var trace = RouteTrace.of(TREE, labels);
                assertThat(trace.matched())
                        .allSatisfy(route ->
                                assertThat(trace.outcomes().get(route.id())).isEqualTo(RouteTrace.Outcome.MATCHED));
            }
        }
    }

    @Test
    void aPathLeadsFromTheRootToTheRoute() {
        var page = TREE.all().stream()
                .filter(route -> route.receiver().equals("a-page"))
                .findFirst()
                .orElseThrow();
        assertThat(RouteTrace.path(TREE, page).stream().map(Route::receiver)).containsExactly("all", "a", "a-page");
    }

    @ParameterizedTest(name = "after {0} comes {1}: shadowed {2}")
    @CsvSource(delimiter = ';', quoteCharacter = '$', textBlock = """
            # earlier                          ; route                  ; shadowed
            matchers: [a=b]                    ; matchers: [a=b]        ; true
            matchers: [a=b]                    ; matchers: [a=b, c=d]   ; true
            matchers: [a=b, c=d]               ; matchers: [a=b]        ; false
            matchers: ['a=~"b|c"']             ; matchers: [a=b]        ; true
            matchers: ['a=~"b|c"']             ; matchers: ['a=~"b|d"'] ; false
            matchers: ['a=~"b.*"']             ; matchers: [a=bc]       ; true
            matchers: ['a!=x']                 ; matchers: [a=b]        ; true
            matchers: ['a!=x']                 ; matchers: ['a!=y']     ; false
            matchers: []                       ; matchers: [a=b]        ; true
            {matchers: [a=b], continue: true}  ; matchers: [a=b]        ; false
            """)
    void aRouteIsShadowedIfAnEarlierOneTakesAllOfItsAlerts(String earlier, String route, boolean shadowed) {
        var first = earlier.startsWith("{") ? earlier : "{" + earlier + "}";
        var tree = TestConfigs.read("am.yml", """
                route:
                  receiver: all
                  routes: [%s, {%s}]
                receivers: [{name: all}]
                """.formatted(first, route)).tree();
        assertThat(ShadowedRoutes.of(tree).isEmpty())
                .as(MatcherFormat.format(tree.root().routes().get(0).matchers()))
                .isEqualTo(!shadowed);
    }
}
